/** What was deleted or replaced leaves the files when a collection is compacted, while others read and write. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo } from 'lyceum-mongo';
import { MongoClient, type Db } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rejection } from './server.ts';

const SECRET = 'zyxomma petiolatum';

interface Row {
  readonly _id: number;
  readonly name: string;
}

let folder: string;
let server: Awaited<ReturnType<typeof startMongo>>;
let client: MongoClient;
let db: Db;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mongo-compact-'));
  server = await startMongo({ data: folder, port: 0 });
  client = await new MongoClient(server.url).connect();
  db = client.db('d');
});
afterAll(async () => {
  await client?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const filesWith = (text: string) => readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text));

test('no byte of what was replaced or deleted is left, in documents, indexes and the log of changes', async () => {
  const rows = db.collection<Row>('rows');
  await rows.createIndex({ name: 1 });
  await rows.insertMany(Array.from({ length: 2000 }, (_, n) => ({ _id: n, name: n % 100 === 0 ? `${SECRET} ${n}` : `name ${n}` })));
  for (let n = 0; n < 2000; n += 200) await rows.replaceOne({ _id: n }, { name: 'nobody' });
  for (let n = 100; n < 2000; n += 200) await rows.deleteOne({ _id: n });
  await db.collection<Row>('dropped').insertOne({ _id: 1, name: SECRET });
  await db.collection('dropped').drop();
  expect(filesWith(SECRET)).not.toEqual([]);
  let going = true;
  let [reads, writes] = [0, 0];
  const others = [
    (async () => {
      while (going) reads += await rows.countDocuments({ name: 'name 7' });
    })(),
    (async () => {
      while (going) writes += (await rows.updateOne({ _id: 7 }, { $inc: { times: 1 } } as object)).modifiedCount;
    })(),
  ];
  const answer = await db.command({ compact: 'rows' });
  going = false;
  await Promise.all(others);
  expect(answer).toMatchObject({ ok: 1, wholeFile: true });
  expect(reads).toBeGreaterThan(0);
  expect(filesWith(SECRET)).toEqual([]);
  expect(await rows.countDocuments()).toBe(1990);
  expect(await rows.findOne({ name: 'name 1234' })).toEqual({ _id: 1234, name: 'name 1234' });
  expect(await rows.findOne({ _id: 7 })).toMatchObject({ times: writes });
});

test('change streams that are open go on; who wants to go on from before has lost history', async () => {
  const stream = db.collection<Row>('watched').watch();
  const first = stream.next();
  await new Promise((done) => setTimeout(done, 200));
  await db.collection<Row>('watched').insertOne({ _id: 1, name: 'one' });
  const { _id: token } = await first;
  await db.command({ compact: 'watched' });
  const next = stream.next();
  await db.collection<Row>('watched').insertOne({ _id: 2, name: 'two' });
  expect(await next).toMatchObject({ documentKey: { _id: 2 } });
  await stream.close();
  await db.command({ compact: 'watched' });
  const late = db.collection('watched').watch([], { resumeAfter: token });
  expect((await rejection(late.next())).code).toBeDefined();
  await late.close();
});

test('what is not there, and what is not known, is refused', async () => {
  expect((await rejection(db.command({ compact: 'nothing' }))).code).toBe(26);
  expect((await rejection(db.command({ compact: 'rows', freeSpaceTargetMB: 1 }))).code).toBe(40415);
});
