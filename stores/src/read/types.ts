import type { Db, Document } from 'mongodb';

/** The read store: one database of read models. Everything in it can be rebuilt from the event log. */
export interface ReadStore {
  readonly db: Db;
  /** Runs `query`; a database that cannot be reached becomes ReadStoreUnavailable within about two seconds. */
  reading<T>(query: (db: Db) => Promise<T>): Promise<T>;
  /**
   * Writes in the given order, in one call; the collections are named without the database. Acknowledged before it is on the disk (w: 1):
   * after a crash the last writes may be missing, but never one without all that came after it.
   * @throws ReadStoreUnavailable; what was written by then stays.
   */
  write(writes: readonly Write[]): Promise<void>;
  /**
   * Asks the database to take what was deleted or replaced in these collections out of its files. `compacted`: it is out of them; `asked`: out
   * of the collections, while the log of changes of a replica set keeps it until that is overwritten.
   * @throws ReadStoreUnavailable, CompactionRefused
   */
  compact(collections: readonly string[]): Promise<'compacted' | 'asked'>;
  /** Whether the database answers. */
  healthy(): Promise<boolean>;
  close(): Promise<void>;
}

/** The read store does not answer: nothing can be shown, commands go on. */
export class ReadStoreUnavailable extends Error {}

/** The database does not compact its files for who asks: its operator has to. */
export class CompactionRefused extends Error {}

/**
 * One document to be there as given under its `_id`, or to be gone. `fresh` says that as far as is known none is there yet, which spares the
 * database looking for it; where one is there after all, it is replaced. Such a document has its `_id` in front.
 */
export type Write =
  | { readonly collection: string; readonly key: string; readonly document: Document; readonly fresh?: boolean }
  | { readonly collection: string; readonly key: string; readonly document: null };

export type { ChangeStream, ChangeStreamDocument, Collection, Db, Document, Filter, ResumeToken } from 'mongodb';
