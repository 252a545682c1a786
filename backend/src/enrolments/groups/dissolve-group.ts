import type { GroupEvent, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { courseGroups, type CourseGroups } from './group.ts';

/** A group is no more; its members stay in the course, and exceptions for it apply to nobody. */
export class DissolveGroup extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly groupId: Id,
  ) {
    super();
  }
}

export function decide(
  groups: CourseGroups,
  course: Course,
  { who, courseId, groupId }: Pick<DissolveGroup, 'who' | 'courseId' | 'groupId'>,
): Decision<GroupEvent> {
  const bar = barred(course, who);
  if (bar) return refuse(bar);
  if (!groups.has(groupId)) return refuse('group-not-found');
  return accept({ type: 'enrolments.GroupDissolved.v1', data: { courseId, groupId } });
}

@CommandHandler(DissolveGroup)
export class DissolveGroupHandler implements ICommandHandler<DissolveGroup> {
  constructor(private readonly streams: Streams) {}

  async execute(command: DissolveGroup): Promise<Written<undefined>> {
    const { context, courseId } = command;
    const dissolved = await this.streams.decide(
      courseGroups,
      courseId,
      context,
      (groups, course: Course) => decide(groups, course, command),
      { seeing: (see) => see(courses, courseId) },
    );
    return answer(dissolved, undefined);
  }
}
