import type { Id, LineEvent, OverrideRequest } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { hasLeft, isEnrolled, rosters, type Roster } from '../../enrolments/roster.ts';
import { lineIdOf, lines, type Line } from './column.ts';
import { findColumn, type FoundColumn } from './find-column.ts';

/** The staff of a course set a student's grade in a column themselves, or take that back. */
export class OverrideGrade extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly columnId: Id,
    readonly studentId: Id,
    readonly grade: OverrideRequest,
  ) {
    super();
  }
}

interface Around {
  readonly course: Course;
  readonly roster: Roster;
}

export function decide(
  line: Line,
  { course, roster }: Around,
  { columnId, courseId, maxScore }: FoundColumn,
  { who, studentId, grade: { score, reason } }: Pick<OverrideGrade, 'who' | 'studentId' | 'grade'>,
): Decision<LineEvent> {
  const bar = barred(course, who);
  if (bar) return refuse(bar === 'not-allowed' ? bar : 'column-not-found');
  if (!isEnrolled(roster, studentId) && !hasLeft(roster, studentId)) return refuse('person-not-found');
  if (score !== null && score > maxScore)
    return refuse('invalid-input', { errors: [{ path: 'score', rule: 'too_big', message: `the column is worth ${maxScore} at most` }] });
  if ((line[columnId] ?? null) === score) return nothing();
  return accept({ type: 'quizzes.GradeOverridden.v1', data: { courseId, columnId, studentId, score, reason } });
}

@CommandHandler(OverrideGrade)
export class OverrideGradeHandler implements ICommandHandler<OverrideGrade> {
  constructor(private readonly streams: Streams) {}

  async execute(command: OverrideGrade): Promise<Written<undefined>> {
    const { context, columnId, studentId } = command;
    const column = await findColumn(this.streams, columnId);
    const { courseId } = column;
    const lineId = lineIdOf(courseId, studentId);
    const set = await this.streams.decide(lines, lineId, context, (line, around: Around) => decide(line, around, column, command), {
      seeing: async (see) => {
        const [course, roster] = await Promise.all([see(courses, courseId), see(rosters, courseId)]);
        return { course, roster };
      },
    });
    return answer(set, undefined);
  }
}
