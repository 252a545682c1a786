import type { Id } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { noGrading, type GradingRow } from './projection.ts';

export class GradingsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  async find(courseId: Id): Promise<GradingRow> {
    return (await this.#models.find<GradingRow>('gradings', courseId)) ?? noGrading(courseId);
  }

  /** Of these courses, by their ids. */
  async findMany(courseIds: readonly Id[]): Promise<ReadonlyMap<Id, GradingRow>> {
    const rows = courseIds.length === 0 ? [] : await this.#models.findMany<GradingRow>('gradings', { _id: { $in: [...courseIds] } });
    const known = new Map(rows.map((row) => [row.courseId, row]));
    return new Map(courseIds.map((courseId) => [courseId, known.get(courseId) ?? noGrading(courseId)]));
  }
}
