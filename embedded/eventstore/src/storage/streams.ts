import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LARGEST } from '../protobuf/reader.ts';
import { rows } from './database.ts';
import { contentOf, streamField } from './event-frame.ts';
import { OF_METADATA, type Restrictions, restrictionsOf, UNRESTRICTED } from './restrictions.ts';

/** Streams whose state is kept in memory; of others it is looked up. */
const REMEMBERED = 20_000;

/** Streams of metadata are called like their stream, after this. */
export const METADATA = '$$';

export const isMetadata = (name: string): boolean => name.startsWith(METADATA);

/** In the file a tombstone has the largest revision a number can count exactly; on the wire it is 2^63-1. */
export const TOMBSTONE = LARGEST;

/** What must be known of a stream to write to it. */
export type Stream = {
  /** Its number in the file; 0 while nothing was ever written to it. */
  id: number;
  readonly name: string;
  /** The encoded name, once it is needed. */
  field: Buffer | undefined;
  /** Revision of its last event, -1 for none, TOMBSTONE when it was deleted for good. */
  last: number;
  restrictions: Restrictions | undefined;
};

/** A copy with memory of its own: the small piece of a pool that is kept for long keeps all of the pool. */
const unpooled = (bytes: Buffer): Buffer => {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
};

/** The streams of the file; the most recently used ones in memory. */
export class Streams {
  private readonly recent = new Map<string, Stream>();
  private readonly nameById = new Map<number, string>();
  private readonly find: StatementSync;
  private readonly add: StatementSync;
  private readonly name: StatementSync;
  private readonly lastEvent: StatementSync;

  constructor(database: DatabaseSync) {
    this.find = rows(
      database,
      'SELECT id, (SELECT revision FROM events WHERE stream = streams.id ORDER BY revision DESC LIMIT 1) FROM streams WHERE name = ?',
    );
    this.add = database.prepare('INSERT INTO streams (name) VALUES (?)');
    this.name = database.prepare('SELECT name FROM streams WHERE id = ?');
    this.lastEvent = rows(database, 'SELECT frame FROM events WHERE stream = ? AND revision < ? ORDER BY revision DESC LIMIT 1');
  }

  get(name: string): Stream {
    const known = this.recent.get(name);
    if (known) {
      // A Map keeps its order of insertion: what is used goes to the back, what is forgotten is at the front.
      this.recent.delete(name);
      this.recent.set(name, known);
      return known;
    }
    const row = this.find.get(name) as unknown as [number, number | null] | undefined;
    const stream: Stream = { id: row?.[0] ?? 0, name, field: undefined, last: row?.[1] ?? -1, restrictions: undefined };
    if (this.recent.size >= REMEMBERED) this.recent.delete(this.recent.keys().next().value!);
    this.recent.set(name, stream);
    return stream;
  }

  /** Gives the stream its number if it has none: only inside a transaction. */
  ensure(stream: Stream): void {
    if (stream.id === 0) stream.id = Number(this.add.run(stream.name).lastInsertRowid);
    stream.field ??= unpooled(streamField(stream.name));
  }

  restrictionsOf(stream: Stream): Restrictions {
    return (stream.restrictions ??= isMetadata(stream.name) ? OF_METADATA : this.readRestrictions(stream.name));
  }

  /** The metadata as they were written last; undefined if they are not JSON or there are none. */
  metadataOf(name: string): Uint8Array | undefined {
    const { id } = this.get(METADATA + name);
    const row = id === 0 ? undefined : (this.lastEvent.get(id, TOMBSTONE) as unknown as [Uint8Array] | undefined);
    if (!row) return undefined;
    const { isJson, data } = contentOf(row[0]);
    return isJson ? data : undefined;
  }

  nameOf(id: number): string {
    const known = this.nameById.get(id);
    if (known !== undefined) return known;
    const name = String(this.name.get(id)!['name']);
    if (this.nameById.size >= REMEMBERED) this.nameById.clear();
    this.nameById.set(id, name);
    return name;
  }

  /** New metadata were written: those in memory are no longer true. */
  metadataChanged(metadataStream: string): void {
    const original = this.recent.get(metadataStream.slice(METADATA.length));
    if (original) original.restrictions = undefined;
  }

  /** After a rollback nothing in memory can be trusted. */
  forget(): void {
    this.recent.clear();
    this.nameById.clear();
  }

  private readRestrictions(name: string): Restrictions {
    const metadata = this.metadataOf(name);
    return metadata ? restrictionsOf(metadata) : UNRESTRICTED;
  }
}
