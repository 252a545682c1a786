import { NO_TALLY, type Id, type QuizFigures } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

/** The quizzes of a course in figures in the order in which they were made, then work that was graded in columns of its own. */
export class ListQuizFigures extends Query<{ readonly items: readonly QuizFigures[] }> {
  constructor(readonly courseId: Id) {
    super();
  }
}

@QueryHandler(ListQuizFigures)
export class ListQuizFiguresHandler implements IQueryHandler<ListQuizFigures> {
  constructor(private readonly models: ReadModels) {}

  async execute({ courseId }: ListQuizFigures): Promise<{ readonly items: readonly QuizFigures[] }> {
    const [quizzes, { columns }] = await Promise.all([this.models.quizzes.titles(courseId), this.models.gradings.find(courseId)]);
    const all = [
      ...quizzes.map((quiz) => ({ ...quiz, work: false })),
      ...columns.map(({ columnId, title }) => ({ quizId: columnId, title, work: true })),
    ];
    const totals = await this.models.overview.totals(all.map(({ quizId }) => `quiz:${quizId}` as const));
    return { items: all.map((quiz) => ({ ...quiz, tally: totals.get(`quiz:${quiz.quizId}`) ?? NO_TALLY })) };
  }
}
