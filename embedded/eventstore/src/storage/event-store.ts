import type { DatabaseSync } from 'node:sqlite';
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

/** Everything that one data folder holds: read it, write it, follow it. */
export class EventStore {
  readonly streams: Streams;
  readonly types: EventTypes;
  readonly stored: StoredEvents;
  readonly cursors: Cursors;
  readonly feed = new Feed();
  readonly writer: Writer;
  private readonly database: DatabaseSync;

  /** @throws DataFolderError */
  constructor(folder: string) {
    this.database = openDatabase(folder);
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
    this.writer.drain();
    const gone = Number(this.database.prepare(SCAVENGE).run(TOMBSTONE, TOMBSTONE).changes);
    this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return gone;
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
