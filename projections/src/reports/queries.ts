import type { Id } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import type { ReportRow } from './projection.ts';

export class ReportsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** All of them, in the order in which they were made. */
  async all(): Promise<readonly ReportRow[]> {
    return (await this.#models.findMany<ReportRow>('reports', {})).toSorted((a, b) => (a.reportId < b.reportId ? -1 : 1));
  }

  /** Those that somebody gets. */
  ofReader(personId: Id): Promise<readonly ReportRow[]> {
    return this.#models.findMany<ReportRow>('reports', { readers: personId });
  }
}
