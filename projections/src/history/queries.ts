import type { Id, Instant } from '@lyceum/contracts';
import type { GradebookRow } from '../gradebook/projection.ts';
import type { Models } from '../reading/models.ts';
import { linesAsOf, type HistoryRow } from './projection.ts';

export class HistoryQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** The lines of a course's gradebook as they stood then, those who had left too. */
  async ofCourse(courseId: Id, asOf: Instant): Promise<readonly GradebookRow[]> {
    return linesAsOf(await this.#models.findMany<HistoryRow>('history', { courseId }), asOf);
  }
}
