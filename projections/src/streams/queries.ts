import type { Page } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { pageByKey, type PageOf } from '../reading/pages.ts';
import type { StreamRow } from './projection.ts';

export class StreamsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** The streams whose names begin with `prefix`, by name. @throws ReadStoreUnavailable */
  page(prefix: string, page: PageOf): Promise<Page<StreamRow>> {
    return this.#models.reading('streams', (rows) => pageByKey<StreamRow>(rows, prefix, {}, page));
  }
}
