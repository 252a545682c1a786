import { NO_TALLY, type Id, type QuizFigures } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

/** The quizzes of a course in figures, in the order in which they were made. */
export class ListQuizFigures extends Query<{ readonly items: readonly QuizFigures[] }> {
  constructor(readonly courseId: Id) {
    super();
  }
}

@QueryHandler(ListQuizFigures)
export class ListQuizFiguresHandler implements IQueryHandler<ListQuizFigures> {
  constructor(private readonly models: ReadModels) {}

  async execute({ courseId }: ListQuizFigures): Promise<{ readonly items: readonly QuizFigures[] }> {
    const quizzes = await this.models.quizzes.titles(courseId);
    const totals = await this.models.overview.totals(quizzes.map(({ quizId }) => `quiz:${quizId}` as const));
    return { items: quizzes.map((quiz) => ({ ...quiz, tally: totals.get(`quiz:${quiz.quizId}`) ?? NO_TALLY })) };
  }
}
