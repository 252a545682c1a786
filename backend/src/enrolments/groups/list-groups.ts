import type { Groups, Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { courses } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { courseGroups } from './group.ts';

/** The groups of a course with their members, for its staff. */
export class ListGroups extends Query<Groups> {
  constructor(
    readonly who: Asker,
    readonly courseId: Id,
  ) {
    super();
  }
}

const byName = new Intl.Collator('en', { numeric: true });

@QueryHandler(ListGroups)
export class ListGroupsHandler implements IQueryHandler<ListGroups> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
  ) {}

  async execute({ who, courseId }: ListGroups): Promise<Groups> {
    const [{ state: course }, { state: groups }] = await Promise.all([
      this.streams.look(courses, courseId),
      this.streams.look(courseGroups, courseId),
    ]);
    const bar = barred(course, who);
    if (bar) throw new Refused({ code: bar });
    const personIds = new Set([...groups.values()].flatMap(({ members }) => [...members]));
    const names = await this.models.people.names([...personIds]);
    const items = [...groups.values()].map(({ groupId, name, members }) => ({
      groupId,
      name,
      members: [...members]
        .map((personId) => ({ personId, name: names.get(personId) ?? null }))
        .toSorted((a, b) => byName.compare(a.name ?? '', b.name ?? '')),
    }));
    return { items: items.toSorted((a, b) => byName.compare(a.name, b.name)) };
  }
}
