import type { Id, Page } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import type { ProgressRow } from './projection.ts';

export class ProgressQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** The attempts at a quiz: those under way first, then those that are over. */
  ofQuiz({ quizId, phase, ...page }: PageOf & { quizId: Id; phase?: ProgressRow['phase'] | undefined }): Promise<Page<ProgressRow>> {
    const filter = { quizId, ...(phase && { phase }) };
    return this.#models.reading('progress', (rows) => pageBy<ProgressRow>(rows, filter, 'order', page));
  }
}
