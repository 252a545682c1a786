import type { Id, QuizEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import { courses, type Course } from '../courses/course.ts';
import type { Asker } from '../courses/staff.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { barredFrom, courseOf, quizzes, type Quiz } from './quiz.ts';

/** Its staff put a question or random place of a quiz elsewhere; papers handed out stay as they are. */
export class MoveQuestion extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly questionId: Id,
    /** Its new place among all, from 0; beyond the end is the last. */
    readonly to: number,
    readonly expected?: number,
  ) {
    super();
  }
}

export function decide(
  quiz: Quiz,
  course: Course,
  { who, questionId, to }: Pick<MoveQuestion, 'who' | 'questionId' | 'to'>,
): Decision<QuizEvent> {
  const bar = barredFrom(quiz, course, who);
  if (bar || quiz.phase === 'none') return refuse(bar ?? 'quiz-not-found');
  const { quizId, courseId, order } = quiz;
  const from = order.indexOf(questionId);
  if (from < 0) return refuse('question-not-found');
  const place = Math.min(to, order.length - 1);
  return place === from ? nothing() : accept({ type: 'quizzes.QuestionMoved.v1', data: { quizId, courseId, questionId, to: place } });
}

@CommandHandler(MoveQuestion)
export class MoveQuestionHandler implements ICommandHandler<MoveQuestion> {
  constructor(private readonly streams: Streams) {}

  async execute(command: MoveQuestion): Promise<Written<undefined>> {
    const { context, quizId, expected } = command;
    const courseId = await courseOf(this.streams, quizId);
    const moved = await this.streams.decide(quizzes, quizId, context, (quiz, course: Course) => decide(quiz, course, command), {
      seeing: (see) => see(courses, courseId),
      expected,
    });
    return answer(moved, undefined);
  }
}
