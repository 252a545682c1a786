import { describe, expect, test } from 'vitest';
import { rejection, useServer } from './server.ts';

const subject = useServer();

describe('collections', () => {
  test('are made by the first write or by create, and listed', async () => {
    const [implied, made] = [subject.collection(), subject.collection()];
    await implied.insertOne({});
    await subject.db.createCollection(made.collectionName);
    const names = (await subject.db.listCollections({}, { nameOnly: true }).toArray()).map((one) => one.name);
    expect(names).toEqual(expect.arrayContaining([implied.collectionName, made.collectionName]));
    const [info] = await subject.db.listCollections({ name: made.collectionName }).toArray();
    expect(info).toMatchObject({ name: made.collectionName, type: 'collection', options: {}, idIndex: { key: { _id: 1 } } });
    expect((await subject.client.db('admin').admin().listDatabases()).databases.map((one) => one.name)).toContain(subject.db.databaseName);
  });

  test('that exist with other options are refused (48)', async () => {
    const rows = subject.collection();
    await subject.db.createCollection(rows.collectionName);
    expect(await rejection(subject.db.createCollection(rows.collectionName, { capped: true, size: 4096 }))).toMatchObject({ code: 48 });
  });

  test('are renamed with what they hold, over another only when told to (48), from nothing never (26)', async () => {
    const [a, b] = [subject.collection<{ _id: number }>(), subject.collection<{ _id: number }>()];
    await a.insertOne({ _id: 1 });
    await a.createIndex({ x: 1 });
    await b.insertOne({ _id: 2 });
    expect(await rejection(a.rename(b.collectionName))).toMatchObject({ code: 48 });
    const renamed = await a.rename(b.collectionName, { dropTarget: true });
    expect(await renamed.find().toArray()).toEqual([{ _id: 1 }]);
    expect(await renamed.indexes()).toHaveLength(2);
    expect(await a.countDocuments()).toBe(0);
    expect(await rejection(a.rename('elsewhere'))).toMatchObject({ code: 26 });
  });

  test('are dropped, databases too', async () => {
    const client = await subject.connect();
    const db = client.db(`${subject.db.databaseName}-gone`);
    await db.collection('a').insertOne({});
    await db.collection('b').insertOne({});
    expect(await db.dropCollection('a')).toBe(true);
    expect((await db.listCollections().toArray()).map((one) => one.name)).toEqual(['b']);
    expect(await db.dropDatabase()).toBe(true);
    expect(await db.listCollections().toArray()).toEqual([]);
  });

  test('may have a validator; what it does not accept is refused (121)', async () => {
    const name = subject.collection().collectionName;
    const rows = await subject.db.createCollection(name, { validator: { a: { $gt: 0 } } });
    await rows.insertOne({ a: 1 });
    expect(await rejection(rows.insertOne({ a: 0 }))).toMatchObject({ code: 121 });
    expect(await rejection(rows.updateOne({}, { $set: { a: -1 } }))).toMatchObject({ code: 121 });
    await rows.insertOne({ a: 0 }, { bypassDocumentValidation: true });
    expect(await rows.countDocuments()).toBe(2);
  });

  test('may be checked by a JSON schema', async () => {
    const name = subject.collection().collectionName;
    const schema = {
      bsonType: 'object',
      required: ['name'],
      properties: {
        name: { bsonType: 'string', minLength: 2 },
        age: { bsonType: ['int', 'double'], minimum: 0 },
        tags: { bsonType: 'array', items: { enum: ['a', 'b'] }, maxItems: 2 },
      },
    };
    const rows = await subject.db.createCollection(name, { validator: { $jsonSchema: schema } });
    await rows.insertOne({ name: 'xy', age: 3, tags: ['a'] });
    for (const bad of [
      {},
      { name: 'x' },
      { name: 5 },
      { name: 'xy', age: -1 },
      { name: 'xy', tags: ['c'] },
      { name: 'xy', tags: ['a', 'b', 'a'] },
    ])
      expect(await rejection(rows.insertOne(bad))).toMatchObject({ code: 121 });
    expect(await rows.countDocuments({ $jsonSchema: { required: ['age'] } })).toBe(1);
  });

  test('may be capped: the oldest go', async () => {
    const rows = await subject.db.createCollection<{ _id: number }>(subject.collection().collectionName, {
      capped: true,
      size: 100_000,
      max: 3,
    });
    await rows.insertMany([1, 2, 3, 4, 5].map((_id) => ({ _id })));
    expect((await rows.find().toArray()).map((row) => row._id)).toEqual([3, 4, 5]);
  });

  test('may be views of others, read through their pipeline and never written (166)', async () => {
    const rows = subject.collection<{ _id: number; v: number }>();
    await rows.insertMany([1, 2, 3].map((_id) => ({ _id, v: _id * 10 })));
    const view = await subject.db.createCollection<{ _id: number; v: number }>(`${rows.collectionName}-view`, {
      viewOn: rows.collectionName,
      pipeline: [{ $match: { _id: { $gt: 1 } } }],
    });
    expect(
      await view
        .find({}, { projection: { v: 1 } })
        .sort({ _id: -1 })
        .toArray(),
    ).toEqual([
      { _id: 3, v: 30 },
      { _id: 2, v: 20 },
    ]);
    expect(await view.aggregate([{ $group: { _id: null, sum: { $sum: '$v' } } }]).toArray()).toEqual([{ _id: null, sum: 50 }]);
    expect(await view.estimatedDocumentCount()).toBe(2);
    expect(await rejection(view.insertOne({ _id: 4, v: 1 }))).toMatchObject({ code: 166 });
  });

  test('tell their size', async () => {
    const rows = subject.collection<{ _id: number; text: string }>();
    await rows.insertMany([1, 2].map((_id) => ({ _id, text: 'x'.repeat(100) })));
    const [stats] = await rows.aggregate([{ $collStats: { storageStats: {}, count: {} } }]).toArray();
    expect(stats).toMatchObject({ count: 2, storageStats: { count: 2 } });
    expect(stats?.['storageStats'].size).toBeGreaterThan(200);
    expect(await subject.db.stats()).toMatchObject({ db: subject.db.databaseName, ok: 1 });
  });
});

