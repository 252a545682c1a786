import type { AttemptDetail, Id } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
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

@QueryHandler(GetAttempt)
export class GetAttemptHandler implements IQueryHandler<GetAttempt> {
  constructor(
    private readonly facts: AttemptFacts,
    private readonly clock: Clock,
  ) {}

  async execute({ who, attemptId }: GetAttempt): Promise<AttemptDetail> {
    const attempt = attemptOf(await this.facts.for(who, attemptId), this.clock.now());
    if (!attempt) throw new Refused({ code: 'attempt-not-found' });
    return attempt;
  }
}
