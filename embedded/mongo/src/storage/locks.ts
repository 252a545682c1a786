import { fieldOf } from '../bson/raw.ts';
import type { Collection } from './collection.ts';

/** Thrown where an open transaction has written the document; whoever wants it may wait. */
export class DocumentLocked extends Error {
  /** Settles when that transaction has ended. */
  readonly released: Promise<void>;

  constructor(released: Promise<void>) {
    super('the document is held by a transaction');
    this.released = released;
  }
}

/** Who holds documents: an open transaction. */
export interface Holder {
  ended: Promise<void>;
}

/** Which documents open transactions have written. */
export class Locks {
  private readonly holders = new Map<string, Holder>();

  get size(): number {
    return this.holders.size;
  }

  private name(collection: Collection, key: Buffer): string {
    return `${collection.uuid.toString('hex')}:${key.toString('latin1')}`;
  }

  /** Throws DocumentLocked where another holds the document. */
  check(collection: Collection, key: Buffer, mine?: Holder): void {
    const holder = this.holders.get(this.name(collection, key));
    if (holder && holder !== mine) throw new DocumentLocked(holder.ended);
  }

  /** The same for a document that is stored. */
  checkDocument(collection: Collection, doc: Uint8Array): void {
    if (this.holders.size > 0) this.check(collection, collection.idKey(fieldOf(doc, '_id')));
  }

  take(collection: Collection, key: Buffer, holder: Holder): void {
    this.check(collection, key, holder);
    this.holders.set(this.name(collection, key), holder);
  }

  release(holder: Holder): void {
    for (const [name, one] of this.holders) if (one === holder) this.holders.delete(name);
  }

  /** The transaction that holds something of a collection, if one does. */
  holderIn(collection: Collection): Holder | undefined {
    const prefix = `${collection.uuid.toString('hex')}:`;
    for (const [name, holder] of this.holders) if (name.startsWith(prefix)) return holder;
    return undefined;
  }
}
