import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { check, type Expectation, type Verdict } from './commit-check.ts';
import type { Cursors } from './cursors.ts';
import { encodeEventFrame, type EventContent } from './event-frame.ts';
import type { EventTypes } from './names.ts';
import { ownEvent } from './own-event.ts';
import { isSoftDeleted, SOFT_DELETION, undeleted } from './restrictions.ts';
import type { StoredEvent, StoredEvents } from './stored-events.ts';
import { isMetadata, METADATA, type Stream, type Streams, TOMBSTONE } from './streams.ts';

/** Distance of the positions of two events, so that a position between them can be told from a real one. */
const STEP = 64;

/** Whether a position can be that of an event, and not lie inside one. */
export const isBoundary = (position: number): boolean => position % STEP === 0;

/** What commits together at most, so that nobody waits for ever behind a flood. */
const GROUP = { writes: 1000, bytes: 8 * 1024 * 1024 };

/** Milliseconds between two complaints about the disk. */
const COMPLAINT_INTERVAL = 60_000;

export type NewEvent = EventContent & { readonly key: number; readonly type: string };

export type Append = {
  readonly stream: string;
  readonly expected: Expectation;
  readonly events: readonly NewEvent[];
  /** Milliseconds since 1970 after which the writer does not want it any more. */
  readonly deadline?: number;
};

/** Appends which are written together with how far their writer has come. */
export type InStep = { readonly appends: readonly Append[]; readonly cursor: string; readonly position: number };

export type Removal = { readonly stream: string; readonly expected: Expectation };

export type Outcome =
  /** Durable. Without a position when it was written before and cannot be read any more. */
  | { readonly kind: 'written'; readonly revision: number; readonly position: number | undefined }
  | { readonly kind: 'wrong'; readonly current: number }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'expired' }
  /** The file could not be written; nothing of it is there. */
  | { readonly kind: 'failed'; readonly reason: string };

type Pending = { readonly perform: () => Outcome; readonly done: (outcome: Outcome) => void; readonly bytes: number };

/** An event that was just made durable, with the names that subscribers filter by. */
export type Committed = StoredEvent & { readonly streamName: string; readonly typeName: string };

const metadataEvent = (data: Uint8Array): NewEvent => ownEvent('$metadata', data);

/**
 * The only writer of the file. What waits is written in one transaction, with one fsync, whoever sent it; only then is it
 * answered and shown to subscribers.
 */
export class Writer {
  /** Position of the last event, or of what an empty append was told. */
  lastPosition: number;
  private readonly database: DatabaseSync;
  private readonly streams: Streams;
  private readonly types: EventTypes;
  private readonly stored: StoredEvents;
  private readonly cursors: Cursors;
  private readonly publish: (events: readonly Committed[]) => void;
  private readonly begin: StatementSync;
  private readonly commit: StatementSync;
  private readonly rollback: StatementSync;
  private readonly insert: StatementSync;
  private queue: Pending[] = [];
  private scheduled = false;
  private failing = false;
  private complained = 0;
  private inTransaction = false;
  private group: Committed[] = [];

  constructor(
    database: DatabaseSync,
    streams: Streams,
    types: EventTypes,
    stored: StoredEvents,
    cursors: Cursors,
    publish: (events: readonly Committed[]) => void,
  ) {
    this.database = database;
    this.streams = streams;
    this.types = types;
    this.stored = stored;
    this.cursors = cursors;
    this.publish = publish;
    this.begin = database.prepare('BEGIN IMMEDIATE');
    this.commit = database.prepare('COMMIT');
    this.rollback = database.prepare('ROLLBACK');
    this.insert = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.lastPosition = stored.lastPosition();
  }

  /** Appends all of the events or none. Calls back once it is decided and, if it was written, durable. */
  append(append: Append, done: (outcome: Outcome) => void): void {
    let bytes = 0;
    for (const { data, custom } of append.events) bytes += data.length + custom.length;
    this.enqueue({ perform: () => this.performAppend(append), done, bytes });
  }

  /** All of it or nothing. An append to a stream that is deleted for good is left out. */
  appendInStep(inStep: InStep, done: (outcome: Outcome) => void): void {
    this.enqueue({ perform: () => this.performInStep(inStep), done, bytes: 0 });
  }

  /** Hides what the stream holds; it may be written again. */
  softDelete(removal: Removal, done: (outcome: Outcome) => void): void {
    this.enqueue({ perform: () => this.performSoftDelete(removal), done, bytes: 0 });
  }

  /** Deletes the stream for good. */
  tombstone(removal: Removal, done: (outcome: Outcome) => void): void {
    this.enqueue({ perform: () => this.performTombstone(removal), done, bytes: 0 });
  }

  /** Writes what still waits. */
  drain(): void {
    while (this.queue.length > 0) this.writeGroup();
  }

  private enqueue(pending: Pending): void {
    this.queue.push(pending);
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    // After everything that has arrived by now was read: it all waits for the same fsync.
    setImmediate(() => {
      this.scheduled = false;
      this.writeGroup();
      if (this.queue.length > 0) this.schedule();
    });
  }

  private writeGroup(): void {
    let count = 0;
    for (let bytes = 0; count < this.queue.length && count < GROUP.writes && bytes < GROUP.bytes; count += 1)
      bytes += this.queue[count]!.bytes;
    const group = count === this.queue.length ? this.queue : this.queue.slice(0, count);
    this.queue = count === this.queue.length ? [] : this.queue.slice(count);
    this.write(group);
  }

