import { encode } from '../bson/encode.ts';
import type { Doc } from '../bson/values.ts';
import type { Collection } from '../storage/collection.ts';
import type { Oplog, OplogEntry, OplogKind } from '../storage/oplog.ts';

/** How many recent changes are kept in memory for the streams that are open. */
const KEPT = 8000;

/** The recent changes, handed to the open change streams right after they are on disk; who is further behind reads the stored log. */
export class Feed {
  private readonly oplog: Oplog;
  private entries: OplogEntry[] = [];
  private readonly waiters = new Set<() => void>();
  private readers = 0;
  private stop: (() => void) | undefined;

  constructor(oplog: Oplog) {
    this.oplog = oplog;
  }

  /** A stream opens: from now on changes are kept in memory. */
  join(): void {
    if (this.readers++ === 0) this.stop = this.oplog.listen((entries) => this.add(entries));
  }

  /** A stream closes; after the last one nothing is kept. */
  leave(): void {
    if (--this.readers > 0) return;
    this.stop?.();
    this.entries = [];
  }

  private add(entries: readonly OplogEntry[]): void {
    this.entries.push(...entries);
    if (this.entries.length > KEPT * 2) this.entries = this.entries.slice(-KEPT);
    this.wake();
  }

  /** The next changes after a place in the log, oldest first; none where there are none yet. */
  after(at: number, index: number): readonly OplogEntry[] {
    const first = this.entries[0];
    if (!first || first.at > at) {
      const stored = this.oplog.read(at, index);
      if (stored.length > 0 || !first) return stored;
      return this.entries;
    }
    return this.entries.slice(this.placeAfter(at, index), this.placeAfter(at, index) + 1000);
  }

  private placeAfter(at: number, index: number): number {
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.entries[middle] as OplogEntry;
      if (entry.at < at || (entry.at === at && entry.index <= index)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Settles at the next change, or after so many ms. */
  changed(ms: number, gone: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiters.delete(done);
        gone.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.waiters.add(done);
      gone.addEventListener('abort', done);
    });
  }

  close(): void {
    this.wake();
  }

  /** Lets all who wait look again. */
  wake(): void {
    for (const waiter of [...this.waiters]) waiter();
  }

  /** Tells the streams what happened to a collection. */
  recordDefinition(kind: OplogKind, collection: Pick<Collection, 'db' | 'name' | 'uuid'>, detail: Doc): void {
    this.oplog.record({ kind, db: collection.db, coll: collection.name, uuid: collection.uuid, key: null, detail: encode(detail) });
  }
}
