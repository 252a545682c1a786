import { createConnection, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { Long, MongoClient } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { realUrl, rejection, useServer } from './server.ts';

const subject = useServer();

/** Goes between a client and the server, and loses answers when told to. */
const lossyProxy = async (target: string): Promise<{ server: Server; port: number; loseNext(): void; lost(): number }> => {
  const { hostname, port } = new URL(target.replace('mongodb:', 'http:'));
  let lose = false;
  let lost = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = createConnection(Number(port || 27017), hostname);
    sockets.add(client).add(upstream);
    client.pipe(upstream);
    upstream.on('data', (data) => {
      // The answer to a write has an electionId or n beside ok; heartbeats say hello.
      if (lose && data.includes('\x10n\0')) {
        lose = false;
        lost++;
        client.destroy();
        upstream.destroy();
      } else client.write(data);
    });
    for (const socket of [client, upstream]) socket.on('error', () => {});
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0, loseNext: () => (lose = true), lost: () => lost };
};

describe('retryable writes', () => {
  test('of the same number are done once and answered the same', async () => {
    const rows = subject.collection<{ _id: number; n?: number }>();
    await rows.insertOne({ _id: 1, n: 0 });
    const session = subject.client.startSession();
    const command = { update: rows.collectionName, updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }], txnNumber: Long.fromNumber(100) };
    const first = await subject.db.command(command, { session });
    const second = await subject.db.command(command, { session });
    expect(second).toMatchObject({ n: first['n'], nModified: first['nModified'] });
    expect(await rows.findOne()).toEqual({ _id: 1, n: 1 });
    await subject.db.command({ ...command, txnNumber: Long.fromNumber(101) }, { session });
    expect((await rows.findOne())?.n).toBe(2);
    expect(await rejection(subject.db.command(command, { session }))).toMatchObject({ code: 225 });
  });

  test('findAndModify and insert too', async () => {
    const rows = subject.collection<{ _id: number; n?: number }>();
    const session = subject.client.startSession();
    const insert = { insert: rows.collectionName, documents: [{ _id: 1, n: 5 }], txnNumber: Long.fromNumber(200) };
    expect(await subject.db.command(insert, { session })).toMatchObject({ n: 1 });
    expect(await subject.db.command(insert, { session })).toMatchObject({ n: 1 });
    const modify = {
      findAndModify: rows.collectionName,
      query: { _id: 1 },
      update: { $inc: { n: 1 } },
      new: true,
      txnNumber: Long.fromNumber(201),
    };
    expect((await subject.db.command(modify, { session }))['value']).toEqual({ _id: 1, n: 6 });
    expect((await subject.db.command(modify, { session }))['value']).toEqual({ _id: 1, n: 6 });
  });

  // A real server names its own hosts, and drivers would go around the proxy.
  test.skipIf(realUrl !== undefined)('whose answer is lost on the way are sent again by the driver, and not done twice', async () => {
    const proxy = await lossyProxy(subject.url);
    const client = await new MongoClient(`mongodb://127.0.0.1:${proxy.port}/?directConnection=true&replicaSet=rs0`).connect();
    const rows = client.db(subject.db.databaseName).collection<{ _id: number; n: number }>('lossy');
    await rows.insertOne({ _id: 1, n: 0 });
    for (let round = 1; round <= 3; round++) {
      proxy.loseNext();
      expect(await rows.updateOne({ _id: 1 }, { $inc: { n: 1 } })).toMatchObject({ modifiedCount: 1 });
      expect(await rows.findOne()).toEqual({ _id: 1, n: round });
    }
    proxy.loseNext();
    const bulk = await rows.bulkWrite(
      Array.from({ length: 50 }, (_, _id) => ({ updateOne: { filter: { _id }, update: { $inc: { n: 1 } }, upsert: true } })),
      { ordered: false },
    );
    expect(bulk).toMatchObject({ upsertedCount: 49, modifiedCount: 1 });
    expect(proxy.lost()).toBe(4);
    await client.close();
    proxy.server.close();
  });
});
