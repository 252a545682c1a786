import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** The layout of the file; a file of another layout is refused. */
const LAYOUT = 1;
const FILE = 'events.sqlite';

/** Pages of the write-ahead log (of 4 KiB) that are taken over into the file at once: many appends share that work. */
const CHECKPOINT_PAGES = 4000;

// `frame` is the whole gRPC frame that tells a reader of the event: written once, sent as it is ever after.
// `key` is a hash of the event id, so that a repeated append is found by one look-up; `created` is in milliseconds.
const SCHEMA = `
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE types (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, revision INTEGER NOT NULL, type INTEGER NOT NULL,
    key INTEGER NOT NULL, created INTEGER NOT NULL, frame BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_by_revision ON events (stream, revision);
  CREATE INDEX events_by_key ON events (stream, key);
  PRAGMA user_version = ${LAYOUT};
`;

// How far writers came that follow the others. Files of before have none; programs of before do not mind it.
const CURSORS = 'CREATE TABLE IF NOT EXISTS cursors (name TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT, WITHOUT ROWID';

/** The data folder cannot be used; the message says why in a way that helps the person who started the node. */
export class DataFolderError extends Error {
  override name = 'DataFolderError';
}

const explain = (folder: string, error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  if (/database is locked|SQLITE_BUSY/.test(text)) return `another process is using the data folder ${folder}`;
  if (/not a database|malformed/.test(text)) return `${join(folder, FILE)} is not a file of this node, or it is damaged (${text})`;
  if (/disk is full|ENOSPC/.test(text)) return `the disk of the data folder ${folder} is full`;
  return `the data folder ${folder} cannot be used: ${text}`;
};

const prepareFile = (database: DatabaseSync): void => {
  // Exclusive: two nodes on one file would each believe in their own memory. The lock goes with the process, even killed.
  database.exec(`
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
    PRAGMA cache_size = -16384;
    PRAGMA secure_delete = ON;
    BEGIN IMMEDIATE;
  `);
  const layout = Number(database.prepare('PRAGMA user_version').get()!['user_version']);
  if (layout !== 0 && layout !== LAYOUT) throw new Error(`its layout is ${layout}, this program knows ${LAYOUT}`);
  if (layout === 0) database.exec(SCHEMA);
  database.exec(CURSORS);
  database.exec('COMMIT');
};

/**
 * Opens the file of a data folder, making both where they are missing; `:memory:` keeps everything in memory.
 * @throws DataFolderError when the folder cannot be written, is in use, or holds something else
 */
export const openDatabase = (folder: string): DatabaseSync => {
  let database: DatabaseSync | undefined;
  try {
    if (folder !== ':memory:') mkdirSync(folder, { recursive: true });
    database = new DatabaseSync(folder === ':memory:' ? folder : join(folder, FILE), { timeout: 0 });
    prepareFile(database);
    return database;
  } catch (error) {
    database?.close();
    throw new DataFolderError(explain(folder, error), { cause: error });
  }
};

/** A statement whose rows are arrays, which cost a third less than objects. */
export const rows = (database: DatabaseSync, sql: string): StatementSync => {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
};