  private write(group: readonly Pending[]): void {
    const positionBefore = this.lastPosition;
    this.group = [];
    let outcomes: Outcome[];
    try {
      outcomes = group.map(({ perform }) => perform());
      if (this.inTransaction) this.commit.run();
      this.inTransaction = false;
    } catch (error) {
      this.lastPosition = positionBefore;
      this.undo();
      // One of them may be at fault, or too large for what is left of the disk: the others need not suffer.
      if (group.length > 1) for (const one of group) this.write([one]);
      else this.refuse(group[0]!, error);
      return;
    }
    if (this.group.length > 0) this.recovered();
    for (const [index, { done }] of group.entries()) done(outcomes[index]!);
    if (this.group.length > 0) this.publish(this.group);
  }

  private undo(): void {
    this.inTransaction = false;
    this.streams.forget();
    this.types.forget();
    // A full disk has already rolled back by itself.
    if (this.database.isTransaction) this.rollback.run();
  }

  private refuse({ done }: Pending, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    // On a disk that is nearly full large appends fail and small ones do not, over and over.
    if (!this.failing && Date.now() - this.complained > COMPLAINT_INTERVAL) {
      process.stderr.write(`lyceum-eventstore: events cannot be written: ${reason}\n`);
      this.failing = true;
      this.complained = Date.now();
    }
    done({ kind: 'failed', reason });
  }

  private recovered(): void {
    if (this.failing) process.stderr.write('lyceum-eventstore: writing works again\n');
    this.failing = false;
  }

  private performAppend({ stream: name, expected, events, deadline }: Append): Outcome {
    if (deadline !== undefined && deadline <= Date.now()) return { kind: 'expired' };
    const stream = this.streams.get(name);
    const verdict = check(stream, expected, events, this.streams, this.stored);
    if (verdict.kind !== 'ok') return this.answer(stream, verdict);
    const recreateFrom = stream.last + 1;
    const described = isMetadata(name) ? this.softDeletedStreamOf(name) : undefined;
    for (const event of events) this.put(stream, event, stream.last + 1);
    // The position of nothing: behind everything that is there.
    const position = events.length > 0 ? this.lastPosition : (this.lastPosition += STEP);
    const revision = stream.last;
    if (verdict.revives) this.revive(stream, recreateFrom);
    // New metadata of a soft-deleted stream revive it as an empty one.
    if (described) this.revive(described, described.last + 1);
    return { kind: 'written', revision, position };
  }

  private performInStep({ appends, cursor, position }: InStep): Outcome {
    this.beginOnce();
    for (const append of appends) this.performAppend(append);
    this.cursors.set(cursor, position);
    return { kind: 'written', revision: -1, position };
  }

  private performSoftDelete({ stream: name, expected }: Removal): Outcome {
    const stream = this.streams.get(name);
    const verdict = check(stream, expected, [metadataEvent(SOFT_DELETION)], this.streams, this.stored);
    if (verdict.kind !== 'ok') return this.answer(stream, verdict);
    const metadata = this.streams.get(METADATA + name);
    if (stream.last < 0 && metadata.last < 0) return { kind: 'wrong', current: stream.last };
    this.put(metadata, metadataEvent(SOFT_DELETION), metadata.last + 1);
    return { kind: 'written', revision: stream.last, position: this.lastPosition };
  }

  private performTombstone({ stream: name, expected }: Removal): Outcome {
    const stream = this.streams.get(name);
    const tombstone = { ...metadataEvent(new Uint8Array()), type: '$streamDeleted', isJson: false };
    const verdict = check(stream, expected, [tombstone], this.streams, this.stored);
    if (verdict.kind !== 'ok') return this.answer(stream, verdict);
    this.put(stream, tombstone, TOMBSTONE);
    return { kind: 'written', revision: TOMBSTONE, position: this.lastPosition };
  }

  private answer(stream: Stream, verdict: Exclude<Verdict, { kind: 'ok' }>): Outcome {
    if (verdict.kind !== 'repeated') return verdict;
    return { kind: 'written', revision: verdict.last, position: this.visiblePosition(stream, verdict.last) };
  }

  private visiblePosition(stream: Stream, revision: number): number | undefined {
    const { truncateBefore, maxCount } = this.streams.restrictionsOf(stream);
    if (revision < truncateBefore || (maxCount > 0 && revision <= stream.last - maxCount)) return undefined;
    return this.stored.at(stream.id, revision)?.position;
  }

  /** A soft-deleted stream that is written again shows only what is new. */
  private revive(stream: Stream, from: number): void {
    const metadata = this.streams.metadataOf(stream.name);
    const changed = metadata && undeleted(metadata, from);
    if (!changed) return;
    const metadataStream = this.streams.get(METADATA + stream.name);
    this.put(metadataStream, metadataEvent(changed), metadataStream.last + 1);
  }

  private softDeletedStreamOf(metadataName: string): Stream | undefined {
    const stream = this.streams.get(metadataName.slice(METADATA.length));
    return stream.last !== TOMBSTONE && isSoftDeleted(this.streams.restrictionsOf(stream)) ? stream : undefined;
  }

  private beginOnce(): void {
    if (this.inTransaction) return;
    this.begin.run();
    this.inTransaction = true;
  }

  private put(stream: Stream, event: NewEvent, revision: number): void {
    this.beginOnce();
    this.streams.ensure(stream);
    const type = this.types.of(event.type);
    const position = this.lastPosition + STEP;
    const created = Date.now();
    const frame = encodeEventFrame(event, { streamField: stream.field!, typeField: type.field, revision, position, created });
    this.insert.run(position, stream.id, revision, type.id, event.key, created, frame);
    this.lastPosition = position;
    stream.last = revision;
    if (isMetadata(stream.name)) this.streams.metadataChanged(stream.name);
    this.group.push({
      position,
      stream: stream.id,
      type: type.id,
      revision,
      created,
      frame,
      streamName: stream.name,
      typeName: event.type,
    });
  }
}
