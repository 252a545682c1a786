import type { DifferenceKind, Id, Instant, Position, RebuildPhase, RebuildStep, SwapMode } from '@lyceum/contracts';
import type { Collection, Db, ReadStore, Write } from '@lyceum/stores';
import type { StoredPosition } from './records.ts';

/** A rebuild that was ordered, and what came of it. Whoever takes the work over goes on by it. */
export interface RebuildRecord {
  readonly _id: Id;
  readonly model: string;
  readonly version: number;
  /** The generation that is filled, and the one that was live when it was begun. */
  readonly generation: number;
  readonly former: number;
  readonly from: Position | null;
  readonly key: string | null;
  readonly swap: SwapMode;
  readonly phase: RebuildPhase;
  readonly step: RebuildStep | null;
  /** Events read, and how many there are in all, as far as that can be told. */
  readonly done: number;
  readonly total: number;
  /** Events a second. */
  readonly rate: number;
  readonly secondsLeft: number | null;
  /** Of the one row of `key` everything is folded; of all others what comes after this position, since they were taken over as they were. */
  readonly takenOver: StoredPosition | null;
  readonly difference: Counts | null;
  /** From where on it took no facts, because the model was paused while it was filled. */
  readonly stood: StoredPosition | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly error: string | null;
}

/** How many rows differ, both sides having seen everything up to `position`. */
export interface Counts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly position: Position;
}

/** A row that differs between a generation (`rows`) and the one that was live when they were compared. */
export interface DifferingRecord {
  readonly _id: string;
  readonly rows: string;
  readonly kind: DifferenceKind;
  readonly key: string;
  /** Both rows as they were, for a few of them. */
  readonly sample: { readonly before: object | null; readonly after: object | null } | null;
}

export const rebuilds = (db: Db): Collection<RebuildRecord> => db.collection<RebuildRecord>('rebuilds');
export const differing = (db: Db): Collection<DifferingRecord> => db.collection<DifferingRecord>('differing');

/** The write that keeps a record as it is now. */
export const kept = ({ _id, ...document }: RebuildRecord): Write => ({ collection: 'rebuilds', key: _id, document });

/** Rebuilds that are not over. */
export const openRebuilds = (store: ReadStore): Promise<RebuildRecord[]> =>
  store.reading((db) =>
    rebuilds(db)
      .find({ phase: { $in: ['filling', 'compared'] } })
      .toArray(),
  );
