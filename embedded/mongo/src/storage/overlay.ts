import { decode } from '../bson/decode.ts';
import type { Collection, Row } from './collection.ts';
import type { Index } from './index-definition.ts';
import type { KeyedRow, Position, Reader } from './reader.ts';

/** What a transaction made of one document. */
export interface OverlayEntry {
  rid: number;
  key: Buffer;
  /** As it lay in the snapshot; undefined for a new one. */
  before: Uint8Array | undefined;
  /** As it is to be; undefined for a removed one. */
  after: Uint8Array | undefined;
}

/** A transaction's changes of one collection. */
export class Overlay {
  readonly byKey = new Map<string, OverlayEntry>();
  readonly byRid = new Map<number, OverlayEntry>();

  find(key: Uint8Array): OverlayEntry | undefined {
    return this.byKey.get(Buffer.from(key).toString('latin1'));
  }

  put(entry: OverlayEntry): void {
    const known = this.find(entry.key);
    if (known) {
      // Removed and inserted again: the document is then at its new place, and the old place stays empty.
      if (known.rid === entry.rid) known.after = entry.after;
      else {
        known.after = undefined;
        this.byRid.set(entry.rid, entry);
        this.byKey.set(entry.key.toString('latin1'), entry);
      }
      return;
    }
    this.byKey.set(entry.key.toString('latin1'), entry);
    this.byRid.set(entry.rid, entry);
  }

  /** New documents, in natural order. */
  added(): Row[] {
    return [...this.byRid.values()]
      .flatMap(({ rid, before, after }) => (before === undefined && after ? [{ rid, doc: after }] : []))
      .sort((a, b) => a.rid - b.rid);
  }
}

/** A snapshot with a transaction's own changes laid over it. */
export class OverlayReader implements Reader {
  private readonly base: Reader;
  private readonly overlays: ReadonlyMap<Collection, Overlay>;
  private readonly isNew: (collection: Collection) => boolean;

  constructor(base: Reader, overlays: ReadonlyMap<Collection, Overlay>, isNew: (collection: Collection) => boolean) {
    this.base = base;
    this.overlays = overlays;
    this.isNew = isNew;
  }

  byId(collection: Collection, key: Uint8Array): Row | undefined {
    const entry = this.overlays.get(collection)?.find(key);
    if (entry) return entry.after && { rid: entry.rid, doc: entry.after };
    return this.isNew(collection) ? undefined : this.base.byId(collection, key);
  }

  byRid(collection: Collection, rid: number): Uint8Array | undefined {
    const entry = this.overlays.get(collection)?.byRid.get(rid);
    if (entry) return entry.after;
    return this.isNew(collection) ? undefined : this.base.byRid(collection, rid);
  }

  scan(collection: Collection, from: number, backwards: boolean, limit: number): Row[] {
    const overlay = this.overlays.get(collection);
    if (!overlay) return this.isNew(collection) ? [] : this.base.scan(collection, from, backwards, limit);
    // What a transaction adds comes after all that was there.
    const added = overlay.added().filter((row) => (backwards ? row.rid < from : row.rid > from));
    if (backwards && added.length > 0) return added.reverse().slice(0, limit);
    const rows: Row[] = [];
    for (let at = from; rows.length < limit && !this.isNew(collection);) {
      const found = this.base.scan(collection, at, backwards, limit);
      for (const row of found) this.pushCurrent(rows, overlay, row);
      const last = found.at(-1);
      if (!last) break;
      at = last.rid;
      if (rows.length > 0) return rows;
    }
    return backwards ? rows : [...rows, ...added].slice(0, limit);
  }

  private pushCurrent(rows: Row[], overlay: Overlay, row: Row): void {
    const entry = overlay.byRid.get(row.rid);
    if (!entry) rows.push(row);
    else if (entry.after) rows.push({ rid: row.rid, doc: entry.after });
  }

  scanIndex(collection: Collection, index: Index, from: Position, end: Uint8Array, backwards: boolean, limit: number): KeyedRow[] {
    const overlay = this.overlays.get(collection);
    if (!overlay) return this.isNew(collection) ? [] : this.base.scanIndex(collection, index, from, end, backwards, limit);
    const rows: KeyedRow[] = [];
    for (let at = from; rows.length < limit && !this.isNew(collection);) {
      const found = this.base.scanIndex(collection, index, at, end, backwards, limit);
      for (const row of found) if (!overlay.byRid.has(row.rid)) rows.push(row);
      const last = found.at(-1);
      if (!last || found.length < limit) break;
      at = { key: last.key, rid: last.rid };
    }
    const way = backwards ? -1 : 1;
    const inside = ownKeys(overlay, index).filter(
      (row) => comparePositions(row, from) * way > 0 && (backwards ? Buffer.compare(row.key, end) >= 0 : Buffer.compare(row.key, end) < 0),
    );
    return [...rows, ...inside].sort((a, b) => comparePositions(a, b) * way).slice(0, limit);
  }

  knows(collection: Collection, index: Index): boolean {
    return this.isNew(collection) || this.base.knows(collection, index);
  }

  holders(collection: Collection, index: Index, key: Uint8Array): number[] {
    const overlay = this.overlays.get(collection);
    const base = this.isNew(collection) ? [] : this.base.holders(collection, index, key);
    if (!overlay) return base;
    const own = ownKeys(overlay, index).filter((row) => Buffer.compare(row.key, key) === 0);
    return [...base.filter((rid) => !overlay.byRid.has(rid)), ...own.map((row) => row.rid)];
  }
}

const comparePositions = (a: Position, b: Position): number => Buffer.compare(a.key, b.key) || a.rid - b.rid;

const ownKeys = (overlay: Overlay, index: Index): KeyedRow[] =>
  [...overlay.byRid.values()].flatMap(({ rid, key, after }) => {
    if (!after) return [];
    const keys = index.isId ? [key] : index.keysOf(decode(after, index.needs)).keys;
    return keys.map((one) => ({ key: one, rid, doc: after }));
  });
