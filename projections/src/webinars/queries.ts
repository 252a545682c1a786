import type { Id, Instant, Page } from '@lyceum/contracts';
import type { Filter } from '@lyceum/stores';
import type { CoursesQueries } from '../courses/queries.ts';
import type { EnrolmentsQueries } from '../enrolments/queries.ts';
import type { StoredRow } from '../engine/records.ts';
import { wordsOf } from '../engine/words.ts';
import { plain, type Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import { bySearch } from '../reading/search.ts';
import type { RegistrationsQueries } from '../registrations/queries.ts';
import type { WebinarRow } from './projection.ts';

/** Which webinars a list has: those that `personId` may know of, all where `all`; only those that concern them where `mine`. */
export interface WebinarsOf extends PageOf {
  readonly personId: Id;
  readonly all: boolean;
  readonly mine: boolean;
  readonly courseId?: Id | undefined;
  readonly hostId?: Id | undefined;
  /** Each word begins a word of the title or the summary. */
  readonly search?: string | undefined;
  /** Only what overlaps with [`from`, `to`). */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly order?: 'rising' | 'falling' | undefined;
}

/** The most courses that somebody teaches and that are looked at. */
const TAUGHT = 200;

export class WebinarsQueries {
  readonly #models: Models;
  readonly #courses: CoursesQueries;
  readonly #enrolments: EnrolmentsQueries;
  readonly #registrations: RegistrationsQueries;

  constructor(models: Models, courses: CoursesQueries, enrolments: EnrolmentsQueries, registrations: RegistrationsQueries) {
    this.#models = models;
    this.#courses = courses;
    this.#enrolments = enrolments;
    this.#registrations = registrations;
  }

  find(webinarId: Id): Promise<WebinarRow | null> {
    return this.#models.find<WebinarRow>('webinars', webinarId);
  }

  findMany(webinarIds: readonly Id[]): Promise<readonly WebinarRow[]> {
    return this.#some({ _id: { $in: [...new Set(webinarIds)] } }, webinarIds);
  }

  ofCourse(courseId: Id): Promise<readonly WebinarRow[]> {
    return this.#some({ courseId }, [courseId]);
  }

  /** Those of these courses whose attendance counts in the gradebook or once did. */
  graded(courseIds: readonly Id[]): Promise<readonly WebinarRow[]> {
    return this.#some({ courseId: { $in: [...courseIds] }, graded: true }, courseIds);
  }

  async #some(filter: Filter<StoredRow>, ids: readonly Id[]): Promise<readonly WebinarRow[]> {
    return ids.length === 0 ? [] : this.#models.findMany<WebinarRow>('webinars', filter);
  }

  /** Webinars in the order in which they begin. */
  async page({ personId, all, mine, courseId, hostId, search, from, to, order, ...page }: WebinarsOf): Promise<Page<WebinarRow>> {
    const filter: Filter<StoredRow> = {
      $and: [
        mine ? await this.#concerning(personId) : all ? {} : await this.#visible(personId),
        courseId === undefined ? {} : { courseId },
        hostId === undefined ? {} : { hostId },
        ...bySearch(wordsOf(search ?? null)),
        from === undefined ? {} : { end: { $gt: from } },
        to === undefined ? {} : { start: { $lt: to } },
      ],
    };
    return this.#models.reading('webinars', (rows) => pageBy<WebinarRow>(rows, filter, 'start', page, order));
  }

  /** All that concern somebody and end later than `from`, whatever became of them, the first first. */
  async concerning(personId: Id, from: Instant): Promise<readonly WebinarRow[]> {
    const filter = { $and: [await this.#concerning(personId), { end: { $gt: from } }] };
    return this.#models.reading('webinars', async (rows) => {
      const found = await rows.find(filter).sort({ start: 1 }).toArray();
      return found.map((row) => plain<WebinarRow>(row));
    });
  }

  async #visible(personId: Id): Promise<Filter<StoredRow>> {
    const [enrolments, taught] = await Promise.all([
      this.#enrolments.ofPerson(personId),
      this.#courses.page({ of: { taughtBy: personId }, limit: TAUGHT }),
    ]);
    const courseIds = [...enrolments, ...taught.items].map(({ courseId }) => courseId);
    return { $or: [{ courseId: null }, { courseId: { $in: courseIds } }, { involved: personId }] };
  }

  async #concerning(personId: Id): Promise<Filter<StoredRow>> {
    const registered = await this.#registrations.ofPerson(personId);
    return { $or: [{ involved: personId }, { _id: { $in: registered.map(({ webinarId }) => webinarId) } }] };
  }
}
