import type { Id } from '@lyceum/contracts';
import type { ReadStore } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { Counter } from '../../api/counter.ts';
import { READ_STORE } from '../../stores/tokens.ts';

/** So many people may one turn to within an hour. */
const FREE = 30;

/** Keeps one person from writing to everybody. Messages within a conversation are limited where they are decided. */
@Injectable()
export class ChatLimit {
  private readonly people: Counter;

  constructor(@Inject(READ_STORE) reads: ReadStore) {
    this.people = new Counter(reads, 'chat-limits', 'people', 60 * 60);
  }

  /** @throws Refused */
  begins(personId: Id): Promise<void> {
    return this.people.within(FREE, personId, 'You have turned to many people within an hour: wait a little.');
  }
}
