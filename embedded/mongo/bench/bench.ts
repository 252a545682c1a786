// Measures the server through the unchanged driver, each figure beside the same rows in bare node:sqlite. Run: node bench/bench.ts [documents]
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { spawn } from 'node:child_process';
import { MongoClient } from 'mongodb';
import type { Collection } from 'mongodb';
import { serialize } from 'bson';

const count = Number(process.argv[2] ?? 20_000);
const folder = mkdtempSync(join(tmpdir(), 'mongo-bench-'));
const server = spawn(process.execPath, [join(import.meta.dirname, '../bin/lyceum-mongo.mjs'), '--data', folder, '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const url = await new Promise<string>((resolve) =>
  server.stdout.once('data', (data) => resolve(/mongodb:\S+/.exec(String(data))?.[0] ?? '')),
);

interface Row {
  _id: string;
  [field: string]: unknown;
}
const row = (index: number, round = 0): Row => ({
  _id: `course-${index % 97}:student-${index}`,
  courseId: `course-${index % 97}`,
  studentId: `student-${index}`,
  score: index % 100,
  attempts: round,
  position: index + round,
  at: new Date(1_700_000_000_000 + index),
  name: `Student number ${index}`,
  quizzes: [
    { quiz: 'a', points: 3 },
    { quiz: 'b', points: 4 },
  ],
});

const serverCpu = async (): Promise<number> => {
  if (server.exitCode !== null || server.killed) return 0;
  const fields = (await readFile(`/proc/${server.pid ?? 0}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

const results: [string, number, number][] = [];
const measure = async (name: string, operations: number, work: () => Promise<unknown> | void): Promise<void> => {
  const cpu = await serverCpu();
  const since = performance.now();
  await work();
  const seconds = (performance.now() - since) / 1000;
  results.push([name, operations / seconds, operations / Math.max(0.01, (await serverCpu()) - cpu)]);
};

const inParallel = async (workers: number, operations: number, work: (index: number) => Promise<unknown>): Promise<void> => {
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < operations) await work(next++);
  };
  await Promise.all(Array.from({ length: workers }, one));
};

const client = await new MongoClient(url, { maxPoolSize: 64 }).connect();
const rows: Collection<Row> = client.db('bench').collection('rows');
const bulk = (round: number, concern?: { w: 1 }) => async (): Promise<void> => {
  for (let at = 0; at < count; at += 1000) {
    const ops = Array.from({ length: Math.min(1000, count - at) }, (_, offset) => {
      const { _id, ...rest } = row(at + offset, round);
      return { replaceOne: { filter: { _id }, replacement: rest, upsert: true } };
    });
    await rows.bulkWrite(ops, { ordered: false, ...(concern ? { writeConcern: concern } : {}) });
  }
};

await measure('bulkWrite upserts, new (batches of 1000)', count, bulk(0));
await measure('bulkWrite upserts, existing', count, bulk(1));
await measure('bulkWrite upserts, existing, $set', count, async () => {
  for (let at = 0; at < count; at += 1000)
    await rows.bulkWrite(
      Array.from({ length: 1000 }, (_, offset) => ({
        updateOne: { filter: { _id: row(at + offset)._id }, update: { $set: { score: offset, position: at + 7 } }, upsert: true },
      })),
      { ordered: false },
    );
});
await measure('createIndex courseId, score', count, () => rows.createIndex({ courseId: 1, score: -1 }));
await measure('bulkWrite upserts, existing, one index', count, bulk(2));
await measure('insertMany (batches of 1000)', count, async () => {
  for (let at = 0; at < count; at += 1000)
    await client
      .db('bench')
      .collection<Row>('inserted')
      .insertMany(Array.from({ length: 1000 }, (_, offset) => row(at + offset)));
});
const single = Math.min(count, 4000);
for (const workers of [1, 8, 64])
  await measure(`replaceOne upsert, ${workers} at once`, single, () =>
    inParallel(workers, single, (index) => rows.replaceOne({ _id: row(index)._id }, row(index, 3 + workers), { upsert: true })),
  );
await measure('replaceOne upsert w:1, 1 at once', single, () =>
  inParallel(1, single, (index) => rows.replaceOne({ _id: row(index)._id }, row(index, 90), { upsert: true, writeConcern: { w: 1 } })),
);
for (const workers of [1, 16])
  await measure(`findOne by _id, ${workers} at once`, 10_000, () =>
    inParallel(workers, 10_000, (index) => rows.findOne({ _id: row(index % count)._id })),
  );
await measure('find by index, 20 of a sorted range', 3000, () =>
  inParallel(8, 3000, (index) =>
    rows
      .find({ courseId: `course-${index % 97}` })
      .sort({ score: -1 })
      .limit(20)
      .toArray(),
  ),
);
await measure('find all, documents', count, () => rows.find().forEach(() => {}));
await measure('countDocuments by index', 1000, () =>
  inParallel(4, 1000, (index) => rows.countDocuments({ courseId: `course-${index % 97}` })),
);
await measure('$group over all, documents', count, () =>
  rows.aggregate([{ $group: { _id: '$courseId', n: { $sum: 1 }, mean: { $avg: '$score' } } }]).toArray(),
);
await client.close();
server.kill('SIGTERM');

const bare = new DatabaseSync(join(folder, 'bare.sqlite'));
bare.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (rid INTEGER PRIMARY KEY, id TEXT UNIQUE, doc BLOB)');
const put = bare.prepare('INSERT INTO rows (id, doc) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc');
const get = bare.prepare('SELECT doc FROM rows WHERE id = ?');
for (const round of ['new', 'existing']) {
  await measure(`bare node:sqlite: upserts, ${round} (batches of 1000, serialized)`, count, () => {
    for (let at = 0; at < count; at += 1000) {
      bare.exec('BEGIN');
      for (let offset = 0; offset < 1000; offset++) put.run(row(at + offset)._id, serialize(row(at + offset, 1)));
      bare.exec('COMMIT');
    }
  });
}
await measure('bare node:sqlite: single upserts', single, () => {
  for (let index = 0; index < single; index++) put.run(row(index)._id, serialize(row(index, 4)));
});
await measure('bare node:sqlite: look-ups', 10_000, () => {
  for (let index = 0; index < 10_000; index++) get.get(row(index % count)._id);
});
bare.close();
rmSync(folder, { recursive: true, force: true });
for (const [name, rate, perCore] of results)
  console.log(
    `${name.padEnd(64)} ${Math.round(rate).toLocaleString('en').padStart(10)} /s  ${name.startsWith('bare') ? '' : `${Math.round(perCore).toLocaleString('en').padStart(10)} /s of server CPU`}`,
  );
