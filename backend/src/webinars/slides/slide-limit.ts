import type { Id } from '@lyceum/contracts';
import type { ReadStore } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { Counter } from '../../api/counter.ts';
import { READ_STORE } from '../../stores/tokens.ts';

/** So many pages may one keep within an hour: what a room takes. */
const FREE = 1500;

/** Keeps one person from filling the store. */
@Injectable()
export class SlideLimit {
  private readonly pages: Counter;

  constructor(@Inject(READ_STORE) reads: ReadStore) {
    this.pages = new Counter(reads, 'slide-limits', 'slides', 60 * 60);
  }

  /** @throws Refused */
  keeps(personId: Id): Promise<void> {
    return this.pages.within(FREE, personId, 'You have uploaded many slides within an hour: wait a little.');
  }
}
