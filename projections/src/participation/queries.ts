import type { Id } from '@lyceum/contracts';
import { placeKey } from '../enrolments/projection.ts';
import type { Models } from '../reading/models.ts';
import type { ParticipationRow } from './projection.ts';

export class ParticipationQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** What somebody did in a course; null where they never did anything. */
  find(courseId: Id, personId: Id): Promise<ParticipationRow | null> {
    return this.#models.find<ParticipationRow>('participation', placeKey(courseId, personId));
  }

  /** What somebody did in all courses. */
  ofPerson(personId: Id): Promise<readonly ParticipationRow[]> {
    return this.#models.findMany<ParticipationRow>('participation', { personId });
  }
}
