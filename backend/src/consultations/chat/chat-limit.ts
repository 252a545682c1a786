import type { Id } from '@lyceum/contracts';
import type { ReadStore } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { Counter } from '../../api/counter.ts';
import { Refused } from '../../deciding/refused.ts';
import { READ_STORE } from '../../stores/tokens.ts';

const SPAN_SECONDS = 60 * 60;
/** So many people may one turn to, and so many files may one give, within an hour. */
const FREE = { people: 30, files: 60 };

/** Keeps one person from writing to everybody and from filling the store. Messages within a conversation are limited where they are decided. */
@Injectable()
export class ChatLimit {
  private readonly people: Counter;
  private readonly files: Counter;

  constructor(@Inject(READ_STORE) reads: ReadStore) {
    this.people = new Counter(reads, 'chat-limits', 'people', SPAN_SECONDS);
    this.files = new Counter(reads, 'chat-limits', 'files', SPAN_SECONDS);
  }

  /** @throws Refused */
  begins(personId: Id): Promise<void> {
    return within(this.people, personId, FREE.people, 'You have turned to many people within an hour: wait a little.');
  }

  /** @throws Refused */
  givesFile(personId: Id): Promise<void> {
    return within(this.files, personId, FREE.files, 'You have given many files within an hour: wait a little.');
  }
}

/** Counted before it is done, so that many at once are no way round the limit. */
async function within(counter: Counter, key: string, most: number, detail: string): Promise<void> {
  await counter.count(key);
  if ((await counter.counted(key)) > most) throw new Refused({ code: 'too-many-requests', detail, more: { retryAfter: SPAN_SECONDS } });
}
