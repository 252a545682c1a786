import type { GroupEvent, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { courseGroups, type CourseGroups } from './group.ts';

/** The staff of a course form a group in it. */
export class FormGroup extends Command<Written<{ groupId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly name: string,
  ) {
    super();
  }
}

/** Two groups with one name could not be told apart. */
export const isTaken = (groups: CourseGroups, name: string, by: Id): boolean =>
  [...groups.values()].some((group) => group.groupId !== by && group.name.toLowerCase() === name.toLowerCase());

export function decide(
  groups: CourseGroups,
  course: Course,
  groupId: Id,
  { who, courseId, name }: Pick<FormGroup, 'who' | 'courseId' | 'name'>,
): Decision<GroupEvent> {
  const bar = barred(course, who);
  if (bar) return refuse(bar);
  if (groups.has(groupId)) return nothing();
  if (isTaken(groups, name, groupId)) return refuse('group-exists');
  return accept({ type: 'enrolments.GroupFormed.v1', data: { courseId, groupId, name } });
}

@CommandHandler(FormGroup)
export class FormGroupHandler implements ICommandHandler<FormGroup> {
  constructor(private readonly streams: Streams) {}

  async execute(command: FormGroup): Promise<Written<{ groupId: Id }>> {
    const { context, courseId } = command;
    const groupId = createdId(context, 'group');
    const formed = await this.streams.decide(
      courseGroups,
      courseId,
      context,
      (groups, course: Course) => decide(groups, course, groupId, command),
      { seeing: (see) => see(courses, courseId) },
    );
    return answer(formed, { groupId });
  }
}
