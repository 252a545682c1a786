import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { Cursors } from './cursors.ts';
import { openDatabase } from './database.ts';
import { Feed } from './feed.ts';
import { EventTypes } from './names.ts';
import { ownEvent } from './own-event.ts';
import { StoredEvents } from './stored-events.ts';
import { isMetadata, METADATA, type Stream, Streams, TOMBSTONE } from './streams.ts';
import { Writer } from './writer.ts';

/** The first event of every node: the real one describes its stream of scavenges before anything else. */
const FIRST = {
  stream: '$$$scavenges',
  data: '{"$maxAge":2592000,"$acl":{"$r":"$ops","$w":[],"$d":[],"$mr":[],"$mw":[]}}',
};

// By the index alone: streams with a tombstone are few.
const SCAVENGE = 'DELETE FROM events WHERE revision < ? AND stream IN (SELECT stream FROM events WHERE revision = ?)';

const COPY = 'backup.sqlite';
/** Pages (of 4 KiB) that are copied before writers have their turn. */
const COPIED_AT_ONCE = 1000;

/** Everything that one data folder holds: read it, write it, follow it. */
export class EventStore {
  readonly streams: Streams;
  readonly types: EventTypes;
  readonly stored: StoredEvents;
  readonly cursors: Cursors;
  readonly feed = new Feed();
  readonly writer: Writer;
  /** Absolute, or `:memory:`. */
  readonly folder: string;
  private readonly database: DatabaseSync;
  private copying: Promise<unknown> = Promise.resolve();

  /** @throws DataFolderError */
  constructor(folder: string) {
    this.database = openDatabase(folder);
    this.folder = folder === ':memory:' ? folder : resolve(folder);
    this.streams = new Streams(this.database);
    this.types = new EventTypes(this.database);
    this.stored = new StoredEvents(this.database);
    this.cursors = new Cursors(this.database);
    this.writer = new Writer(this.database, this.streams, this.types, this.stored, this.cursors, (events) => this.feed.publish(events));
    if (this.stored.lastPosition() === 0) this.writeFirst();
  }

  /** Whether readers are told that the stream was deleted: it has a tombstone, or what it describes has. */
  isTombstoned(stream: Stream): boolean {
    if (stream.last === TOMBSTONE) return true;
    return isMetadata(stream.name) && this.streams.get(stream.name.slice(METADATA.length)).last === TOMBSTONE;
  }

  /**
   * Takes the events of streams that were deleted for good out of the file: their bytes are overwritten, and the write-ahead log, which may
   * have them too, begins anew. The tombstones stay. Gives how many events went.
   */
  scavenge(): number {
    this.removeCopy();
    this.writer.drain();
    const gone = Number(this.database.prepare(SCAVENGE).run(TOMBSTONE, TOMBSTONE).changes);
    this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return gone;
  }

  /** Copies everything into one file beside it, while events are written; one copy at a time. The file must be taken away before the next. */
  backUp(): Promise<{ file: string; position: string }> {
    const copy = this.copying.then(async () => {
      const file = join(this.folder, COPY);
      this.removeCopy();
      await backup(this.database, file, { rate: COPIED_AT_ONCE });
      const copied = new DatabaseSync(file, { readOnly: true });
      const newest = copied.prepare('SELECT max(position) AS position FROM events').get();
      copied.close();
      return { file, position: String(newest?.['position'] ?? 0) };
    });
    this.copying = copy.catch(() => {});
    return copy;
  }

  /** A copy that nobody has taken away has what is scavenged too. */
  private removeCopy(): void {
    for (const name of [COPY, `${COPY}-journal`]) rmSync(join(this.folder, name), { force: true });
  }

  close(): void {
    this.writer.drain();
    this.database.close();
  }

  private writeFirst(): void {
    this.writer.append({ stream: FIRST.stream, expected: 'any', events: [ownEvent('$metadata', FIRST.data)] }, () => {});
    this.writer.drain();
  }
}
