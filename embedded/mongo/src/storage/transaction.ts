import { firstFieldOnly, fieldOf } from '../bson/raw.ts';
import { Binary } from 'bson';
import { randomUUID } from 'node:crypto';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { checkNamespace, idIndex } from './catalog.ts';
import type { Namespace } from './catalog.ts';
import { Collection } from './collection.ts';
import type { Row } from './collection.ts';
import type { Index } from './index-definition.ts';
import { DocumentLocked } from './locks.ts';
import type { Holder } from './locks.ts';
import type { Change } from './oplog.ts';
import { Overlay, OverlayReader } from './overlay.ts';
import { SnapshotReader } from './reader.ts';
import type { Store } from './store.ts';
import { checkSize, duplicateKey, imagesOf, keyChanges } from './writer.ts';
import type { DirectWriter, HowChanged, Writer } from './writer.ts';

const conflict = (): ServerError =>
  new ServerError(
    'WriteConflict',
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
  );

/** An open transaction: a snapshot of its own, and its changes in memory until they are committed together. */
export class Transaction implements Holder, Writer {
  readonly session: string;
  readonly lsid: Uint8Array;
  readonly txnNumber: bigint;
  readonly startedAt = Date.now();
  readonly ended: Promise<void>;
  readonly reader: OverlayReader;
  /** Whether a command of it failed, so that it can only be given up. */
  failed = false;
  private finish: () => void = () => {};
  private readonly store: Store;
  private readonly snapshot: SnapshotReader;
  private readonly overlays = new Map<Collection, Overlay>();
  private readonly creations = new Map<string, Collection>();
  private readonly changes: Change[] = [];

  constructor(store: Store, session: string, lsid: Uint8Array, txnNumber: bigint) {
    this.store = store;
    this.session = session;
    this.lsid = lsid;
    this.txnNumber = txnNumber;
    // Another connection sees only what is committed.
    store.commits.commitNow();
    this.snapshot = new SnapshotReader(store.openReader());
    this.reader = new OverlayReader(this.snapshot, this.overlays, (collection) => this.creations.get(collection.ns) === collection);
    this.ended = new Promise((resolve) => (this.finish = resolve));
  }

  /** A collection that this transaction made. */
  created(ns: Namespace): Collection | undefined {
    return this.creations.get(`${ns.db}.${ns.name}`);
  }

  /** Makes a collection that exists for others only after the commit. */
  create(ns: Namespace, options: Doc): Collection {
    checkNamespace(ns);
    if (options['collation'] !== undefined)
      throw new ServerError('CommandNotSupported', 'making a collection with a collation in a transaction is not supported');
    const uuid = new Binary(Buffer.from(randomUUID().replaceAll('-', ''), 'hex'), Binary.SUBTYPE_UUID);
    const collection = Collection.unstored(this.store.db, ns, uuid, options);
    collection.attach(idIndex(collection));
    this.creations.set(collection.ns, collection);
    return collection;
  }

  insert(collection: Collection, id: Value, doc: Uint8Array): void {
    checkSize(doc);
    const key = collection.idKey(id);
    if (this.reader.byId(collection, key)) throw duplicateKey(collection, collection.indexes[0] as Index, [id]);
    this.take(collection, key);
    const isNew = this.creations.get(collection.ns) === collection;
    if (!isNew && collection.byId(key) && !this.overlays.get(collection)?.find(key)) throw conflict();
    const rid = collection.nextRid();
    keyChanges(collection, undefined, doc, rid, this.reader);
    this.overlay(collection).put({ rid, key, before: undefined, after: doc });
    this.changes.push({ kind: 'insert', db: collection.db, coll: collection.name, uuid: collection.uuid, key: null, detail: doc });
  }

  replace(collection: Collection, row: Row, doc: Uint8Array, how: HowChanged): void {
    checkSize(doc);
    const key = this.own(collection, row);
    keyChanges(collection, row.doc, doc, row.rid, this.reader);
    this.overlay(collection).put({ rid: row.rid, key, before: row.doc, after: doc });
    const about = { db: collection.db, coll: collection.name, uuid: collection.uuid, ...imagesOf(collection, row.doc, doc) };
    if (how.kind === 'replace') this.changes.push({ kind: 'replace', key: null, detail: doc, ...about });
    else this.changes.push({ kind: 'update', key: firstFieldOnly(doc), detail: how.description(), ...about });
  }

  remove(collection: Collection, row: Row): void {
    const key = this.own(collection, row);
    this.overlay(collection).put({ rid: row.rid, key, before: row.doc, after: undefined });
    this.changes.push({
      kind: 'delete',
      db: collection.db,
      coll: collection.name,
      uuid: collection.uuid,
      key: firstFieldOnly(row.doc),
      detail: null,
      ...imagesOf(collection, row.doc, null),
    });
  }

  /** Makes the changes everyone's, in one commit. Throws 112 where someone else was first; nothing is written then. */
  commit(writer: DirectWriter): void {
    this.checkUnique();
    this.store.commits.write();
    const stored = new Map<Collection, Collection>();
    for (const collection of this.creations.values()) stored.set(collection, writer.adopt(collection));
    for (const [collection, overlay] of this.overlays) writer.applyOverlay(stored.get(collection) ?? collection, overlay);
    if (this.changes.length > 0) this.store.oplog.recordTogether(this.changes, this.lsid, this.txnNumber);
  }

  /** Lets go of everything, after a commit as well as without one. */
  end(): void {
    this.store.locks.release(this);
    this.snapshot.close();
    this.finish();
  }

  get wrote(): boolean {
    return this.changes.length > 0 || this.creations.size > 0;
  }

  private checkUnique(): void {
    for (const [ns, collection] of this.creations)
      if (this.store.catalog.find({ db: collection.db, name: ns.slice(collection.db.length + 1) })) throw conflict();
    for (const [collection, overlay] of this.overlays) {
      if (this.creations.get(collection.ns) === collection) continue;
      if (collection.dropped) throw conflict();
      for (const { rid, before, after } of overlay.byRid.values()) {
        if (!after) continue;
        for (const { index, added } of keyChanges(collection, before, after, rid, this.reader)) {
          if (index.unique && added.some((key) => collection.holders(index, key).some((holder) => !overlay.byRid.has(holder))))
            throw conflict();
        }
      }
    }
  }

  /** Takes hold of a stored document; refuses where it is no longer as the snapshot has it. */
  private own(collection: Collection, row: Row): Buffer {
    const key = collection.idKey(fieldOf(row.doc, '_id'));
    this.take(collection, key);
    const mine = this.overlays.get(collection)?.byRid.has(row.rid) === true || this.creations.get(collection.ns) === collection;
    if (mine) return key;
    const current = collection.byRid(row.rid);
    if (!current || Buffer.compare(current, row.doc) !== 0) throw conflict();
    return key;
  }

  private take(collection: Collection, key: Buffer): void {
    try {
      this.store.locks.take(collection, key, this);
    } catch (error) {
      throw error instanceof DocumentLocked ? conflict() : error;
    }
  }

  private overlay(collection: Collection): Overlay {
    let overlay = this.overlays.get(collection);
    if (!overlay) this.overlays.set(collection, (overlay = new Overlay()));
    return overlay;
  }
}
