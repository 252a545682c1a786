import type { Id } from '@lyceum/contracts';
import type { ReadStore } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { Counter } from '../api/counter.ts';
import { READ_STORE } from '../stores/tokens.ts';

/** So many files may one give within an hour. */
const FREE = 60;

/** Keeps one person from filling the store. */
@Injectable()
export class FileLimit {
  private readonly files: Counter;

  constructor(@Inject(READ_STORE) reads: ReadStore) {
    this.files = new Counter(reads, 'file-limits', 'files', 60 * 60);
  }

  /** @throws Refused */
  gives(personId: Id): Promise<void> {
    return this.files.within(FREE, personId, 'You have given many files within an hour: wait a little.');
  }
}
