import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Binary } from 'bson';
import { decode } from '../bson/decode.ts';
import type { Doc, Value } from '../bson/values.ts';
import type { Namespace } from './catalog.ts';
import { orderOfCollation } from '../query/collation.ts';
import { BINARY } from '../query/order.ts';
import type { Order } from '../query/order.ts';
import type { Index } from './index-definition.ts';
import { keyOf } from './keys.ts';
import { Lexicon } from './lexicon.ts';
import { IndexedNames } from './plain-keys.ts';

/** A stored document: its place in natural order and its bytes. */
export interface Row {
  rid: number;
  doc: Uint8Array;
}

/** A collection's tables: the documents in natural order with a unique index on the key of `_id`, and one table of keys an index. */
export class Collection {
  readonly id: number;
  readonly uuid: Binary;
  readonly indexes: Index[] = [];
  db = '';
  name = '';
  ns = '';
  options: Doc;
  nextIndex = 1;
  dropped = false;
  /** The fields of a document's top that any index but that on `_id` needs. */
  indexed = new IndexedNames([]);
  /** Those who want to know which documents were changed or removed. */
  readonly touched = new Set<Set<number>>();
  readonly table: string;
  /** By what texts compare where a command does not say: the collation it was made with. */
  readonly order: Order;
  private readonly sql: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();
  /** Those that are used most, at hand: looking them up by their text costs a part of what they do. */
  private inserting: StatementSync | undefined;
  private readonly adding = new Map<string, StatementSync>();
  private lastRid: number | undefined;
  private counted: number | undefined;

  constructor(sql: DatabaseSync, id: number, ns: Namespace, uuid: Binary, options: Doc) {
    this.sql = sql;
    this.id = id;
    this.uuid = uuid;
    this.options = options;
    this.order = orderOfCollation(options['collation']) ?? BINARY;
    this.table = `docs_${id}`;
    this.moveTo(ns);
  }

  /** A collection that has no tables yet: a transaction made it. */
  static unstored(sql: DatabaseSync, ns: Namespace, uuid: Binary, options: Doc): Collection {
    const collection = new Collection(sql, 0, ns, uuid, options);
    collection.lastRid = 0;
    return collection;
  }

  get isStored(): boolean {
    return this.id > 0;
  }

  moveTo(ns: Namespace): void {
    this.db = ns.db;
    this.name = ns.name;
    this.ns = `${ns.db}.${ns.name}`;
  }

  createTables(): void {
    this.sql.exec(`CREATE TABLE ${this.table} (rid INTEGER PRIMARY KEY, id BLOB NOT NULL, doc BLOB NOT NULL)`);
    this.sql.exec(`CREATE UNIQUE INDEX ${this.table}_id ON ${this.table} (id)`);
  }

  /** The key under which a document of this `_id` lies. */
  idKey(id: Value): Buffer {
    return keyOf(id, this.indexes[0]?.lexicon?.labelOf);
  }

  private lexiconOf(index: Index): Lexicon {
    return new Lexicon(this.sql, `texts_${this.id}_${index.id}`, index.order.compareTexts);
  }

  createIndexTable(index: Index): void {
    if (!this.isStored) return;
    if (index.order.collation) this.lexiconOf(index).createTable();
    if (index.isId) return;
    this.sql.exec(`CREATE TABLE ${index.table} (key BLOB NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (key, rid)) WITHOUT ROWID`);
  }

  dropTables(): void {
    this.forgetStatements();
    for (const index of this.indexes) {
      index.lexicon?.dropTable();
      if (!index.isId) this.sql.exec(`DROP TABLE ${index.table}`);
    }
    this.sql.exec(`DROP TABLE ${this.table}`);
  }

  attach(index: Index): void {
    if (index.order.collation) index.lexicon = this.lexiconOf(index);
    this.indexes.push(index);
    this.indexesChanged();
  }

  detach(index: Index): void {
    this.indexes.splice(this.indexes.indexOf(index), 1);
    this.forgetStatements();
    if (this.isStored) {
      index.lexicon?.dropTable();
      this.sql.exec(`DROP TABLE ${index.table}`);
    }
    this.indexesChanged();
  }

  /** Puts an index whose definition changed anew. */
  refresh(index: Index): void {
    const redefined = index.redefined(this.id);
    redefined.lexicon = index.lexicon;
    this.indexes[this.indexes.indexOf(index)] = redefined;
    this.indexesChanged();
  }

  private indexesChanged(): void {
    this.indexed = new IndexedNames(this.indexes.filter((index) => !index.isId));
  }

  /** A place at the end of natural order. */
  nextRid(): number {
    this.lastRid ??= Number(this.sql.prepare(`SELECT coalesce(max(rid), 0) AS rid FROM ${this.table}`).get()?.['rid']);
    return ++this.lastRid;
  }

  byId(key: Uint8Array): Row | undefined {
    const row = this.statement(`SELECT rid, doc FROM ${this.table} WHERE id = ?`).get(key) as unknown as [number, Uint8Array] | undefined;
    return row && { rid: row[0], doc: row[1] };
  }

