/** The same rows in bare node:sqlite: no protocol, no checks, no process between. What the embedded nodes are measured against. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const open = (file: string, synchronous: 'FULL' | 'NORMAL'): DatabaseSync => {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA wal_autocheckpoint = 4000`);
  return database;
};

/** Counts how often `work` can be done within so many seconds, a second. */
const rate = (seconds: number, work: () => void): number => {
  const began = performance.now();
  let count = 0;
  while (performance.now() - began < seconds * 1000) {
    work();
    count++;
  }
  return (count / (performance.now() - began)) * 1000;
};

/** A log of events of 400 bytes with the indexes that an event store cannot do without. */
export function bareLog(folder: string) {
  const database = open(join(folder, 'bare-log.sqlite'), 'FULL');
  database.exec(`
    CREATE TABLE events (position INTEGER PRIMARY KEY, stream INTEGER, revision INTEGER, type INTEGER, id INTEGER, created INTEGER, data BLOB);
    CREATE UNIQUE INDEX by_revision ON events (stream, revision);
    CREATE INDEX by_id ON events (stream, id);
  `);
  const insert = database.prepare('INSERT INTO events (stream, revision, type, id, created, data) VALUES (?, ?, 1, ?, ?, ?)');
  const data = Buffer.alloc(400, 'x');
  let next = 0;
  const commit = (rows: number): void => {
    database.exec('BEGIN');
    for (let i = 0; i < rows; i++) insert.run(i, next++, Math.floor(Math.random() * 2 ** 48), Date.now(), data);
    database.exec('COMMIT');
  };
  return {
    /** Single rows a second when `writers` rows share a commit. */
    appendsPerSecond: (writers: number, seconds: number): number => writers * rate(seconds, () => commit(writers)),
    batchesPerSecond: (batches: number, rows: number): number => {
      const began = performance.now();
      for (let i = 0; i < batches; i++) commit(rows);
      return (batches * rows * 1000) / (performance.now() - began);
    },
    readPerSecond: (rows: number): number => {
      if (next < rows) commit(rows - next);
      const began = performance.now();
      let count = 0;
      for (const row of database.prepare('SELECT * FROM events ORDER BY position LIMIT ?').iterate(rows)) if (row) count++;
      return (count * 1000) / (performance.now() - began);
    },
  };
}

/** A collection of documents (their BSON as a blob) with one more index; NORMAL survives a kill, FULL a power cut too. */
export function bareCollection(folder: string, synchronous: 'FULL' | 'NORMAL') {
  const database = open(join(folder, `bare-collection-${synchronous}.sqlite`), synchronous);
  database.exec(
    'CREATE TABLE documents (id TEXT PRIMARY KEY, field TEXT, body BLOB) WITHOUT ROWID; CREATE INDEX by_field ON documents (field)',
  );
  const upsert = database.prepare(
    'INSERT INTO documents VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET field = excluded.field, body = excluded.body',
  );
  const byId = database.prepare('SELECT body FROM documents WHERE id = ?');
  const byField = database.prepare('SELECT body FROM documents WHERE field = ?');
  return {
    upsert: (id: string, field: string, body: Uint8Array): void => void upsert.run(id, field, body),
    inTransaction: (work: () => void): void => {
      database.exec('BEGIN');
      work();
      database.exec('COMMIT');
    },
    byId: (id: string): unknown => byId.get(id),
    byField: (field: string): unknown => byField.all(field),
    rate: (seconds: number, work: () => void): number => rate(seconds, work),
  };
}
