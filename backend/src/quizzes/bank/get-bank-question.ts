import type { BankQuestionDetail, BankQuestionEvent, Id, Recorded } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { people } from '../../accounts/person.ts';
import { courses } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { bankQuestions, barredFromQuestion, courseOfQuestion } from './bank-question.ts';
import { banks, filed } from './bank.ts';

/** A question of the bank whole, with all its versions, for the staff of its course. */
export class GetBankQuestion extends Query<{ question: BankQuestionDetail; revision: number }> {
  constructor(
    readonly who: Asker,
    readonly questionId: Id,
  ) {
    super();
  }
}

const NAME_AGE = 60_000;

@QueryHandler(GetBankQuestion)
export class GetBankQuestionHandler implements IQueryHandler<GetBankQuestion> {
  constructor(
    private readonly streams: Streams,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ who, questionId }: GetBankQuestion): Promise<{ question: BankQuestionDetail; revision: number }> {
    const courseId = await courseOfQuestion(this.streams, questionId);
    const [{ state: course }, { state: bank }, { state: written, revision }] = await Promise.all([
      this.streams.look(courses, courseId),
      this.streams.look(banks, courseId),
      this.streams.look(bankQuestions, questionId),
    ]);
    const bar = barredFromQuestion(written, course, who);
    if (bar || !written) throw new Refused({ code: bar ?? 'question-not-found' });
    const facts = (await this.log.read(bankQuestions.stream(questionId))) as unknown as readonly Recorded<BankQuestionEvent>[];
    const versions = await Promise.all(facts.map((fact) => this.version(fact)));
    const { categoryId, tags, retired } = filed(bank, questionId) ?? { categoryId: null, tags: [], retired: false };
    const { version, question } = written;
    const place = { categoryId, tags: [...tags], retired };
    return { question: { questionId, courseId, version, question, ...place, versions: versions.toReversed() }, revision };
  }

  private async version({ data, metadata: { at, by } }: Recorded<BankQuestionEvent>): Promise<BankQuestionDetail['versions'][number]> {
    const person = by === null ? null : (await this.streams.look(people, by, NAME_AGE)).state;
    const name = person === null || person.phase === 'none' ? null : person.name;
    return { version: data.version, at, by: by === null ? null : { personId: by, name }, question: data.question };
  }
}
