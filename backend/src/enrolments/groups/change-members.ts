import type { GroupEvent, GroupMembersRequest, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { isEnrolled, rosters, type Roster } from '../roster.ts';
import { courseGroups, type CourseGroups } from './group.ts';

/** Students of the course come into a group, or go out of it. */
export class ChangeMembers extends Command<Written<{ groupId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly groupId: Id,
    readonly change: GroupMembersRequest,
  ) {
    super();
  }
}

/** What a change looks at besides the groups. */
interface Around {
  readonly course: Course;
  readonly roster: Roster;
}

export function decide(
  groups: CourseGroups,
  { course, roster }: Around,
  { who, courseId, groupId, change: { add = [], remove = [] } }: Pick<ChangeMembers, 'who' | 'courseId' | 'groupId' | 'change'>,
): Decision<GroupEvent> {
  const bar = barred(course, who);
  if (bar) return refuse(bar);
  const group = groups.get(groupId);
  if (!group) return refuse('group-not-found');
  const strangers = add.flatMap((personId, at) => (isEnrolled(roster, personId) ? [] : [`add.${at}`]));
  if (strangers.length > 0) {
    const message = 'This person is not enrolled in the course.';
    return refuse('student-not-enrolled', { errors: strangers.map((path) => ({ path, rule: 'enrolled', message })) });
  }
  const added = [...new Set(add)].filter((personId) => !group.members.has(personId));
  const removed = [...new Set(remove)].filter((personId) => group.members.has(personId) && !add.includes(personId));
  if (added.length + removed.length === 0) return nothing();
  return accept({ type: 'enrolments.GroupMembersChanged.v1', data: { courseId, groupId, added, removed } });
}

@CommandHandler(ChangeMembers)
export class ChangeMembersHandler implements ICommandHandler<ChangeMembers> {
  constructor(private readonly streams: Streams) {}

  async execute(command: ChangeMembers): Promise<Written<{ groupId: Id }>> {
    const { context, courseId, groupId } = command;
    const changed = await this.streams.decide(
      courseGroups,
      courseId,
      context,
      (groups, around: Around) => decide(groups, around, command),
      {
        seeing: async (see) => {
          const [course, roster] = await Promise.all([see(courses, courseId), see(rosters, courseId)]);
          return { course, roster };
        },
      },
    );
    return answer(changed, { groupId });
  }
}
