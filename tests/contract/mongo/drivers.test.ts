import { MongoServerSelectionError } from 'mongodb';
import { expect, test, describe } from 'vitest';
import { realUrl, rejection, useServer } from './server.ts';

const subject = useServer();
interface Row {
  _id: number;
  a: number;
}
const filled = async () => {
  const rows = subject.collection<Row>();
  await rows.insertMany([1, 2, 3, 4, 5].map((_id) => ({ _id, a: _id * 10 })));
  await rows.createIndex({ a: 1 });
  return rows;
};

describe('what drivers’ own suites ask for', () => {
  test('min and max: a stretch of the hinted index, which must be named (51173)', async () => {
    const rows = await filled();
    const ids = async (options: object) => (await rows.find({}, options).toArray()).map((row) => row._id);
    expect(await ids({ min: { a: 20 }, max: { a: 40 }, hint: { a: 1 } })).toEqual([2, 3]);
    expect(await ids({ min: { _id: 4 }, hint: { _id: 1 } })).toEqual([4, 5]);
    expect(await ids({ max: { a: 40 }, hint: 'a_1', sort: { a: -1 }, limit: 2 })).toEqual([3, 2]);
    expect(await rejection(rows.find({}, { min: { a: 1 } }).toArray())).toMatchObject({ code: 51173 });
  });

  test('returnKey: the fields of the index; showRecordId: where the document lies', async () => {
    const rows = await filled();
    expect(await rows.find({ a: { $gt: 30 } }, { returnKey: true }).toArray()).toEqual([{ a: 40 }, { a: 50 }]);
    expect(await rows.find({}, { returnKey: true }).sort({ _id: 1 }).limit(1).toArray()).toEqual([{ _id: 1 }]);
    const [first] = await rows.find({ _id: 1 }, { showRecordId: true, projection: { a: 1 } }).toArray();
    expect(first).toMatchObject({ _id: 1, a: 10, $recordId: expect.anything() });
  });

  test('a tailable cursor with a projection', async () => {
    const log = await subject.db.createCollection(subject.collection().collectionName, { capped: true, size: 10_000 });
    await log.insertMany([
      { n: 1, text: 'x' },
      { n: 2, text: 'y' },
    ]);
    const cursor = log.find({}, { tailable: true, projection: { _id: 0, n: 1 } });
    expect([await cursor.next(), await cursor.next()]).toEqual([{ n: 1 }, { n: 2 }]);
    await cursor.close();
  });

  test('apiStrict: what is not in the Stable API is refused (323)', async () => {
    const client = await subject.connect({ serverApi: { version: '1', strict: true } });
    const db = client.db(subject.db.databaseName);
    const rows = db.collection<Row>((await filled()).collectionName);
    expect(await rows.findOne({ a: 30 })).toEqual({ _id: 3, a: 30 });
    expect(await rejection(rows.distinct('a'))).toMatchObject({
      code: 323,
      message: expect.stringContaining('command distinct is not in API Version 1'),
    });
    expect(
      await rejection(
        client
          .db('admin')
          .aggregate([{ $listLocalSessions: {} }])
          .toArray(),
      ),
    ).toMatchObject({ code: 323 });
    expect(await rejection(rows.find({}, { returnKey: true }).toArray())).toMatchObject({ code: 323 });
  });

  test('currentOp: open transactions, and with idleCursors open cursors', async () => {
    const rows = await filled();
    const session = subject.client.startSession();
    session.startTransaction();
    await rows.insertOne({ _id: 6, a: 60 }, { session });
    const idle = async () => {
      const { inprog } = await subject.client.db('admin').command({ currentOp: 1 });
      const wanted = session.id?.id.toString('hex');
      return (inprog as { lsid?: { id: { toString(encoding: string): string } }; transaction?: object }[]).filter(
        (op) => op.transaction && op.lsid?.id.toString('hex') === wanted,
      );
    };
    expect(await idle()).toHaveLength(1);
    await session.abortTransaction();
    await session.endSession();
    expect(await idle()).toHaveLength(0);

    const open = async () => {
      const ops = await subject.client
        .db('admin')
        .aggregate([{ $currentOp: { idleCursors: true } }])
        .toArray();
      return ops.filter((op) => op['type'] === 'idleCursor' && op['ns'] === rows.namespace);
    };
    const cursor = rows.find({}, { batchSize: 1 });
    await cursor.next();
    expect(await open()).toHaveLength(1);
    await cursor.close();
    expect(await open()).toHaveLength(0);
  });

  test('a client that says more of itself than 512 bytes is refused', async () => {
    const command = { hello: 1, client: { driver: { name: 'x'.repeat(600), version: '1' }, os: { type: 'x' } } };
    expect(await rejection(subject.client.db('admin').command(command))).toHaveProperty(
      'message',
      expect.stringContaining('client metadata document must be less'),
    );
  });

  test.skipIf(realUrl !== undefined)('failCommand meets a client by the name with which it introduces itself', async () => {
    const admin = subject.client.db('admin');
    const appName = subject.db.databaseName;
    await admin.command({
      configureFailPoint: 'failCommand',
      mode: 'alwaysOn',
      data: { failCommands: ['hello', 'isMaster'], errorCode: 91, appName },
    });
    const error = await rejection(subject.connect({ appName, serverSelectionTimeoutMS: 300 }));
    await admin.command({ configureFailPoint: 'failCommand', mode: 'off' });
    expect(error).toBeInstanceOf(MongoServerSelectionError);
    await subject.connect({ appName });
  });

  test.skipIf(realUrl !== undefined)('rawData of what is no time series is the data', async () => {
    const rows = await filled();
    expect(await subject.db.command({ find: rows.collectionName, filter: { _id: 1 }, rawData: true })).toMatchObject({
      cursor: { firstBatch: [{ _id: 1 }] },
    });
  });

  test.skipIf(realUrl !== undefined)(
    'change streams tell views from collections, and are resumed only after errors of their cursor',
    async () => {
      const { collectionName } = subject.collection();
      const stream = subject.db.watch([], { showExpandedEvents: true });
      await stream.tryNext();
      await subject.db.createCollection(collectionName);
      await subject.db.createCollection(`${collectionName}-view`, { viewOn: collectionName });
      expect(
        [(await stream.next()) as { nsType?: string }, (await stream.next()) as { nsType?: string }].map((event) => event.nsType),
      ).toEqual(['collection', 'view']);
      const admin = subject.client.db('admin');
      await admin.command({ configureFailPoint: 'failGetMoreAfterCursorCheckout', mode: { times: 1 }, data: { errorCode: 6 } });
      expect(await stream.tryNext()).toBe(null);
      await admin.command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data: { failCommands: ['getMore'], errorCode: 6 } });
      expect(await rejection(stream.tryNext())).toMatchObject({ code: 6 });
      const another = subject.db.watch();
      await another.tryNext();
      const data = { errorCode: 237, errmsg: 'operation was interrupted' };
      await admin.command({ configureFailPoint: 'failGetMoreAfterCursorCheckout', mode: { times: 1 }, data });
      expect((await rejection(another.tryNext())).message).toContain('failGetMoreAfterCursorCheckout');
    },
  );
});
