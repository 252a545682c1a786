import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { decode } from '../bson/decode.ts';
import { isDoc } from '../bson/values.ts';
import type { Collection, Row } from './collection.ts';
import type { Index } from './index-definition.ts';

/** A place in an index: a key, and which of its documents. */
export interface Position {
  key: Uint8Array;
  rid: number;
}

/** A document as an index leads to it. */
export interface KeyedRow extends Row {
  key: Uint8Array;
}

/** One state of the stored documents: the current one, a snapshot, or what a transaction sees. */
export interface Reader {
  byId(collection: Collection, key: Uint8Array): Row | undefined;
  byRid(collection: Collection, rid: number): Uint8Array | undefined;
  /** Documents in natural order from after (or, backwards, before) a place. */
  scan(collection: Collection, from: number, backwards: boolean, limit: number): Row[];
  /** Documents in the order of an index, from after (or, backwards, before) a position up to a key: below `end`, or not below it. */
  scanIndex(collection: Collection, index: Index, from: Position, end: Uint8Array, backwards: boolean, limit: number): KeyedRow[];
  /** Whether an index has all documents of this state. */
  knows(collection: Collection, index: Index): boolean;
  /** The documents that hold a key; enough of them to tell whether there is another. */
  holders(collection: Collection, index: Index, key: Uint8Array): number[];
}

const naturalSql = (collection: Collection, backwards: boolean): string =>
  backwards
    ? `SELECT rid, doc FROM ${collection.table} WHERE rid < ? ORDER BY rid DESC LIMIT ?`
    : `SELECT rid, doc FROM ${collection.table} WHERE rid > ? ORDER BY rid LIMIT ?`;

const indexSql = (collection: Collection, index: Index, backwards: boolean): string => {
  const order = backwards ? 'DESC' : 'ASC';
  const [after, until] = backwards ? ['<', '>='] : ['>', '<'];
  if (index.isId)
    return `SELECT id, rid, doc FROM ${collection.table} WHERE (id, rid) ${after} (?, ?) AND id ${until} ? ORDER BY id ${order}, rid ${order} LIMIT ?`;
  return `SELECT i.key, i.rid, d.doc FROM ${index.table} i CROSS JOIN ${collection.table} d ON d.rid = i.rid WHERE (i.key, i.rid) ${after} (?, ?) AND i.key ${until} ? ORDER BY i.key ${order}, i.rid ${order} LIMIT ?`;
};

/** Reads what is stored now, uncommitted writes of the shared transaction included. */
export class CurrentReader implements Reader {
  byId(collection: Collection, key: Uint8Array): Row | undefined {
    return collection.byId(key);
  }

  byRid(collection: Collection, rid: number): Uint8Array | undefined {
    return collection.byRid(rid);
  }

  scan(collection: Collection, from: number, backwards: boolean, limit: number): Row[] {
    return rowsOf(collection.statement(naturalSql(collection, backwards)), from, limit);
  }

  scanIndex(collection: Collection, index: Index, from: Position, end: Uint8Array, backwards: boolean, limit: number): KeyedRow[] {
    return keyedRowsOf(collection.statement(indexSql(collection, index, backwards)), from, end, limit);
  }

  holders(collection: Collection, index: Index, key: Uint8Array): number[] {
    return collection.holders(index, key);
  }

  knows(_collection: Collection, index: Index): boolean {
    return !index.building;
  }
}

/** Reads the state that was committed when it was opened, on a connection of its own. */
export class SnapshotReader implements Reader {
  private readonly db: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();
  private readonly complete = new Map<number, ReadonlySet<number>>();

  constructor(db: DatabaseSync) {
    this.db = db;
    db.exec('BEGIN');
    // A snapshot is taken by the first read, not by BEGIN.
    db.prepare('SELECT id FROM catalog LIMIT 1').get();
  }

  close(): void {
    this.statements.clear();
    this.db.close();
  }

  byId(collection: Collection, key: Uint8Array): Row | undefined {
    if (!this.has(collection.table)) return undefined;
    const row = this.statement(`SELECT rid, doc FROM ${collection.table} WHERE id = ?`).get(key) as unknown as
      [number, Uint8Array] | undefined;
    return row && { rid: row[0], doc: row[1] };
  }

  byRid(collection: Collection, rid: number): Uint8Array | undefined {
    if (!this.has(collection.table)) return undefined;
    const row = this.statement(`SELECT doc FROM ${collection.table} WHERE rid = ?`).get(rid) as unknown as [Uint8Array] | undefined;
    return row?.[0];
  }

  scan(collection: Collection, from: number, backwards: boolean, limit: number): Row[] {
    if (!this.has(collection.table)) return [];
    return rowsOf(this.statement(naturalSql(collection, backwards)), from, limit);
  }

  scanIndex(collection: Collection, index: Index, from: Position, end: Uint8Array, backwards: boolean, limit: number): KeyedRow[] {
    if (!this.has(collection.table) || (!index.isId && !this.has(index.table))) return [];
    return keyedRowsOf(this.statement(indexSql(collection, index, backwards)), from, end, limit);
  }

  holders(_collection: Collection, index: Index, key: Uint8Array): number[] {
    if (!this.has(index.table)) return [];
    const rows = this.statement(`SELECT rid FROM ${index.table} WHERE key = ? LIMIT 2`).all(key) as unknown as [number][];
    return rows.map(([rid]) => rid);
  }

  knows(collection: Collection, index: Index): boolean {
    let indexes = this.complete.get(collection.id);
    if (!indexes) {
      const row = this.statement('SELECT entry FROM catalog WHERE id = ?').get(collection.id) as unknown as [Uint8Array] | undefined;
      const listed = row && decode(row[0])['indexes'];
      indexes = new Set(Array.isArray(listed) ? listed.flatMap((one) => (isDoc(one) ? [Number(one['id'])] : [])) : []);
      this.complete.set(collection.id, indexes);
    }
    return index.isId || indexes.has(index.id);
  }

  /** Whether a table was there when the snapshot was taken. */
  has(table: string): boolean {
    return this.statement('SELECT 1 FROM sqlite_master WHERE name = ?').get(table) !== undefined;
  }

  private statement(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      statement = this.db.prepare(sql);
      statement.setReturnArrays(true);
      this.statements.set(sql, statement);
    }
    return statement;
  }
}

const rowsOf = (statement: StatementSync, from: number, limit: number): Row[] =>
  (statement.all(from, limit) as unknown as [number, Uint8Array][]).map(([rid, doc]) => ({ rid, doc }));

const keyedRowsOf = (statement: StatementSync, from: Position, end: Uint8Array, limit: number): KeyedRow[] =>
  (statement.all(from.key, from.rid, end, limit) as unknown as [Uint8Array, number, Uint8Array][]).map(([key, rid, doc]) => ({
    key,
    rid,
    doc,
  }));