  byRid(rid: number): Uint8Array | undefined {
    const row = this.statement(`SELECT doc FROM ${this.table} WHERE rid = ?`).get(rid) as unknown as [Uint8Array] | undefined;
    return row?.[0];
  }

  /** The next documents in natural order. */
  natural(from: number, limit: number): Row[] {
    const rows = this.statement(`SELECT rid, doc FROM ${this.table} WHERE rid > ? ORDER BY rid LIMIT ?`).all(from, limit) as unknown as [
      number,
      Uint8Array,
    ][];
    return rows.map(([rid, doc]) => ({ rid, doc }));
  }

  /** Stores a new document; false where its `_id` is taken. */
  insert(rid: number, id: Uint8Array, doc: Uint8Array): boolean {
    this.inserting ??= this.statement(`INSERT INTO ${this.table} (rid, id, doc) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING`);
    const stored = this.inserting.run(rid, id, doc).changes === 1;
    if (stored && this.counted !== undefined) this.counted++;
    return stored;
  }

  replace(rid: number, doc: Uint8Array): void {
    for (const touched of this.touched) touched.add(rid);
    this.statement(`UPDATE ${this.table} SET doc = ? WHERE rid = ?`).run(doc, rid);
  }

  remove(rid: number): void {
    for (const touched of this.touched) touched.add(rid);
    this.statement(`DELETE FROM ${this.table} WHERE rid = ?`).run(rid);
    if (this.counted !== undefined) this.counted--;
  }

  addKey(index: Index, key: Uint8Array, rid: number): void {
    // An index that is being filled may have got the key from a write meanwhile.
    let adding = this.adding.get(index.table);
    if (adding === undefined) {
      adding = this.statement(`INSERT INTO ${index.table} (key, rid) VALUES (?, ?) ON CONFLICT DO NOTHING`);
      this.adding.set(index.table, adding);
    }
    adding.run(key, rid);
  }

  removeKey(index: Index, key: Uint8Array, rid: number): void {
    this.statement(`DELETE FROM ${index.table} WHERE key = ? AND rid = ?`).run(key, rid);
  }

  /** Makes the keys of an index with a collation anew. */
  rekey(index: Index): void {
    index.lexicon?.dropTable();
    index.lexicon?.createTable();
    // Old keys must not stand in the way of new ones.
    if (index.isId) this.sql.exec(`UPDATE ${this.table} SET id = x'00' || CAST(rid AS BLOB)`);
    else this.sql.exec(`DELETE FROM ${index.table}`);
    for (let rows = this.natural(-1, 500); rows.length > 0; rows = this.natural((rows.at(-1) as Row).rid, 500)) {
      for (const { rid, doc } of rows) {
        const values = decode(doc, index.needs);
        if (index.isId) this.statement(`UPDATE ${this.table} SET id = ? WHERE rid = ?`).run(this.idKey(values['_id']), rid);
        else for (const key of index.keysOf(values).keys) this.addKey(index, key, rid);
      }
    }
  }

  /** The documents that hold a key in an index; at most two, to tell whether there is another. */
  holders(index: Index, key: Uint8Array): number[] {
    const rows = this.statement(`SELECT rid FROM ${index.table} WHERE key = ? LIMIT 2`).all(key) as unknown as [number][];
    return rows.map(([rid]) => rid);
  }

  /** How many keys of an index lie in some stretches of it. */
  countKeys(index: Index, intervals: readonly { low: Uint8Array; high: Uint8Array }[]): number {
    const [table, column] = index.isId ? [this.table, 'id'] : [index.table, 'key'];
    const statement = this.statement(`SELECT count(*) FROM ${table} WHERE ${column} >= ? AND ${column} < ?`);
    return intervals.reduce((sum, { low, high }) => sum + ((statement.get(low, high) as unknown as [number])[0] ?? 0), 0);
  }

  /** How many documents there are; counted once and then kept. */
  count(): number {
    this.counted ??= Number(this.sql.prepare(`SELECT count(*) AS n FROM ${this.table}`).get()?.['n']);
    return this.counted;
  }

  /** The bytes of all documents. */
  size(): number {
    return Number(this.sql.prepare(`SELECT coalesce(sum(length(doc)), 0) AS n FROM ${this.table}`).get()?.['n']);
  }

  /** The bytes of an index's keys. */
  indexSize(index: Index): number {
    const sql = index.isId
      ? `SELECT coalesce(sum(length(id)), 0) AS n FROM ${this.table}`
      : `SELECT coalesce(sum(length(key)), 0) AS n FROM ${index.table}`;
    return Number(this.sql.prepare(sql).get()?.['n']);
  }

  private forgetStatements(): void {
    this.statements.clear();
    this.adding.clear();
    this.inserting = undefined;
  }

  /** Runs SQL over this collection's tables with a statement that is prepared once; rows come as arrays. */
  statement(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      statement = this.sql.prepare(sql);
      statement.setReturnArrays(true);
      this.statements.set(sql, statement);
    }
    return statement;
  }
}
