import type { Id, QuizDetail } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { courses } from '../courses/course.ts';
import type { Asker } from '../courses/staff.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { bankQuestions } from './bank/bank-question.ts';
import { banks, drawable } from './bank/bank.ts';
import { barredFrom, courseOf, quizzes, type Existing } from './quiz.ts';

/** A page that says that there is a newer version may say it a second late. */
const BANK_AGE = 1000;

/**
 * A quiz as the staff of its course may see it.
 * @throws Refused to anybody else.
 */
export async function quizForStaff(streams: Streams, who: Asker, quizId: Id): Promise<{ quiz: Existing; revision: number }> {
  const courseId = await courseOf(streams, quizId);
  const [{ state: quiz, revision }, { state: course }] = await Promise.all([
    streams.look(quizzes, quizId),
    streams.look(courses, courseId),
  ]);
  const bar = barredFrom(quiz, course, who);
  if (bar || quiz.phase === 'none') throw new Refused({ code: bar ?? 'quiz-not-found' });
  return { quiz, revision };
}

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
    const { quiz, revision } = await quizForStaff(this.streams, who, quizId);
    const { courseId, title, phase, rules, access, order } = quiz;
    const [questions, draws] = await Promise.all([this.questions(quiz), this.draws(quiz)]);
    const asked = { questions, draws, order: [...order] };
    return { quiz: { quizId, courseId, title, phase, ...rules, password: access !== null, ...asked }, revision };
  }

  /** The questions; those from the bank with the newest version that it has of them. */
  private questions({ questions }: Existing): Promise<QuizDetail['questions']> {
    return Promise.all(
      questions.map(async ({ origin, ...one }) => {
        if (!origin) return one;
        const { state: written } = await this.streams.look(bankQuestions, origin.questionId, BANK_AGE);
        return { ...one, origin: { ...origin, newest: Math.max(origin.version, written?.version ?? 0) } };
      }),
    );
  }

  private async draws({ courseId, draws }: Existing): Promise<QuizDetail['draws']> {
    const places = Object.entries(draws);
    if (places.length === 0) return [];
    const { state: bank } = await this.streams.look(banks, courseId);
    return places.map(([questionId, draw]) => ({
      questionId,
      draw: { ...draw, tags: [...draw.tags] },
      available: drawable(bank, draw).length,
    }));
  }
}
