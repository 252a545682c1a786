import { Timestamp } from 'bson';
import { isDoc } from '../bson/values.ts';
import type { Doc } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { optimeOf, timestampOf } from '../storage/oplog.ts';
import { SnapshotReader } from '../storage/reader.ts';
import type { Store } from '../storage/store.ts';

/** How long a snapshot outside of transactions can be read again, in ms; and how many are kept. */
const LIFETIME = 60_000;
const MOST = 16;

const READERS = new Set(['find', 'aggregate', 'distinct', 'getMore']);

interface Kept {
  reader: SnapshotReader;
  usedAt: number;
}

/** The states that reads with `readConcern: {level: "snapshot"}` look at, by the time they show. */
export class Snapshots {
  private readonly store: Store;
  private readonly kept = new Map<number, Kept>();

  constructor(store: Store) {
    this.store = store;
  }

  /** The state that a command wants to read outside of a transaction, if it says so. */
  wantedBy(command: Doc, name: string): { reader: SnapshotReader; at: Timestamp } | undefined {
    const concern = command['readConcern'];
    if (!isDoc(concern) || concern['level'] !== 'snapshot') return undefined;
    if (!READERS.has(name))
      throw new ServerError('InvalidOptions', `${name} does not support readConcern level snapshot outside of transactions`);
    const asked = concern['atClusterTime'];
    const at = asked instanceof Timestamp ? optimeOf(asked) : this.store.oplog.now();
    const kept = this.kept.get(at) ?? (asked === undefined ? this.take(at) : undefined);
    if (!kept) throw new ServerError(239, 'Read timestamp is older than the oldest available snapshot.');
    kept.usedAt = Date.now();
    return { reader: kept.reader, at: timestampOf(at) };
  }

  private take(at: number): Kept {
    this.store.commits.commitNow();
    const kept = { reader: new SnapshotReader(this.store.openReader()), usedAt: Date.now() };
    this.kept.set(at, kept);
    if (this.kept.size > MOST) this.drop(this.kept.keys().next().value as number);
    return kept;
  }

  /** Lets go of what nobody read for a while; a snapshot keeps the log of writes from being reused. */
  dropOld(now: number): void {
    for (const [at, { usedAt }] of this.kept) if (now - usedAt > LIFETIME) this.drop(at);
  }

  dropAll(): void {
    for (const at of [...this.kept.keys()]) this.drop(at);
  }

  private drop(at: number): void {
    this.kept.get(at)?.reader.close();
    this.kept.delete(at);
  }
}
