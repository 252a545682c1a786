import type { Id, QuizAttempt, QuizAttempts, QuizAttemptsQuery } from '@lyceum/contracts';
import { ReadModels, type ProgressRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { courses } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { barredFrom, courseOf, quizzes } from '../quiz.ts';

/** Who is where in a quiz, and how attempts ended, for its staff. */
export class ListAttempts extends Query<QuizAttempts> {
  constructor(
    readonly who: Asker,
    readonly quizId: Id,
    readonly asked: QuizAttemptsQuery,
  ) {
    super();
  }
}

const shown = ({ quizId: _, courseId: __, order: ___, studentId, answered, ...row }: ProgressRow, name: string | null): QuizAttempt => ({
  ...row,
  student: { personId: studentId, name },
  answered: answered.length,
});

@QueryHandler(ListAttempts)
export class ListAttemptsHandler implements IQueryHandler<ListAttempts> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ who, quizId, asked }: ListAttempts): Promise<QuizAttempts> {
    const courseId = await courseOf(this.streams, quizId);
    const [{ state: quiz }, { state: course }] = await Promise.all([
      this.streams.look(quizzes, quizId),
      this.streams.look(courses, courseId),
    ]);
    const bar = barredFrom(quiz, course, who);
    if (bar) throw new Refused({ code: bar });
    const { items, next } = await this.models.progress.ofQuiz({ quizId, ...asked });
    const names = await this.models.people.names(items.map(({ studentId }) => studentId));
    return { items: items.map((row) => shown(row, names.get(row.studentId) ?? null)), next, serverTime: this.clock.now() };
  }
}
