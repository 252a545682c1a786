import type { GroupEvent, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { isTaken } from './form-group.ts';
import { courseGroups, type CourseGroups } from './group.ts';

/** A group gets another name. */
export class RenameGroup extends Command<Written<{ groupId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly groupId: Id,
    readonly name: string,
  ) {
    super();
  }
}

export function decide(
  groups: CourseGroups,
  course: Course,
  { who, courseId, groupId, name }: Pick<RenameGroup, 'who' | 'courseId' | 'groupId' | 'name'>,
): Decision<GroupEvent> {
  const bar = barred(course, who);
  if (bar) return refuse(bar);
  const group = groups.get(groupId);
  if (!group) return refuse('group-not-found');
  if (group.name === name) return nothing();
  if (isTaken(groups, name, groupId)) return refuse('group-exists');
  return accept({ type: 'enrolments.GroupRenamed.v1', data: { courseId, groupId, name } });
}

@CommandHandler(RenameGroup)
export class RenameGroupHandler implements ICommandHandler<RenameGroup> {
  constructor(private readonly streams: Streams) {}

  async execute(command: RenameGroup): Promise<Written<{ groupId: Id }>> {
    const { context, courseId, groupId } = command;
    const renamed = await this.streams.decide(
      courseGroups,
      courseId,
      context,
      (groups, course: Course) => decide(groups, course, command),
      { seeing: (see) => see(courses, courseId) },
    );
    return answer(renamed, { groupId });
  }
}
