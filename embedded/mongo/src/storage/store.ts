import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Catalog } from './catalog.ts';
import { Checkpoints } from './checkpoints.ts';
import { Commits } from './commits.ts';
import { Compaction } from './compaction.ts';
import { Locks } from './locks.ts';
import { Oplog } from './oplog.ts';
import type { OplogLimits } from './oplog.ts';
import { SessionRecords } from './sessions.ts';

/** A data folder that cannot be used; the message is one line for a person. */
export class DataFolderError extends Error {}

const FILE = 'mongo.sqlite';

/** Everything that is kept in one data folder. */
export interface Store {
  db: DatabaseSync;
  path: string;
  commits: Commits;
  catalog: Catalog;
  oplog: Oplog;
  sessions: SessionRecords;
  locks: Locks;
  compaction: Compaction;
  /** A connection of its own for a snapshot. */
  openReader(): DatabaseSync;
  close(): Promise<void>;
}

/** Opens a data folder for this process alone; `:memory:` keeps nothing. Throws DataFolderError. */
export const openStore = (data: string, limits: OplogLimits, onFatal: (reason: Error) => void): Store => {
  const temporary = data === ':memory:';
  const folder = temporary ? mkdtempSync(join(tmpdir(), 'mongo-')) : data;
  const lock = openFolder(folder);
  const path = join(folder, FILE);
  const db = openFile(path, temporary);
  const commits = new Commits(db, path, !temporary, onFatal);
  const catalog = new Catalog(db);
  const oplog = new Oplog(db, limits);
  const sessions = new SessionRecords(db);
  const checkpoints = temporary ? undefined : new Checkpoints(db, path);
  if (checkpoints) commits.join(checkpoints);
  commits.join(sessions);
  commits.join(oplog);
  commits.join({ afterRollback: () => catalog.load() });
  return {
    db,
    path,
    commits,
    catalog,
    oplog,
    sessions,
    locks: new Locks(),
    compaction: new Compaction(db, commits, oplog, checkpoints),
    openReader: () => new DatabaseSync(path, { readOnly: true }),
    close: async () => {
      await commits.close();
      await checkpoints?.close();
      db.close();
      lock.close();
      if (temporary) rmSync(folder, { recursive: true, force: true });
    },
  };
};

const openFolder = (folder: string): DatabaseSync => {
  try {
    mkdirSync(folder, { recursive: true });
    const lock = new DatabaseSync(join(folder, 'lock.sqlite'));
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (/locked/.test(reason)) throw new DataFolderError(`the data folder ${folder} is in use by another process`);
    throw new DataFolderError(`the data folder ${folder} cannot be used: ${reason}`);
  }
};

const openFile = (path: string, temporary: boolean): DatabaseSync => {
  try {
    const db = new DatabaseSync(path);
    db.exec('PRAGMA page_size = 4096; PRAGMA journal_mode = WAL');
    // The log is synced by Commits, off the main thread; SQLite itself syncs only around checkpoints.
    db.exec(`PRAGMA synchronous = ${temporary ? 'OFF' : 'NORMAL'}; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY`);
    return db;
  } catch (error) {
    throw new DataFolderError(`${path} cannot be opened: ${error instanceof Error ? error.message : String(error)}`);
  }
};