describe('the handshake', () => {
  test('announces a replica set’s primary', async () => {
    const hello = await subject.db.admin().command({ hello: 1 });
    expect(hello).toMatchObject({
      isWritablePrimary: true,
      maxBsonObjectSize: 16777216,
      maxMessageSizeBytes: 48000000,
      maxWriteBatchSize: 100000,
      logicalSessionTimeoutMinutes: 30,
      ok: 1,
    });
    expect(hello['setName']).toBeTypeOf('string');
    expect(hello['maxWireVersion']).toBeGreaterThanOrEqual(25);
    expect(await subject.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    expect((await subject.db.command({ buildInfo: 1 }))['versionArray'][0]).toBeGreaterThanOrEqual(8);
    expect(await subject.db.admin().command({ getParameter: 1, featureCompatibilityVersion: 1 })).toHaveProperty(
      'featureCompatibilityVersion',
    );
    expect(await subject.db.command({ connectionStatus: 1 })).toMatchObject({ authInfo: { authenticatedUsers: [] } });
    const { opcounters: before } = await subject.db.admin().serverStatus();
    await subject.db.collection('counted').find().toArray();
    expect(await subject.db.admin().serverStatus()).toMatchObject({ process: 'mongod' });
    expect(Number((await subject.db.admin().serverStatus())['opcounters'].query)).toBeGreaterThan(Number(before.query));
  });

  test('is repeated to drivers that watch, without one failing', async () => {
    const client = await subject.connect({ heartbeatFrequencyMS: 500 });
    const failed: unknown[] = [];
    let awaited = 0;
    client.on('serverHeartbeatFailed', (event) => failed.push(event.failure));
    client.on('serverHeartbeatSucceeded', (event) => (awaited += event.awaited ? 1 : 0));
    await expect.poll(() => awaited, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(failed).toEqual([]);
  });
});
