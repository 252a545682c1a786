import type { BankItem, BankQuery, Id, Page } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { courses } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';

/** Questions of a course's bank by title, for its staff. */
export class ListBankQuestions extends Query<Page<BankItem>> {
  constructor(
    readonly who: Asker,
    readonly courseId: Id,
    readonly page: BankQuery,
  ) {
    super();
  }
}

@QueryHandler(ListBankQuestions)
export class ListBankQuestionsHandler implements IQueryHandler<ListBankQuestions> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
  ) {}

  async execute({ who, courseId, page }: ListBankQuestions): Promise<Page<BankItem>> {
    const { state: course } = await this.streams.look(courses, courseId);
    const bar = barred(course, who);
    if (bar) throw new Refused({ code: bar });
    return this.models.bank.page({ courseId, ...page });
  }
}
