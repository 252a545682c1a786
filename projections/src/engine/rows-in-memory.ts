import { KeptKeys } from './kept-keys.ts';
import type { StoredPosition } from './records.ts';

/** A row in memory: what it is (null is one that is not there), the position of the fact that made it so, and whether the store has one. */
export interface Entry {
  row: object | null;
  position: StoredPosition;
  stored: boolean;
}

/** Rows of one model kept in memory at most. */
const CAPACITY = 10_000;

/** The rows of a table that were used last, and what is known of the others. */
export class RowsInMemory {
  /** Used since the last turn; what is used of the others moves here. */
  #young = new Map<string, Entry>();
  #old = new Map<string, Entry>();
  /** Rows that were here and were let go; null where there may be more in the store than ever were here. */
  #gone: KeptKeys | null;

  /** @param all whether the store has no row that was not here. */
  constructor(all: boolean) {
    this.#gone = all ? new KeptKeys() : null;
  }

  get(key: string): Entry | undefined {
    const young = this.#young.get(key);
    if (young) return young;
    const old = this.#old.get(key);
    if (old) this.#young.set(key, old);
    return old;
  }

  has(key: string): boolean {
    return this.#young.has(key) || this.#old.has(key);
  }

  set(key: string, entry: Entry): void {
    this.#young.set(key, entry);
  }

  /** Whether the store may have a row that is not here. */
  mayBeStored(key: string): boolean {
    return this.#gone === null || this.#gone.mayHave(key);
  }

  /** From now on the store may have rows that were never here. */
  doubt(): void {
    this.#gone = null;
  }

  /** Lets go of the rows that were not used for longest, where there are many. */
  trim(): void {
    if (this.#young.size <= CAPACITY / 2) return;
    if (this.#gone !== null) for (const key of this.#old.keys()) if (!this.#young.has(key)) this.#gone.add(key);
    this.#old = this.#young;
    this.#young = new Map();
  }
}
