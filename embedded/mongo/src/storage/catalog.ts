import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { Binary } from 'bson';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import type { Doc } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { Collection } from './collection.ts';
import type { IndexDefinition } from './index-definition.ts';
import { Index } from './index-definition.ts';

/** A collection's name in its database. */
export interface Namespace {
  db: string;
  name: string;
}

/** What the catalogue's table holds of a collection beside its place. */
interface Entry extends Doc {
  uuid: Binary;
  options: Doc;
  indexes: (IndexDefinition & { id: number; multikey: boolean; icu?: string })[];
  nextIndex: number;
}

/** The collections there are and their indexes; every change goes through the shared transaction. */
export class Catalog {
  private readonly db: DatabaseSync;
  private readonly collections = new Map<string, Collection>();
  /** Indexes whose texts were put in order by another version of the collator. */
  private readonly outdated: { collection: Collection; index: Index }[] = [];

  constructor(db: DatabaseSync) {
    this.db = db;
    db.exec(
      'CREATE TABLE IF NOT EXISTS catalog (id INTEGER PRIMARY KEY AUTOINCREMENT, db TEXT NOT NULL, name TEXT NOT NULL, entry BLOB NOT NULL)',
    );
    this.load();
    this.dropHalfBuilt();
    this.reorder();
  }

  /** An index that was being built when the process ended has a table that nobody knows. */
  private dropHalfBuilt(): void {
    const known = new Set(this.all().flatMap(({ indexes }) => indexes.flatMap(({ table, lexicon }) => [table, lexicon?.table])));
    const made = "SELECT name FROM sqlite_master WHERE type = 'table' AND (name GLOB 'index_[0-9]*' OR name GLOB 'texts_[0-9]*')";
    for (const row of this.db.prepare(made).all()) if (!known.has(String(row['name']))) this.db.exec(`DROP TABLE ${String(row['name'])}`);
  }

  /** Another version of the collator may order texts in another way: then an index that goes by it is made anew. */
  private reorder(): void {
    if (this.outdated.length === 0) return;
    this.db.exec('BEGIN');
    for (const { collection, index } of this.outdated) {
      collection.rekey(index);
      this.save(collection);
    }
    this.db.exec('COMMIT');
    this.outdated.length = 0;
  }

  /** Reads everything anew; after a rollback what is in memory may be ahead of what is stored. */
  load(): void {
    for (const collection of this.all()) for (const index of collection.indexes) index.lexicon?.forget();
    this.collections.clear();
    for (const row of this.db.prepare('SELECT id, db, name, entry FROM catalog ORDER BY id').all()) {
      const entry = decode(row['entry'] as Uint8Array) as Entry;
      const collection = new Collection(
        this.db,
        Number(row['id']),
        { db: String(row['db']), name: String(row['name']) },
        entry.uuid,
        entry.options,
      );
      for (const { id, multikey, icu, ...definition } of entry.indexes) {
        const index = new Index(collection.id, id, definition as IndexDefinition, multikey);
        collection.attach(index);
        if (index.lexicon && icu !== ICU) this.outdated.push({ collection, index });
      }
      collection.nextIndex = entry.nextIndex;
      this.collections.set(collection.ns, collection);
    }
  }

  find(ns: Namespace): Collection | undefined {
    return this.collections.get(`${ns.db}.${ns.name}`);
  }

  /** Whether this very collection is still there: not dropped, and not read anew. */
  holds(collection: Collection): boolean {
    return this.collections.get(collection.ns) === collection;
  }

  inDatabase(db: string): Collection[] {
    return [...this.collections.values()].filter((collection) => collection.db === db);
  }

  all(): Collection[] {
    return [...this.collections.values()];
  }

  create(ns: Namespace, options: Doc, uuid = new Binary(versionedUuid(), Binary.SUBTYPE_UUID)): Collection {
    checkNamespace(ns);
    const result = this.db.prepare('INSERT INTO catalog (db, name, entry) VALUES (?, ?, ?)').run(ns.db, ns.name, new Uint8Array(0));
    const collection = new Collection(this.db, Number(result.lastInsertRowid), ns, uuid, options);
    collection.createTables();
    if (options['viewOn'] === undefined) {
      const index = idIndex(collection);
      collection.createIndexTable(index);
      collection.attach(index);
    }
    this.collections.set(collection.ns, collection);
    this.save(collection);
    return collection;
  }

  /** Stores what changed in a collection's options or indexes. */
  save(collection: Collection): void {
    const entry: Entry = {
      uuid: collection.uuid,
      options: collection.options,
      indexes: collection.indexes
        .filter((index) => !index.building)
        .map((index) => ({ ...index.definition, id: index.id, multikey: index.multikey, ...(index.lexicon ? { icu: ICU } : {}) })),
      nextIndex: collection.nextIndex,
    };
    this.db
      .prepare('UPDATE catalog SET db = ?, name = ?, entry = ? WHERE id = ?')
      .run(collection.db, collection.name, encode(entry), collection.id);
  }

  drop(collection: Collection): void {
    collection.dropTables();
    this.db.prepare('DELETE FROM catalog WHERE id = ?').run(collection.id);
    this.collections.delete(collection.ns);
    collection.dropped = true;
  }

  rename(collection: Collection, to: Namespace): void {
    checkNamespace(to);
    this.collections.delete(collection.ns);
    collection.moveTo(to);
    this.collections.set(collection.ns, collection);
    this.save(collection);
  }
}

/** The index on `_id`, which has the collection's collation. */
export const idIndex = ({ id, order }: Collection): Index => {
  const { collation } = order;
  return new Index(id, 0, { key: { _id: 1 }, name: '_id_', ...(collation ? { collation } : {}) }, false);
};

/** The version of what `Intl.Collator` goes by. */
const ICU = String(process.versions['icu']);

const versionedUuid = (): Buffer => {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes;
};

/** Refuses names that no collection may have (manual, "Naming Restrictions"). */
export const checkNamespace = ({ db, name }: Namespace): void => {
  if (db === '' || /[\0 ."$/\\]/.test(db) || Buffer.byteLength(db) > 63)
    throw new ServerError('InvalidNamespace', `Invalid database name: '${db}'`);
  if (name === '') throw new ServerError('InvalidNamespace', `Invalid namespace specified '${db}.'`);
  if (
    /[\0$]/.test(name) ||
    name.startsWith('.') ||
    (name.startsWith('system.') && !SYSTEM.has(name)) ||
    Buffer.byteLength(`${db}.${name}`) > 255
  )
    throw new ServerError('InvalidNamespace', `Invalid collection name: ${name}`);
};
const SYSTEM = new Set(['system.js', 'system.profile', 'system.views', 'system.users']);
