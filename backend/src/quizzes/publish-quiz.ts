import type { Id, QuizEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import { courses, type Course } from '../courses/course.ts';
import type { Asker } from '../courses/staff.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { tooLarge } from './paper/paper-size.ts';
import { barredFrom, courseOf, quizzes, type Quiz } from './quiz.ts';

/** Its staff let the students of the course take a quiz. */
export class PublishQuiz extends Command<Written<{ quizId: Id; phase: 'published' }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly expected?: number,
  ) {
    super();
  }
}

export function decide(quiz: Quiz, course: Course, who: Asker): Decision<QuizEvent> {
  const bar = barredFrom(quiz, course, who);
  if (bar || quiz.phase === 'none') return refuse(bar ?? 'quiz-not-found');
  if (quiz.phase === 'published') return nothing();
  if (quiz.questions.length === 0) return refuse('quiz-without-questions');
  if (tooLarge(quiz.questions)) return refuse('quiz-too-large');
  return accept({ type: 'quizzes.QuizPublished.v1', data: { quizId: quiz.quizId, courseId: quiz.courseId } });
}

@CommandHandler(PublishQuiz)
export class PublishQuizHandler implements ICommandHandler<PublishQuiz> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, quizId, expected }: PublishQuiz): Promise<Written<{ quizId: Id; phase: 'published' }>> {
    const courseId = await courseOf(this.streams, quizId);
    const published = await this.streams.decide(quizzes, quizId, context, (quiz, course: Course) => decide(quiz, course, who), {
      seeing: (see) => see(courses, courseId),
      expected,
    });
    return answer(published, { quizId, phase: 'published' });
  }
}
