import type { Id } from '@lyceum/contracts';
import type { ReadStore } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { Counter } from '../../api/counter.ts';
import { READ_STORE } from '../../stores/tokens.ts';

/** So often may one register for a webinar within an hour: each time somebody is written to. */
const FREE = 20;

/** Keeps one person from filling the host's mailbox by asking for a place and giving it up again. */
@Injectable()
export class RegisterLimit {
  private readonly registered: Counter;

  constructor(@Inject(READ_STORE) reads: ReadStore) {
    this.registered = new Counter(reads, 'webinar-limits', 'registered', 60 * 60);
  }

  /** @throws Refused */
  registers(webinarId: Id, personId: Id): Promise<void> {
    return this.registered.within(FREE, `${webinarId}:${personId}`, 'You have registered here many times within an hour: wait a little.');
  }
}
