import type { Instant, Position } from '@lyceum/contracts';
import type { Collection, Db } from '@lyceum/stores';

/** Which generation of a read model readers see. The former one is kept, so that the pointer can move back. */
export interface Pointer {
  readonly _id: string;
  readonly version: number;
  readonly generation: number;
  readonly former: number | null;
  /** Where the rows stand still, while a generation of another version is being filled or the model is paused; null while they follow the log. */
  readonly frozen: StoredPosition | null;
}

/** How far a group of read models has got: everything up to `position` is in their rows. */
export interface Checkpoint {
  readonly _id: string;
  readonly position: StoredPosition;
  /** The version of the model that a generation of its own is filled for. */
  readonly version?: number;
}

/** A fact that could not be folded into a row, or that waits for one that could not. */
export interface ParkedFact {
  readonly _id: string;
  readonly model: string;
  readonly generation: number;
  readonly key: string;
  readonly position: StoredPosition;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly reason: string;
  /** For a whole model: where the feed goes on from, so that this fact is its next. */
  readonly after?: StoredPosition;
}

/** What the projections process says of itself, about once a second. `rate` is facts a second since the last time. */
export interface Heartbeat {
  readonly _id: 'projections';
  readonly position: Position;
  readonly head: Position;
  readonly lagEvents: number;
  readonly lagSeconds: number;
  readonly rate: number;
  readonly at: Instant;
  readonly error: string | null;
  /** Models that are being filled anew, and how far they are. */
  readonly filling: Readonly<Record<string, Position>>;
  /** Facts folded a second, by model. */
  readonly rates?: Readonly<Record<string, number>>;
  /** How the process does: bytes, share of a core since the last time, seconds since its start. */
  readonly process?: { readonly memory: number; readonly cpu: number; readonly uptime: number };
  /** What models that stand still have missed. */
  readonly missed?: Readonly<Record<string, Missed>>;
}

/** How many facts a model that stands still has left to the log, and when the first of them was recorded. */
export interface Missed {
  readonly events: number;
  readonly since: Instant;
}

/** How far the orders for a model have been followed, and what holds of them. */
export interface Obeyed {
  readonly _id: string;
  /** The revision in the stream of its orders. */
  readonly revision: number;
  readonly paused: boolean;
}

/** A row as it lies in the read store. */
export interface StoredRow {
  readonly _id: string;
  readonly position: StoredPosition;
}

/** A position padded to 20 digits, so that the order of the texts is the order of the positions and an index serves it. */
export type StoredPosition = string;

export const storedPosition = (position: Position): StoredPosition => position.padStart(20, '0');
export const shownPosition = (stored: StoredPosition): Position => stored.replace(/^0+(?=\d)/, '');

/** The position right after another: what stands there has seen the other. */
export const after = (position: Position): StoredPosition => storedPosition(String(BigInt(position) + 1n));

/** The position right before another. */
export const before = (stored: StoredPosition): StoredPosition => storedPosition(String(BigInt(stored) - 1n));

/** The key under which a fact is parked that stops its whole model. */
export const WHOLE_MODEL = '*';

/** The checkpoint that all live read models share. */
export const LIVE = 'live';

export const rowsName = (model: string, generation: number): string => `${model}.${generation}`;

export const pointers = (db: Db): Collection<Pointer> => db.collection<Pointer>('models');
export const checkpoints = (db: Db): Collection<Checkpoint> => db.collection<Checkpoint>('checkpoints');
export const parked = (db: Db): Collection<ParkedFact> => db.collection<ParkedFact>('parked');
export const obeyed = (db: Db): Collection<Obeyed> => db.collection<Obeyed>('obeyed');
export const heartbeats = (db: Db): Collection<Heartbeat> => db.collection<Heartbeat>('heartbeats');

/** Parked facts of a generation sort by position under their ids. */
export const parkedId = (rows: string, position: StoredPosition, key: string): string => `${rows}/${position}/${key}`;
