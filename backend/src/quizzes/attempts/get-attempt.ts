import type { AttemptDetail, Id } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { quizzes } from '../quiz.ts';
import { AttemptFacts } from './attempt-facts.ts';
import { Showing } from '../review/showing.ts';
import { attemptOf, submittedAt } from './attempt-record.ts';

/** An attempt: the paper and what was answered; once it is submitted, as much of its result as the reader is shown. */
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
    private readonly showing: Showing,
    private readonly clock: Clock,
  ) {}

  async execute({ who, attemptId }: GetAttempt): Promise<AttemptDetail> {
    const facts = await this.facts.for(who, attemptId);
    const [started] = facts;
    if (!started) throw new Refused({ code: 'attempt-not-found' });
    const now = this.clock.now();
    const [{ state: quiz }, shown] = await Promise.all([
      this.streams.look(quizzes, started.data.quizId, CORRECTED),
      this.showing.to(who, started.data, submittedAt(facts), now),
    ]);
    const attempt = attemptOf(facts, quiz.phase === 'none' ? {} : quiz.keys, shown, now);
    if (!attempt) throw new Refused({ code: 'attempt-not-found' });
    return attempt;
  }
}
