import type { Id, RegradeDetail, Regrades, RegradeSummary } from '@lyceum/contracts';
import { ReadModels, type RegradeRow } from '@lyceum/projections';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { GetQuiz } from '../get-quiz.ts';
import { RegradeAccess } from './regrade-access.ts';
import { WhatIf } from './what-if.ts';

/** A regrade with what it changes: while it is a draft what it would change now, then what it has changed. */
export class GetRegrade extends Query<RegradeDetail> {
  constructor(
    readonly who: Asker,
    readonly regradeId: Id,
  ) {
    super();
  }
}

/** The regrades of a quiz, the newest first. */
export class ListRegrades extends Query<Regrades> {
  constructor(
    readonly who: Asker,
    readonly quizId: Id,
  ) {
    super();
  }
}

const summaryOf = (row: RegradeRow): RegradeSummary => {
  const { regradeId, quizId, questionId, question, phase, done, total, draftedAt, publishedAt, reversedAt } = row;
  const progress = { done, total: Math.max(done, total) };
  return { regradeId, quizId, questionId, questionText: question.text, phase, progress, draftedAt, publishedAt, reversedAt };
};

@QueryHandler(GetRegrade)
export class GetRegradeHandler implements IQueryHandler<GetRegrade> {
  constructor(
    private readonly access: RegradeAccess,
    private readonly whatIf: WhatIf,
    private readonly models: ReadModels,
  ) {}

  async execute({ who, regradeId }: GetRegrade): Promise<RegradeDetail> {
    const { regrade, quiz } = await this.access.of(who, regradeId);
    const row = await this.models.regrades.find(regradeId);
    if (!row) throw new Refused({ code: 'regrade-not-found' });
    const differences =
      row.phase === 'draft'
        ? (await this.whatIf.of(quiz, regrade.questionId, regrade.question)).differences
        : (await this.models.regrades.differences(regradeId)).map(({ attemptId, studentId, before, after, maxScore }) => ({
            attemptId,
            personId: studentId,
            before,
            after,
            maxScore,
          }));
    return { ...summaryOf(row), question: regrade.question, differences: await this.whatIf.named(differences) };
  }
}

@QueryHandler(ListRegrades)
export class ListRegradesHandler implements IQueryHandler<ListRegrades> {
  constructor(
    private readonly queries: QueryBus,
    private readonly models: ReadModels,
  ) {}

  async execute({ who, quizId }: ListRegrades): Promise<Regrades> {
    await this.queries.execute(new GetQuiz(who, quizId));
    return { items: (await this.models.regrades.ofQuiz(quizId)).map(summaryOf) };
  }
}
