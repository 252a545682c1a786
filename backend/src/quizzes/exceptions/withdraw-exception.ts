import type { Id, QuizEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { barredFrom, courseOf, quizzes, type Quiz } from '../quiz.ts';

/** An exception is taken back; attempts under way keep the time that it gave them. */
export class WithdrawException extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly exceptionId: Id,
  ) {
    super();
  }
}

export function decide(
  quiz: Quiz,
  course: Course,
  { who, exceptionId }: Pick<WithdrawException, 'who' | 'exceptionId'>,
): Decision<QuizEvent> {
  const bar = barredFrom(quiz, course, who);
  if (bar || quiz.phase === 'none') return refuse(bar ?? 'quiz-not-found');
  if (!quiz.exceptions.some((exception) => exception.exceptionId === exceptionId)) return refuse('exception-not-found');
  return accept({ type: 'quizzes.ExceptionWithdrawn.v1', data: { quizId: quiz.quizId, courseId: quiz.courseId, exceptionId } });
}

@CommandHandler(WithdrawException)
export class WithdrawExceptionHandler implements ICommandHandler<WithdrawException> {
  constructor(private readonly streams: Streams) {}

  async execute(command: WithdrawException): Promise<Written<undefined>> {
    const { context, quizId } = command;
    const courseId = await courseOf(this.streams, quizId);
    const withdrawn = await this.streams.decide(quizzes, quizId, context, (quiz, course: Course) => decide(quiz, course, command), {
      seeing: (see) => see(courses, courseId),
    });
    return answer(withdrawn, undefined);
  }
}
