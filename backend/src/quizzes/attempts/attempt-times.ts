import type { AttemptEvent, Id, Instant, Recorded } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { attempts } from './attempt.ts';

/** When an attempt began and ended; null where it has not. */
export interface Times {
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
}

const ENDS: readonly string[] = ['quizzes.AttemptSubmitted.v1', 'quizzes.AttemptAbandoned.v1'];

/** Reads when attempts began and ended from their facts: few decisions need to know, and those that do not need not carry it along. */
@Injectable()
export class AttemptTimes {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async of(attemptId: Id): Promise<Times> {
    const facts = (await this.log.read(attempts.stream(attemptId))) as unknown as readonly Recorded<AttemptEvent>[];
    const end = facts.find(({ type }) => ENDS.includes(type));
    return { startedAt: facts[0]?.metadata.at ?? null, endedAt: end?.metadata.at ?? null };
  }
}
