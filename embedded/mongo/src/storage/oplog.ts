import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Binary, Timestamp } from 'bson';
import { asBuffer, decodeDoc } from '../bson/decode.ts';
import { BsonWriter } from '../bson/encode.ts';
import { rawDocuments, rawField } from '../bson/raw.ts';
import type { Doc } from '../bson/values.ts';
import type { Participant } from './commits.ts';

/** What happened: a document inserted, replaced, updated, deleted, or something about collections. */
export type OplogKind =
  'insert' | 'replace' | 'update' | 'delete' | 'drop' | 'rename' | 'dropDatabase' | 'create' | 'createIndexes' | 'dropIndexes' | 'modify';

/** One change in the order of all changes. */
export interface OplogEntry {
  /** When, as an optime. */
  at: number;
  /** Its place within a transaction, whose changes share one optime. */
  index: number;
  kind: OplogKind;
  db: string;
  coll: string;
  uuid: Binary | null;
  /** The document `{_id}` that an update or delete is about. */
  key: Uint8Array | null;
  /** The stored document, an update's description, or what a change of collections says. */
  detail: Uint8Array | null;
  before: Uint8Array | null;
  after: Uint8Array | null;
  /** Milliseconds since 1970. */
  wall: number;
  lsid: Uint8Array | null;
  txnNumber: bigint | null;
}

/** What a writer says of a change; the log adds when. */
export type Change = Pick<OplogEntry, 'kind' | 'db' | 'coll' | 'uuid' | 'key' | 'detail'> & Partial<Pick<OplogEntry, 'before' | 'after'>>;

const COUNTER = 2 ** 20;

/** An optime (seconds and a counter in one number that orders as time does) as BSON has it. */
export const timestampOf = (optime: number): Timestamp => new Timestamp({ t: Math.floor(optime / COUNTER), i: optime % COUNTER });

/** The optime of a BSON timestamp. */
export const optimeOf = (timestamp: Timestamp): number =>
  (timestamp.getHighBits() >>> 0) * COUNTER + Math.min(timestamp.getLowBits() >>> 0, COUNTER - 1);

/** How much of the past is kept for change streams to resume from. */
export interface OplogLimits {
  bytes: number;
}

/** A durable log of the changes, bounded in size; a commit's changes are one row of it. */
export class Oplog implements Participant {
  private readonly db: DatabaseSync;
  private readonly limits: OplogLimits;
  private readonly append: StatementSync;
  private readonly writer = new BsonWriter();
  private pending: OplogEntry[] = [];
  private committed: OplogEntry[] = [];
  private syncing: OplogEntry[] = [];
  private readonly listeners = new Set<(entries: readonly OplogEntry[]) => void>();
  private last: number;
  /** The last change that is in the stored log, and the last that is surely on disk. */
  private stored: number;
  private durable: number;
  private syncingUpTo = 0;
  private bytes: number;
  /** The newest change that was cut off; who wants to go on from before it has lost history. */
  private cutAt: number;

  constructor(db: DatabaseSync, limits: OplogLimits) {
    this.db = db;
    this.limits = limits;
    db.exec('CREATE TABLE IF NOT EXISTS oplog (last INTEGER PRIMARY KEY, entries BLOB NOT NULL)');
    db.exec('CREATE TABLE IF NOT EXISTS oplog_cut (id INTEGER PRIMARY KEY CHECK (id = 0), at INTEGER NOT NULL)');
    this.append = db.prepare('INSERT INTO oplog (last, entries) VALUES (?, ?)');
    const row = db.prepare('SELECT coalesce(max(last), 0) AS last, coalesce(sum(length(entries)), 0) AS bytes FROM oplog').get();
    this.bytes = Number(row?.['bytes']);
    this.cutAt = Number(db.prepare('SELECT at FROM oplog_cut').get()?.['at'] ?? 0);
    this.last = Math.max(Number(row?.['last']), this.cutAt);
    this.stored = this.last;
    this.durable = this.last;
  }

  /** The optime of the last change, or of now where nothing happened since. */
  now(): number {
    return Math.max(this.last, Math.floor(Date.now() / 1000) * COUNTER);
  }

  /** A new optime after all others. */
  tick(): number {
    this.last = this.now() + 1;
    return this.last;
  }

  /** How many changes were recorded since the start; whether a command wrote shows by it. */
  recorded = 0;

  get oldest(): number {
    return this.cutAt;
  }

  record(change: Change): void {
    this.recorded++;
    this.pending.push({
      ...change,
      before: change.before ?? null,
      after: change.after ?? null,
      at: this.tick(),
      index: 0,
      wall: Date.now(),
      lsid: null,
      txnNumber: null,
    });
  }

