import type { ClientSession } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { rejection, useServer } from './server.ts';

const subject = useServer();
interface Row {
  _id: number;
  n?: number;
}
const filled = async () => {
  const rows = subject.collection<Row>();
  await rows.insertMany([1, 2, 3].map((_id) => ({ _id, n: _id })));
  return rows;
};
const withSession = async (work: (session: ClientSession) => Promise<void>): Promise<void> => {
  const session = subject.client.startSession();
  try {
    await work(session);
  } finally {
    await session.endSession();
  }
};

describe('transactions', () => {
  test('show their own writes, and others only after the commit', async () => {
    const rows = await filled();
    await withSession(async (session) => {
      session.startTransaction();
      await rows.insertOne({ _id: 4, n: 4 }, { session });
      await rows.updateOne({ _id: 1 }, { $inc: { n: 10 } }, { session });
      await rows.deleteOne({ _id: 2 }, { session });
      const inside = await rows.find({}, { session }).toArray();
      expect(inside).toEqual([
        { _id: 1, n: 11 },
        { _id: 3, n: 3 },
        { _id: 4, n: 4 },
      ]);
      expect(await rows.find().toArray()).toHaveLength(3);
      await session.commitTransaction();
      expect(await rows.find().toArray()).toEqual(inside);
    });
  });

  test('that are aborted leave nothing', async () => {
    const rows = await filled();
    await withSession(async (session) => {
      session.startTransaction();
      await rows.insertOne({ _id: 4 }, { session });
      await rows.updateMany({}, { $set: { n: 0 } }, { session });
      await session.abortTransaction();
    });
    expect((await rows.find().toArray()).map((row) => row.n)).toEqual([1, 2, 3]);
  });

  test('read one state, whatever others write meanwhile', async () => {
    const rows = await filled();
    await withSession(async (session) => {
      session.startTransaction({ readConcern: { level: 'snapshot' } });
      expect(await rows.countDocuments({}, { session })).toBe(3);
      await rows.insertOne({ _id: 9 });
      await rows.updateOne({ _id: 1 }, { $set: { n: 100 } });
      expect((await rows.find({}, { session }).toArray()).map((row) => row.n)).toEqual([1, 2, 3]);
      await session.commitTransaction();
    });
    expect(await rows.countDocuments()).toBe(4);
  });

  test('find by indexes what they wrote themselves, in order', async () => {
    const rows = await filled();
    await rows.createIndex({ n: 1 });
    await withSession(async (session) => {
      session.startTransaction();
      await rows.insertMany(
        [
          { _id: 10, n: 0 },
          { _id: 11, n: 2.5 },
        ],
        { session },
      );
      await rows.updateOne({ _id: 3 }, { $set: { n: -1 } }, { session });
      const found = await rows
        .find({ n: { $lt: 3 } }, { session })
        .sort({ n: 1 })
        .batchSize(2)
        .toArray();
      expect(found.map((row) => row._id)).toEqual([3, 10, 1, 2, 11]);
      expect(await rows.aggregate([{ $group: { _id: null, sum: { $sum: '$n' } } }], { session }).toArray()).toEqual([
        { _id: null, sum: 4.5 },
      ]);
      await session.commitTransaction();
    });
    expect((await rows.find().sort({ n: 1 }).hint({ n: 1 }).toArray()).map((row) => row._id)).toEqual([3, 10, 1, 2, 11]);
  });

  test('that write the same document: the second is refused (112, TransientTransactionError)', async () => {
    const rows = await filled();
    await withSession(async (one) => {
      await withSession(async (other) => {
        one.startTransaction();
        other.startTransaction();
        await rows.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: one });
        const error = await rejection(rows.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: other }));
        expect(error).toMatchObject({ code: 112 });
        expect((error as unknown as { hasErrorLabel(label: string): boolean }).hasErrorLabel('TransientTransactionError')).toBe(true);
        await other.abortTransaction();
        await one.commitTransaction();
      });
    });
    expect((await rows.findOne({ _id: 1 }))?.n).toBe(2);
  });

  test('that write what was written since their snapshot are refused (112)', async () => {
    const rows = await filled();
    await withSession(async (session) => {
      session.startTransaction();
      await rows.findOne({ _id: 2 }, { session });
      await rows.updateOne({ _id: 1 }, { $set: { n: 50 } });
      expect(await rejection(rows.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session }))).toMatchObject({ code: 112 });
      await session.abortTransaction();
    });
  });

  test('hold others’ writes of a document until they end', async () => {
    const rows = await filled();
    await withSession(async (session) => {
      session.startTransaction();
      await rows.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });
      let done = false;
      const outside = rows.updateOne({ _id: 1 }, { $inc: { n: 100 } }).then(() => (done = true));
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(done).toBe(false);
      await session.commitTransaction();
      await outside;
    });
    expect((await rows.findOne({ _id: 1 }))?.n).toBe(102);
  });

  test('make collections and their indexes with the commit', async () => {
    const [kept, left] = [subject.collection<Row>(), subject.collection<Row>()];
    await withSession(async (session) => {
      await session.withTransaction(async () => {
        await subject.db.createCollection(kept.collectionName, { session });
        await kept.createIndex({ n: 1 }, { unique: true, session });
        await kept.insertOne({ _id: 1, n: 1 }, { session });
        await rejection(Promise.reject(new Error('only to show that errors of one’s own change nothing')));
      });
      session.startTransaction();
      await left.insertOne({ _id: 1 }, { session });
      await session.abortTransaction();
    });
    const names = (await subject.db.listCollections().toArray()).map((one) => one.name);
    expect(names).toContain(kept.collectionName);
    expect(names).not.toContain(left.collectionName);
    expect(await rejection(kept.insertOne({ _id: 2, n: 1 }))).toMatchObject({ code: 11000 });
  });

  test('refuse what cannot be in one (263), and are over after an error (251)', async () => {
    const rows = await filled();
    await withSession(async (session) => {
      session.startTransaction();
      await rows.findOne({}, { session });
      expect(await rejection(subject.db.command({ count: rows.collectionName }, { session }))).toMatchObject({ code: 263 });
      await session.abortTransaction();
      session.startTransaction();
      expect(await rejection(rows.insertOne({ _id: 1 }, { session }))).toMatchObject({ code: 11000 });
      expect(await rejection(session.commitTransaction())).toMatchObject({ code: 251 });
    });
  });

  test('can be committed twice', async () => {
    const rows = await filled();
    await withSession(async (session) => {
      session.startTransaction();
      await rows.insertOne({ _id: 20 }, { session });
      await session.commitTransaction();
      await session.commitTransaction();
    });
    expect(await rows.countDocuments({ _id: 20 })).toBe(1);
  });
});

describe('snapshot sessions', () => {
  test('read the same state again and again', async () => {
    const rows = await filled();
    const session = subject.client.startSession({ snapshot: true });
    expect(await rows.countDocuments({}, { session })).toBe(3);
    await rows.insertOne({ _id: 8 });
    expect(await rows.countDocuments({}, { session })).toBe(3);
    expect(await rows.distinct('_id', {}, { session })).toEqual([1, 2, 3]);
    await session.endSession();
  });
});
