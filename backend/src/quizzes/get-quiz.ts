import type { Id, QuizDetail } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { courses } from '../courses/course.ts';
import type { Asker } from '../courses/staff.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { barredFrom, courseOf, quizzes } from './quiz.ts';

/** A quiz with its keys, for the staff of its course. */
export class GetQuiz extends Query<{ quiz: QuizDetail; revision: number }> {
  constructor(
    readonly who: Asker,
    readonly quizId: Id,
  ) {
    super();
  }
}

@QueryHandler(GetQuiz)
export class GetQuizHandler implements IQueryHandler<GetQuiz> {
  constructor(private readonly streams: Streams) {}

  async execute({ who, quizId }: GetQuiz): Promise<{ quiz: QuizDetail; revision: number }> {
    const courseId = await courseOf(this.streams, quizId);
    const [{ state: quiz, revision }, { state: course }] = await Promise.all([
      this.streams.look(quizzes, quizId),
      this.streams.look(courses, courseId),
    ]);
    const bar = barredFrom(quiz, course, who);
    if (bar || quiz.phase === 'none') throw new Refused({ code: bar ?? 'quiz-not-found' });
    const { title, phase, rules, access, questions } = quiz;
    return { quiz: { quizId, courseId, title, phase, ...rules, password: access !== null, questions: [...questions] }, revision };
  }
}
