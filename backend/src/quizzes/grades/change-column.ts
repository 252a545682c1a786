import type { ColumnEvent, ColumnRequest, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { columns, type HandColumn } from './column.ts';

/** The staff of a course add a column for what is graded elsewhere (`columnId` null), call it otherwise, or remove it (`column` null). */
export class ChangeColumn extends Command<Written<{ columnId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly columnId: Id | null,
    readonly column: ColumnRequest | null,
  ) {
    super();
  }
}

export function decide(
  current: HandColumn | null,
  course: Course,
  columnId: Id,
  { who, courseId, column, columnId: asked }: Pick<ChangeColumn, 'who' | 'courseId' | 'column' | 'columnId'>,
): Decision<ColumnEvent> {
  const bar = barred(course, who);
  if (bar) return refuse(bar);
  if (asked !== null && (!current || current.courseId !== courseId || current.removed)) return refuse('column-not-found');
  if (column === null) return accept({ type: 'quizzes.ColumnRemoved.v1', data: { courseId, columnId } });
  if (current && current.title === column.title && current.maxScore === column.maxScore) return nothing();
  const type = current ? 'quizzes.ColumnEdited.v1' : 'quizzes.ColumnAdded.v1';
  return accept({ type, data: { courseId, columnId, ...column } });
}

@CommandHandler(ChangeColumn)
export class ChangeColumnHandler implements ICommandHandler<ChangeColumn> {
  constructor(private readonly streams: Streams) {}

  async execute(command: ChangeColumn): Promise<Written<{ columnId: Id }>> {
    const { context, courseId } = command;
    const columnId = command.columnId ?? createdId(context, 'column');
    const changed = await this.streams.decide(
      columns,
      columnId,
      context,
      (current, course: Course) => decide(current, course, columnId, command),
      { seeing: (see) => see(courses, courseId) },
    );
    return answer(changed, { columnId });
  }
}
