import { encode } from '../bson/encode.ts';
import type { Doc } from '../bson/values.ts';
import type { Collection } from '../storage/collection.ts';
import type { Oplog, OplogEntry, OplogKind } from '../storage/oplog.ts';

/** How many recent changes are kept in memory at most for the streams that are open. */
const KEPT = 8000;

/** A place in the log of changes. */
export type Place = Pick<OplogEntry, 'at' | 'index'>;

const compare = (a: Place, b: Place): number => a.at - b.at || a.index - b.index;

/**
 * The recent changes, handed to the open change streams right after they are on disk; who is further behind reads the stored log. What all
 * streams have seen is let go at once: changes that are kept for a while are what costs the garbage collector most.
 */
export class Feed {
  private readonly oplog: Oplog;
  private entries: OplogEntry[] = [];
  private readonly waiters = new Set<() => void>();
  /** Up to where each open stream has read. */
  private readonly readers = new Set<() => Place>();
  /** All changes after this place are in memory. */
  private gone: Place | undefined;
  private stop: (() => void) | undefined;

  constructor(oplog: Oplog) {
    this.oplog = oplog;
  }

  /** A stream opens: from now on changes are kept in memory. `read` says up to where it has read. */
  join(read: () => Place): void {
    if (this.readers.size === 0) this.stop = this.oplog.listen((entries) => this.add(entries));
    this.readers.add(read);
  }

  /** A stream closes; after the last one nothing is kept. */
  leave(read: () => Place): void {
    this.readers.delete(read);
    if (this.readers.size > 0) return;
    this.stop?.();
    this.entries = [];
    this.gone = undefined;
  }

  private add(entries: readonly OplogEntry[]): void {
    const seen = [...this.readers].map((read) => read()).reduce((a, b) => (compare(a, b) < 0 ? a : b));
    this.letGo(this.placeAfter(seen));
    this.entries.push(...entries);
    if (this.entries.length > KEPT * 2) this.letGo(this.entries.length - KEPT);
    this.wake();
  }

  private letGo(count: number): void {
    if (count === 0) return;
    this.gone = this.entries[count - 1];
    this.entries = this.entries.slice(count);
  }

  /** The next changes after a place in the log, oldest first; none where there are none yet. */
  after(place: Place): readonly OplogEntry[] {
    const first = this.entries[0];
    const isHere = this.gone ? compare(place, this.gone) >= 0 : first !== undefined && first.at <= place.at;
    if (!isHere) {
      const stored = this.oplog.read(place.at, place.index);
      if (stored.length > 0) return stored;
    }
    const next = this.placeAfter(place);
    return this.entries.slice(next, next + 1000);
  }

  private placeAfter(place: Place): number {
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(this.entries[middle] as OplogEntry, place) <= 0) low = middle + 1;
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
