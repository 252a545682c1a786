import type { Id, Page } from '@lyceum/contracts';
import { wordsOf } from '../engine/words.ts';
import type { EnrolmentsQueries } from '../enrolments/queries.ts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import { bySearch } from '../reading/search.ts';
import type { CourseRow } from './projection.ts';

/** Which courses a list has: the published ones, all, those a person teaches, or those a person is enrolled in. */
export type CoursesOf = 'published' | 'all' | { readonly taughtBy: Id } | { readonly learntBy: Id };

export class CoursesQueries {
  readonly #models: Models;
  readonly #enrolments: EnrolmentsQueries;

  constructor(models: Models, enrolments: EnrolmentsQueries) {
    this.#models = models;
    this.#enrolments = enrolments;
  }

  find(courseId: Id): Promise<CourseRow | null> {
    return this.#models.find<CourseRow>('courses', courseId);
  }

  findMany(courseIds: readonly Id[]): Promise<readonly CourseRow[]> {
    return this.#models.findMany<CourseRow>('courses', { _id: { $in: [...courseIds] } });
  }

  /** Courses by title; each word of `search` begins a word of the title or the summary. */
  async page({ search, of, ...page }: PageOf & { search?: string | undefined; of: CoursesOf }): Promise<Page<CourseRow>> {
    const those = await this.#those(of);
    return this.#models.reading('courses', (rows) =>
      pageBy<CourseRow>(rows, { $and: [those, ...bySearch(wordsOf(search ?? null))] }, 'sort', page),
    );
  }

  async #those(of: CoursesOf) {
    if (of === 'all') return {};
    if (of === 'published') return { phase: 'published' };
    if ('taughtBy' in of) return { instructorId: of.taughtBy };
    const enrolments = await this.#enrolments.ofPerson(of.learntBy);
    return { _id: { $in: enrolments.map(({ courseId }) => courseId) } };
  }
}