  /** Records a transaction's changes at one optime. */
  recordTogether(changes: readonly Change[], lsid: Uint8Array, txnNumber: bigint): void {
    this.recorded += changes.length;
    const at = this.tick();
    const wall = Date.now();
    for (const [index, change] of changes.entries())
      this.pending.push({ ...change, before: change.before ?? null, after: change.after ?? null, at, index, wall, lsid, txnNumber });
  }

  beforeCommit(): void {
    if (this.pending.length === 0) return;
    this.writer.reset();
    const start = this.writer.open();
    for (const entry of this.pending) this.writer.element('', entry as unknown as Doc);
    this.writer.close(start);
    const bytes = this.writer.copy();
    const { at } = this.pending.at(-1) as OplogEntry;
    this.append.run(at, bytes);
    this.stored = at;
    this.bytes += bytes.length;
    if (this.listeners.size > 0) for (const entry of this.pending) this.committed.push(entry);
    this.pending = [];
    if (this.bytes > this.limits.bytes) this.cut();
  }

  afterRollback(): void {
    this.pending = [];
  }

  needsSync(): boolean {
    return this.committed.length > 0;
  }

  beforeSync(): void {
    this.syncing = this.committed;
    this.committed = [];
    this.syncingUpTo = this.stored;
  }

  afterSync(): void {
    this.durable = this.syncingUpTo;
    if (this.syncing.length === 0) return;
    const entries = this.syncing;
    this.syncing = [];
    for (const listener of this.listeners) listener(entries);
  }

  /** Hears of every change once it is on disk; answers how to stop. */
  listen(listener: (entries: readonly OplogEntry[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The next stored changes after an optime and place, oldest first: those of at least one commit, or none at the end. */
  read(after: number, index: number, rows = 16): OplogEntry[] {
    const entries: OplogEntry[] = [];
    for (const row of this.db.prepare('SELECT entries FROM oplog WHERE last >= ? ORDER BY last LIMIT ?').all(after, rows)) {
      const buffer = asBuffer(row['entries'] as Uint8Array);
      for (const document of rawDocuments(buffer, 0)) {
        const entry = readEntry(document);
        if (entry.at <= this.durable && (entry.at > after || (entry.at === after && entry.index > index))) entries.push(entry);
      }
    }
    return entries;
  }

  /** Whether the change at this place is still stored. */
  has(at: number, index: number): boolean {
    const row = this.db.prepare('SELECT entries FROM oplog WHERE last >= ? ORDER BY last LIMIT 1').get(at);
    return (
      row !== undefined &&
      rawDocuments(asBuffer(row['entries'] as Uint8Array), 0)
        .map(readEntry)
        .some((entry) => entry.at === at && entry.index === index)
    );
  }

  /** Cuts off all that is stored but the last, whoever may want to go on from there. Within a commit. */
  cutBehind(): void {
    const last = Number(this.db.prepare('SELECT coalesce(max(last), 0) AS last FROM oplog').get()?.['last']);
    const cut = Number(this.db.prepare('SELECT coalesce(max(last), 0) AS last FROM oplog WHERE last < ?').get(last)?.['last']);
    if (cut === 0) return;
    this.db.prepare('DELETE FROM oplog WHERE last < ?').run(last);
    this.bytes = Number(this.db.prepare('SELECT sum(length(entries)) AS bytes FROM oplog').get()?.['bytes']);
    this.cutAt = cut;
    this.keepCut();
  }

  private cut(): void {
    const rows = this.db.prepare('SELECT last, length(entries) AS size FROM oplog ORDER BY last LIMIT 64').all();
    for (const row of rows) {
      if (this.bytes <= this.limits.bytes * 0.9 || Number(row['last']) === this.stored) break;
      this.db.prepare('DELETE FROM oplog WHERE last = ?').run(Number(row['last']));
      this.bytes -= Number(row['size']);
      this.cutAt = Number(row['last']);
    }
    this.keepCut();
  }

  private keepCut(): void {
    this.db.prepare('INSERT INTO oplog_cut (id, at) VALUES (0, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at').run(this.cutAt);
  }
}

const DOCUMENTS = ['key', 'detail', 'before', 'after', 'lsid'] as const;

const readEntry = (bytes: Uint8Array): OplogEntry => {
  const entry = decodeDoc(asBuffer(bytes)) as unknown as OplogEntry;
  const numbers = entry as unknown as Doc;
  for (const name of DOCUMENTS) if (numbers[name] !== null) entry[name] = rawField(bytes, name) ?? null;
  return entry;
};
