import type { Id, Page } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { pageByKey, type PageOf } from '../reading/pages.ts';
import { placeKey, type EnrolmentRow } from './projection.ts';

export class EnrolmentsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** The student's place in the course, also when they have left; null when they never had one. */
  find(courseId: Id, personId: Id): Promise<EnrolmentRow | null> {
    return this.#models.find<EnrolmentRow>('enrolments', placeKey(courseId, personId));
  }

  /** The people of a course by their ids; only those of one phase where it is given. */
  page({ courseId, phase, ...page }: PageOf & { courseId: Id; phase?: EnrolmentRow['phase'] }): Promise<Page<EnrolmentRow>> {
    return this.#models.reading('enrolments', (rows) => pageByKey<EnrolmentRow>(rows, `${courseId}:`, phase ? { phase } : {}, page));
  }

  /** The person's places in courses, also those that they have left. */
  everOf(personId: Id): Promise<readonly EnrolmentRow[]> {
    return this.#models.findMany<EnrolmentRow>('enrolments', { personId });
  }

  /** The person's present enrolments. */
  ofPerson(personId: Id): Promise<readonly EnrolmentRow[]> {
    return this.#models.findMany<EnrolmentRow>('enrolments', { personId, phase: 'active' });
  }
}
