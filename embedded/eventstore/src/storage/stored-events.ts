import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EventIdentity } from './commit-check.ts';
import { rows } from './database.ts';
import { contentOf } from './event-frame.ts';

/** An event as it lies in the file. */
export type StoredEvent = {
  readonly position: number;
  readonly stream: number;
  readonly type: number;
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly frame: Buffer;
};

/** What the check of an append asks of the events that are there. */
export type Stored = {
  /** The revision of the first event of the stream with that id. */
  revisionOf(stream: number, event: EventIdentity): number | undefined;
  /** Whether the event at that revision has that id. */
  isAt(stream: number, revision: number, event: EventIdentity): boolean;
};

type Row = [number, number, number, number, number, Uint8Array];

const COLUMNS = 'position, stream, type, revision, created, frame';

const toEvent = ([position, stream, type, revision, created, bytes]: Row): StoredEvent => ({
  position,
  stream,
  type,
  revision,
  created,
  frame: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
});

/** Reading from the file. Nothing here holds a statement open over an await: who reads on asks again from where it stopped. */
export class StoredEvents implements Stored {
  private readonly allForward: StatementSync;
  private readonly allBackward: StatementSync;
  private readonly streamForward: StatementSync;
  private readonly streamBackward: StatementSync;
  private readonly single: StatementSync;
  private readonly exists: StatementSync;
  private readonly lastOfAll: StatementSync;
  private readonly byKey: StatementSync;

  constructor(database: DatabaseSync) {
    const select = (rest: string) => rows(database, `SELECT ${COLUMNS} FROM events WHERE ${rest}`);
    this.allForward = select('position >= ? ORDER BY position');
    this.allBackward = select('position < ? ORDER BY position DESC');
    this.streamForward = select('stream = ? AND revision >= ? AND revision < ? ORDER BY revision');
    this.streamBackward = select('stream = ? AND revision <= ? AND revision >= ? ORDER BY revision DESC');
    this.single = select('stream = ? AND revision = ?');
    this.exists = rows(database, 'SELECT 1 FROM events WHERE position = ?');
    this.lastOfAll = rows(database, 'SELECT max(position) FROM events');
    // Left to itself SQLite takes the index by revision for the order, and looks through the whole stream.
    this.byKey = rows(
      database,
      'SELECT revision, frame FROM events INDEXED BY events_by_key WHERE stream = ? AND key = ? ORDER BY position',
    );
  }

  /** Events of $all from a position on, in order. */
  *forward(from: number): Generator<StoredEvent> {
    for (const row of this.allForward.iterate(from)) yield toEvent(row as unknown as Row);
  }

  /** Events of $all before a position, the last first. */
  *backward(before: number): Generator<StoredEvent> {
    for (const row of this.allBackward.iterate(before)) yield toEvent(row as unknown as Row);
  }

  /** Events of a stream from a revision up to, but not with, another. */
  *forwardIn(stream: number, from: number, before: number): Generator<StoredEvent> {
    for (const row of this.streamForward.iterate(stream, from, before)) yield toEvent(row as unknown as Row);
  }

  /** Events of a stream from a revision down to another, with both. */
  *backwardIn(stream: number, from: number, downTo: number): Generator<StoredEvent> {
    for (const row of this.streamBackward.iterate(stream, from, downTo)) yield toEvent(row as unknown as Row);
  }

  at(stream: number, revision: number): StoredEvent | undefined {
    const row = this.single.get(stream, revision) as unknown as Row | undefined;
    return row && toEvent(row);
  }

  isPosition(position: number): boolean {
    return this.exists.get(position) !== undefined;
  }

  /** 0 while there is none. */
  lastPosition(): number {
    return (this.lastOfAll.get() as unknown as [number | null])[0] ?? 0;
  }

  revisionOf(stream: number, { id, key }: EventIdentity): number | undefined {
    for (const row of this.byKey.iterate(stream, key)) {
      const [revision, bytes] = row as unknown as [number, Uint8Array];
      if (contentOf(bytes).id === id) return revision;
    }
    return undefined;
  }

  isAt(stream: number, revision: number, { id }: EventIdentity): boolean {
    const event = this.at(stream, revision);
    return event !== undefined && contentOf(event.frame).id === id;
  }
}
