import type { AttemptDetail, Id } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { quizzes } from '../quiz.ts';
import { AttemptFacts } from './attempt-facts.ts';
import { attemptOf } from './attempt-record.ts';

/** An attempt: the paper and what was answered; once it is submitted, its marks and the right answers. */
export class GetAttempt extends Query<AttemptDetail> {
  constructor(
    readonly who: Asker,
    readonly attemptId: Id,
  ) {
    super();
  }
}

/** How old the corrections may be that a review is shown by, in milliseconds. */
const CORRECTED = 1000;

@QueryHandler(GetAttempt)
export class GetAttemptHandler implements IQueryHandler<GetAttempt> {
  constructor(
    private readonly facts: AttemptFacts,
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  async execute({ who, attemptId }: GetAttempt): Promise<AttemptDetail> {
    const facts = await this.facts.for(who, attemptId);
    const [started] = facts;
    const { state: quiz } = started ? await this.streams.look(quizzes, started.data.quizId, CORRECTED) : { state: quizzes.initial };
    const attempt = attemptOf(facts, quiz.phase === 'none' ? {} : quiz.keys, this.clock.now());
    if (!attempt) throw new Refused({ code: 'attempt-not-found' });
    return attempt;
  }
}
