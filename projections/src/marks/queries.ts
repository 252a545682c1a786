import type { Id, Instant, Page } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import type { MarkRow } from './projection.ts';

/** Which grades: of these courses (null: of all), one quiz or column, one tenth, given between two instants. */
export interface MarksSought {
  readonly courses: readonly Id[] | null;
  readonly quiz?: Id | undefined;
  readonly tenth?: number | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

export class MarksQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** Grades as they stand, the newest first. */
  page({ courses, quiz, tenth, from, to }: MarksSought, page: PageOf): Promise<Page<MarkRow>> {
    const filter = {
      ...(courses && { courseId: courses.length === 1 ? courses[0] : { $in: [...courses] } }),
      ...(quiz !== undefined && { quizId: quiz }),
      ...(tenth !== undefined && { tenth }),
      ...((from !== undefined || to !== undefined) && {
        at: { ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lte: to }) },
      }),
    };
    return this.#models.reading('marks', (rows) => pageBy<MarkRow>(rows, filter, 'at', page, 'falling'));
  }
}
