import type { Enrolment, Id, Page, PageQuery } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { courses } from '../courses/course.ts';
import { barred, type Asker } from '../courses/staff.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';

/** Who is and was in a course, for its staff. */
export class ListEnrolments extends Query<Page<Enrolment>> {
  constructor(
    readonly who: Asker,
    readonly courseId: Id,
    readonly page: PageQuery,
  ) {
    super();
  }
}

@QueryHandler(ListEnrolments)
export class ListEnrolmentsHandler implements IQueryHandler<ListEnrolments> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
  ) {}

  async execute({ who, courseId, page }: ListEnrolments): Promise<Page<Enrolment>> {
    const { state: course } = await this.streams.look(courses, courseId);
    const bar = barred(course, who);
    if (bar) throw new Refused({ code: bar });
    const { items, next } = await this.models.enrolments.page({ courseId, ...page });
    const names = await this.models.people.names(items.map(({ personId }) => personId));
    return { items: items.map(({ personId, phase, since }) => ({ personId, name: names.get(personId) ?? null, phase, since })), next };
  }
}
