import type { Id } from '@lyceum/contracts';
import type { ReadStore } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { Counter } from '../../api/counter.ts';
import { READ_STORE } from '../../stores/tokens.ts';

/** So often may one let the academy call an address within an hour. */
const FREE = 60;

/** Keeps people from guessing passwords of others, or from calling addresses of others, through the academy. */
@Injectable()
export class CallLimit {
  private readonly calls: Counter;

  constructor(@Inject(READ_STORE) reads: ReadStore) {
    this.calls = new Counter(reads, 'calendar-limits', 'calls', 60 * 60);
  }

  /** @throws Refused */
  calling(personId: Id): Promise<void> {
    return this.calls.within(FREE, personId, 'You have tried many calendars within an hour: wait a little.');
  }
}
