import type { Id, QuizEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import { courses, type Course } from '../courses/course.ts';
import type { Asker } from '../courses/staff.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { barredFrom, courseOf, quizzes, type Quiz } from './quiz.ts';

/** Its staff take a question out of a quiz; a published one keeps at least one. */
export class RemoveQuestion extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly questionId: Id,
    readonly expected?: number,
  ) {
    super();
  }
}

export function decide(quiz: Quiz, course: Course, who: Asker, questionId: Id): Decision<QuizEvent> {
  const bar = barredFrom(quiz, course, who);
  if (bar || quiz.phase === 'none') return refuse(bar ?? 'quiz-not-found');
  if (!quiz.order.includes(questionId)) return refuse('question-not-found');
  if (quiz.phase === 'published' && quiz.order.length === 1)
    return refuse('quiz-without-questions', { detail: 'A published quiz keeps at least one question: add another one first.' });
  return accept({ type: 'quizzes.QuestionRemoved.v1', data: { quizId: quiz.quizId, courseId: quiz.courseId, questionId } });
}

@CommandHandler(RemoveQuestion)
export class RemoveQuestionHandler implements ICommandHandler<RemoveQuestion> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, quizId, questionId, expected }: RemoveQuestion): Promise<Written<undefined>> {
    const courseId = await courseOf(this.streams, quizId);
    const removed = await this.streams.decide(quizzes, quizId, context, (quiz, course: Course) => decide(quiz, course, who, questionId), {
      seeing: (see) => see(courses, courseId),
      expected,
    });
    return answer(removed, undefined);
  }
}
