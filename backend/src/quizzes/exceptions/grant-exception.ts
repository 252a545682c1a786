import { isDeepStrictEqual } from 'node:util';
import type { ExceptionFor, ExceptionGranted, GrantExceptionRequest, Id, QuizEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { courseGroups, type CourseGroups } from '../../enrolments/groups/group.ts';
import { isEnrolled, rosters, type Roster } from '../../enrolments/roster.ts';
import { barredFrom, courseOf, quizzes, type Quiz } from '../quiz.ts';
import { datesOutOfOrder } from '../rules-in-order.ts';
import { MovingDeadlines } from './moving-deadlines.ts';

/** The staff of a course give one person, or a group, other rules for a quiz; attempts under way get the time that comes of it. */
export class GrantException extends Command<Written<ExceptionGranted>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly exception: GrantExceptionRequest,
  ) {
    super();
  }
}

/** What a grant looks at besides the quiz. */
interface Around {
  readonly course: Course;
  readonly roster: Roster;
  readonly groups: CourseGroups;
}

const isKnown = (of: ExceptionFor, { roster, groups }: Around): boolean =>
  'personId' in of ? isEnrolled(roster, of.personId) : groups.has(of.groupId);

/** Nobody has two exceptions of their own: another one takes the place of the first. */
export function decide(
  quiz: Quiz,
  around: Around,
  exceptionId: Id,
  { who, exception: { of, rules } }: Pick<GrantException, 'who' | 'exception'>,
): Decision<QuizEvent> {
  const bar = barredFrom(quiz, around.course, who);
  if (bar || quiz.phase === 'none') return refuse(bar ?? 'quiz-not-found');
  if (!isKnown(of, around)) return refuse('personId' in of ? 'student-not-enrolled' : 'group-not-found');
  const errors = datesOutOfOrder({ ...quiz.rules, ...rules }, 'rules.');
  if (errors.length > 0) return refuse('invalid-input', { errors });
  const former = quiz.exceptions.find((exception) => isDeepStrictEqual(exception.of, of));
  if (former && isDeepStrictEqual(former.rules, rules)) return nothing();
  const { quizId, courseId } = quiz;
  return accept<QuizEvent>(
    ...(former ? [{ type: 'quizzes.ExceptionWithdrawn.v1' as const, data: { quizId, courseId, exceptionId: former.exceptionId } }] : []),
    { type: 'quizzes.ExceptionGranted.v1', data: { quizId, courseId, exceptionId, of, rules } },
  );
}

@CommandHandler(GrantException)
export class GrantExceptionHandler implements ICommandHandler<GrantException> {
  constructor(
    private readonly streams: Streams,
    private readonly deadlines: MovingDeadlines,
  ) {}

  async execute(command: GrantException): Promise<Written<ExceptionGranted>> {
    const { context, quizId, exception } = command;
    const courseId = await courseOf(this.streams, quizId);
    const made = createdId(context, 'exception');
    const granted = await this.streams.decide(quizzes, quizId, context, (quiz, around: Around) => decide(quiz, around, made, command), {
      seeing: async (see) => {
        const [course, roster, groups] = await Promise.all([see(courses, courseId), see(rosters, courseId), see(courseGroups, courseId)]);
        return { course, roster, groups };
      },
    });
    const quiz = granted.state;
    const kept = quiz.phase === 'none' ? undefined : quiz.exceptions.find(({ of }) => isDeepStrictEqual(of, exception.of));
    const moved = await this.deadlines.of(quiz, exception.of, context);
    return answer(granted, { exceptionId: kept?.exceptionId ?? made, moved });
  }
}
