import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo } from 'lyceum-mongo';
import { MongoClient } from 'mongodb';
import { expect, onTestFinished, test } from 'vitest';

test('after an orderly end and a new start the clients that were there go on, their change streams too', async () => {
  const data = mkdtempSync(join(tmpdir(), 'lyceum-mongo-'));
  let server = await startMongo({ data, port: 0 });
  const { port } = server;
  const client = await new MongoClient(`mongodb://127.0.0.1:${port}/again?directConnection=true`, {
    serverSelectionTimeoutMS: 1000,
  }).connect();
  onTestFinished(async () => {
    await client.close();
    await server.close();
    rmSync(data, { recursive: true });
  });
  const rows = client.db().collection('rows');
  await rows.insertOne({ before: true });
  const stream = rows.watch();
  const following = stream.next();
  await new Promise((done) => setTimeout(done, 200));

  await server.close();
  server = await startMongo({ data, port });
  await expect.poll(() => rows.insertOne({ after: true }).then(() => true, String), { timeout: 10_000, interval: 50 }).toBe(true);
  expect(await following).toMatchObject({ operationType: 'insert', fullDocument: { after: true } });
  expect(await rows.countDocuments()).toBe(2);
  await stream.close();
});
