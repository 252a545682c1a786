import { DatabaseSync } from 'node:sqlite';
import { Timestamp } from 'bson';
import { expect, test } from 'vitest';
import { encode } from '../bson/encode.ts';
import { Oplog, optimeOf, timestampOf } from './oplog.ts';
import type { OplogEntry } from './oplog.ts';

const change = (id: number) => ({
  kind: 'insert' as const,
  db: 'd',
  coll: 'c',
  uuid: null,
  key: null,
  detail: encode({ _id: id, text: 'x'.repeat(100) }),
});

const commit = (oplog: Oplog): void => {
  oplog.beforeCommit();
  oplog.beforeSync();
  oplog.afterSync();
};

test('gives back what was recorded, in order, from any place on, and after a restart', () => {
  const db = new DatabaseSync(':memory:');
  const oplog = new Oplog(db, { bytes: 1e6 });
  for (let id = 0; id < 5; id++) {
    oplog.record(change(id));
    if (id % 2 === 1) commit(oplog);
  }
  commit(oplog);
  const all = oplog.read(0, 0);
  expect(all.map((entry) => entry.detail)).toEqual([0, 1, 2, 3, 4].map((id) => change(id).detail));
  const third = all[2] as OplogEntry;
  expect(new Oplog(db, { bytes: 1e6 }).read(third.at, third.index)).toEqual(all.slice(3));
});

test('gives times that only go forward, also over a restart', () => {
  const db = new DatabaseSync(':memory:');
  const oplog = new Oplog(db, { bytes: 1e6 });
  const first = oplog.tick();
  oplog.record(change(1));
  commit(oplog);
  const again = new Oplog(db, { bytes: 1e6 });
  expect(again.tick()).toBeGreaterThan(first + 1);
});

test('hands changes to listeners only after they are on disk', () => {
  const oplog = new Oplog(new DatabaseSync(':memory:'), { bytes: 1e6 });
  const heard: readonly OplogEntry[][] = [];
  oplog.listen((entries) => (heard as OplogEntry[][]).push([...entries]));
  oplog.record(change(1));
  oplog.beforeCommit();
  expect(oplog.needsSync()).toBe(true);
  oplog.beforeSync();
  oplog.record(change(2));
  oplog.beforeCommit();
  expect(heard).toEqual([]);
  expect(oplog.read(0, 0)).toEqual([]);
  oplog.afterSync();
  expect(heard.map((entries) => entries.length)).toEqual([1]);
  expect(oplog.read(0, 0)).toHaveLength(1);
});

test('cuts off the oldest changes and remembers that it did', () => {
  const db = new DatabaseSync(':memory:');
  const oplog = new Oplog(db, { bytes: 5000 });
  for (let id = 0; id < 200; id++) {
    oplog.record(change(id));
    commit(oplog);
  }
  const kept = oplog.read(0, 0, 1000);
  expect(kept.length).toBeGreaterThan(5);
  expect(kept.length).toBeLessThan(60);
  expect(oplog.oldest).toBeGreaterThan(0);
  expect(oplog.oldest).toBeLessThan((kept[0] as OplogEntry).at);
  expect(new Oplog(db, { bytes: 5000 }).oldest).toBe(oplog.oldest);
});

test('optimes and timestamps say the same', () => {
  const timestamp = new Timestamp({ t: 1_800_000_000, i: 77 });
  expect(timestampOf(optimeOf(timestamp)).equals(timestamp)).toBe(true);
});
