import type { Page } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import type { OrderRow } from './projection.ts';

export class OrdersQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** Orders, the newest first; of all read models, or of one. */
  page({ name, ...page }: PageOf & { name?: string | undefined }): Promise<Page<OrderRow>> {
    return this.#models.reading('orders', (rows) => pageBy<OrderRow>(rows, name ? { name } : {}, 'newest', page, 'falling'));
  }
}
