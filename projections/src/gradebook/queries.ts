import type { Id } from '@lyceum/contracts';
import { placeKey } from '../enrolments/projection.ts';
import type { Models } from '../reading/models.ts';
import type { GradebookRow } from './projection.ts';

export class GradebookQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** The student's line, or null for one who was never in the course. */
  find(courseId: Id, personId: Id): Promise<GradebookRow | null> {
    return this.#models.find<GradebookRow>('gradebook', placeKey(courseId, personId));
  }

  /** The lines of a course, in the order of the students' ids; those who have left too. */
  async ofCourse(courseId: Id): Promise<readonly GradebookRow[]> {
    const rows = await this.#models.findMany<GradebookRow>('gradebook', { courseId });
    return rows.toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
  }

  /** A student's lines in all courses. */
  ofPerson(personId: Id): Promise<readonly GradebookRow[]> {
    return this.#models.findMany<GradebookRow>('gradebook', { personId });
  }
}
