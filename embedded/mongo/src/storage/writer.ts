import { encode } from '../bson/encode.ts';
import { firstFieldOnly } from '../bson/raw.ts';
import { docText } from '../bson/text.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { Collection, Row } from './collection.ts';
import { Index } from './index-definition.ts';
import type { Overlay } from './overlay.ts';
import { IndexedDocument } from './plain-keys.ts';
import { CurrentReader } from './reader.ts';
import type { Reader } from './reader.ts';
import type { Store } from './store.ts';

/** The size a document may have (manual, "MongoDB Limits and Thresholds"). */
export const MAX_DOCUMENT = 16 * 1024 * 1024;

/** How an existing document became another one: put in its place, or updated as described. */
export type HowChanged = { kind: 'replace' } | { kind: 'update'; description: () => Uint8Array };

/** Changes documents: at once, or within a transaction. Every method is all or nothing. */
export interface Writer {
  reader: Reader;
  insert(collection: Collection, id: Value, doc: Uint8Array): void;
  replace(collection: Collection, row: Row, doc: Uint8Array, how: HowChanged): void;
  remove(collection: Collection, row: Row): void;
}

/** The refusal of a second document with a unique key. */
export const duplicateKey = (collection: Collection, index: Index, values: readonly Value[]): ServerError => {
  const keyValue: Doc = {};
  for (const [place, field] of index.fields.entries()) keyValue[field] = values[place] ?? null;
  return new ServerError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.ns} index: ${index.name} dup key: ${docText(keyValue)}`,
    {
      keyPattern: index.definition.key,
      keyValue,
    },
  );
};

/** The keys that a change of one document adds to an index and takes from it. */
export interface KeyChange {
  index: Index;
  added: Buffer[];
  removed: Buffer[];
  multikey: boolean;
}

const NONE: KeyChange[] = [];
const NO_HOLDERS: Pick<Reader, 'holders'> = { holders: () => [] };

/** What a change of one document means for each index but that on `_id`; throws 11000 where a unique key is held by another. */
export const keyChanges = (
  collection: Collection,
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
  rid: number,
  reader: Pick<Reader, 'holders'>,
): KeyChange[] => {
  if (collection.indexes.length < 2) return NONE;
  const old = before && new IndexedDocument(collection.indexed, before);
  const now = after && new IndexedDocument(collection.indexed, after);
  const changes: KeyChange[] = [];
  for (const index of collection.indexes) {
    if (index.isId) continue;
    const had = old?.keysOf(index);
    const has = now?.keysOf(index);
    const added = has ? missingFrom(has.keys, had?.keys) : [];
    const removed = had ? missingFrom(had.keys, has?.keys) : [];
    if (index.unique)
      for (const key of added)
        if (reader.holders(collection, index, key).some((holder) => holder !== rid))
          throw duplicateKey(collection, index, now?.valuesOf(index) ?? []);
    if (added.length > 0 || removed.length > 0) changes.push({ index, added, removed, multikey: has?.multikey ?? false });
  }
  return changes;
};

const missingFrom = (keys: Buffer[], others: Buffer[] | undefined): Buffer[] =>
  others ? keys.filter((key) => !others.some((other) => other.equals(key))) : keys;

/** Refuses what is too large to be stored. */
export const checkSize = (doc: Uint8Array): void => {
  if (doc.length > MAX_DOCUMENT)
    throw new ServerError('BSONObjectTooLarge', `BSONObj size: ${doc.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT}(16MB)`);
};

/** Writes into the tables and the log. */
export class DirectWriter implements Writer {
  readonly reader = new CurrentReader();
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  insert(collection: Collection, id: Value, doc: Uint8Array): void {
    checkSize(doc);
    const key = collection.idKey(id);
    if (this.store.locks.size > 0) this.store.locks.check(collection, key);
    this.store.commits.write();
    const rid = collection.nextRid();
    const changes = keyChanges(collection, undefined, doc, rid, this.reader);
    if (!collection.insert(rid, key, doc)) throw duplicateKey(collection, collection.indexes[0] as Index, [id]);
    this.putKeys(collection, changes, rid);
    this.store.oplog.record({ kind: 'insert', db: collection.db, coll: collection.name, uuid: collection.uuid, key: null, detail: doc });
  }

  replace(collection: Collection, row: Row, doc: Uint8Array, how: HowChanged): void {
    checkSize(doc);
    this.store.locks.checkDocument(collection, row.doc);
    this.store.commits.write();
    const changes = keyChanges(collection, row.doc, doc, row.rid, this.reader);
    collection.replace(row.rid, doc);
    this.putKeys(collection, changes, row.rid);
    const images = imagesOf(collection, row.doc, doc);
    if (how.kind === 'replace')
      this.store.oplog.record({
        kind: 'replace',
        db: collection.db,
        coll: collection.name,
        uuid: collection.uuid,
        key: null,
        detail: doc,
        ...images,
      });
    else
      this.store.oplog.record({
        kind: 'update',
        db: collection.db,
        coll: collection.name,
        uuid: collection.uuid,
        key: firstFieldOnly(doc),
        detail: how.description(),
        ...images,
      });
  }

  remove(collection: Collection, row: Row): void {
    this.store.locks.checkDocument(collection, row.doc);
    this.store.commits.write();
    const changes = keyChanges(collection, row.doc, undefined, row.rid, this.reader);
    collection.remove(row.rid);
    this.putKeys(collection, changes, row.rid);
    const images = imagesOf(collection, row.doc, null);
    this.store.oplog.record({
      kind: 'delete',
      db: collection.db,
      coll: collection.name,
      uuid: collection.uuid,
      key: firstFieldOnly(row.doc),
      detail: null,
      ...images,
    });
  }

  /** Makes a collection that was only a transaction's a stored one. */
  adopt(made: Collection): Collection {
    const collection = this.store.catalog.create({ db: made.db, name: made.name }, made.options, made.uuid);
    for (const index of made.indexes) {
      if (index.isId) continue;
      const stored = new Index(collection.id, collection.nextIndex++, index.definition, index.multikey);
      collection.createIndexTable(stored);
      collection.attach(stored);
    }
    this.store.catalog.save(collection);
    this.store.oplog.record({ kind: 'create', db: made.db, coll: made.name, uuid: made.uuid, key: null, detail: encode(made.options) });
    return collection;
  }

  /** Stores a transaction's changes; that they are allowed was checked. What goes makes room first. */
  applyOverlay(collection: Collection, overlay: Overlay): void {
    const entries = [...overlay.byRid.values()];
    for (const { rid, before, after } of entries) {
      if (!before || after) continue;
      const changes = keyChanges(collection, before, undefined, rid, this.reader);
      collection.remove(rid);
      this.putKeys(collection, changes, rid);
    }
    const staying = entries.flatMap(({ rid, key, before, after }) =>
      after ? [{ rid, key, before, after, changes: keyChanges(collection, before, after, rid, NO_HOLDERS) }] : [],
    );
    for (const { rid, changes } of staying)
      for (const { index, removed } of changes) for (const key of removed) collection.removeKey(index, key, rid);
    for (const { rid, key, before, after, changes } of staying) {
      if (before) collection.replace(rid, after);
      else collection.insert(rid, key, after);
      this.putKeys(
        collection,
        changes.map((change) => ({ ...change, removed: [] })),
        rid,
      );
    }
  }

  private putKeys(collection: Collection, changes: KeyChange[], rid: number): void {
    for (const { index, added, removed, multikey } of changes) {
      for (const key of removed) collection.removeKey(index, key, rid);
      for (const key of added) collection.addKey(index, key, rid);
      if (multikey && !index.multikey) {
        index.multikey = true;
        this.store.catalog.save(collection);
      }
    }
  }
}

/** The document before and after a change, where the collection keeps them for its change streams. */
export const imagesOf = (
  collection: Collection,
  before: Uint8Array,
  after: Uint8Array | null,
): { before: Uint8Array; after: Uint8Array | null } | undefined => {
  const images = collection.options['changeStreamPreAndPostImages'] as Doc | undefined;
  return images?.['enabled'] === true ? { before, after } : undefined;
};
