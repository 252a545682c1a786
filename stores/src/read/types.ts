import type { Db } from 'mongodb';

/** The read store: one database of read models. Everything in it can be rebuilt from the event log. */
export interface ReadStore {
  readonly db: Db;
  /** Runs `query`; a database that cannot be reached becomes ReadStoreUnavailable within about two seconds. */
  reading<T>(query: (db: Db) => Promise<T>): Promise<T>;
  /** Whether the database answers. */
  healthy(): Promise<boolean>;
  close(): Promise<void>;
}

/** The read store does not answer: nothing can be shown, commands go on. */
export class ReadStoreUnavailable extends Error {}

export type { AnyClientBulkWriteModel, ChangeStream, ChangeStreamDocument, Collection, Db, Document, Filter, ResumeToken } from 'mongodb';
