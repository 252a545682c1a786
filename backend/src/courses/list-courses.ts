import { allows, type CourseItem, type CoursesQuery, type Page } from '@lyceum/contracts';
import { ReadModels, type CourseRow, type CoursesOf } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Refused } from '../deciding/refused.ts';
import type { Asker } from './staff.ts';

/** Courses by title: those published, those I teach (drafts too), or those I am enrolled in. */
export class ListCourses extends Query<Page<CourseItem>> {
  constructor(
    readonly who: Asker | undefined,
    readonly page: z.infer<typeof CoursesQuery>,
  ) {
    super();
  }
}

function those({ who, page: { mine } }: ListCourses): CoursesOf {
  if (mine === undefined) return 'published';
  if (!who) throw new Refused({ code: 'not-signed-in' });
  if (mine === 'learning') return { learntBy: who.personId };
  return allows(who.roles, 'courses.teach-any') ? 'all' : { taughtBy: who.personId };
}

@QueryHandler(ListCourses)
export class ListCoursesHandler implements IQueryHandler<ListCourses> {
  constructor(private readonly models: ReadModels) {}

  async execute(query: ListCourses): Promise<Page<CourseItem>> {
    const { search, cursor, limit } = query.page;
    const { items, next } = await this.models.courses.page({ search, cursor, limit, of: those(query) });
    const names = await this.models.people.names(items.map(({ instructorId }) => instructorId));
    return { items: items.map((row) => itemOf(row, names.get(row.instructorId) ?? null)), next };
  }
}

const itemOf = ({ courseId, title, summary, seats, enrolled, phase, instructorId }: CourseRow, name: string | null): CourseItem => ({
  courseId,
  title,
  summary,
  instructor: { personId: instructorId, name },
  seats,
  enrolled,
  phase,
});
