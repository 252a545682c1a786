import { describe, expect, test } from 'vitest';
import { planOf, realUrl, rejection, usesIndex, useServer } from './server.ts';

const subject = useServer();
interface Row {
  _id: number;
  a?: unknown;
  b?: unknown;
  [field: string]: unknown;
}
const filled = async (count = 200) => {
  const rows = subject.collection<Row>();
  await rows.insertMany(
    Array.from({ length: count }, (_, _id) => ({
      _id,
      a: _id % 10,
      b: count - _id,
      tags: [`t${_id % 3}`, `u${_id % 4}`],
      deep: { x: _id % 7 },
    })),
  );
  return rows;
};

describe('indexes', () => {
  test('serve equality, ranges, $in, and the order of a sort; explain says so', async () => {
    const rows = await filled();
    await rows.createIndex({ a: 1, b: -1 });
    for (const filter of [{ a: 3 }, { a: { $gt: 3, $lt: 5 } }, { a: { $in: [1, 2] } }, { a: 3, b: { $lt: 50 } }]) {
      const plan = await planOf(rows.find(filter));
      expect({ filter, uses: usesIndex(plan.stages), index: plan.index }).toEqual({ filter, uses: true, index: 'a_1_b_-1' });
    }
    const sorted = await planOf(rows.find({ a: 3 }).sort({ b: -1 }));
    expect(sorted.stages).not.toContain('SORT');
    const backwards = await planOf(rows.find().sort({ a: -1, b: 1 }));
    expect(backwards.stages).not.toContain('SORT');
    expect((await planOf(rows.find({ b: 3 }))).stages).toContain('COLLSCAN');
    expect((await planOf(rows.find({ b: 3 }).sort({ b: 1 }))).stages).toContain('SORT');
    const found = await rows.find({ a: 3 }).sort({ b: -1 }).limit(3).toArray();
    expect(found.map((row) => row._id)).toEqual([3, 13, 23]);
  });

  test('look at no more than they must', async () => {
    const rows = await filled();
    await rows.createIndex({ a: 1 });
    const stats = (await rows.find({ a: 4 }).explain('executionStats')) as { executionStats: Record<string, number> };
    expect(stats.executionStats).toMatchObject({ nReturned: 20, totalDocsExamined: 20 });
  });

  test('on _id serve equality and ranges', async () => {
    const rows = await filled();
    expect(usesIndex((await planOf(rows.find({ _id: 5 }))).stages)).toBe(true);
    expect(usesIndex((await planOf(rows.find({ _id: { $gt: 5, $lt: 9 } }))).stages)).toBe(true);
    expect(
      await rows
        .find({ _id: { $gt: 5, $lt: 9 } })
        .sort({ _id: -1 })
        .map((row) => row._id)
        .toArray(),
    ).toEqual([8, 7, 6]);
  });

  test('over arrays hold each element (multikey), and give each document once', async () => {
    const rows = await filled();
    await rows.createIndex({ tags: 1 });
    expect(usesIndex((await planOf(rows.find({ tags: 't1' }))).stages)).toBe(true);
    expect(await rows.countDocuments({ tags: { $in: ['t1', 'u1'] } })).toBe(
      (
        await rows
          .find({ tags: { $in: ['t1', 'u1'] } })
          .hint({ $natural: 1 })
          .toArray()
      ).length,
    );
    const range = await rows.find({ tags: { $gte: 't' } }).toArray();
    expect(range).toHaveLength(200);
  });

  test('on fields inside serve conditions on them', async () => {
    const rows = await filled();
    await rows.createIndex({ 'deep.x': 1 });
    expect(usesIndex((await planOf(rows.find({ 'deep.x': 3 }))).stages)).toBe(true);
    expect(await rows.countDocuments({ 'deep.x': 3 })).toBe(29);
  });

  test('follow updates and deletes', async () => {
    const rows = await filled();
    await rows.createIndex({ a: 1 });
    await rows.updateMany({ a: 3 }, { $set: { a: 'three' } });
    await rows.deleteMany({ a: 4 });
    const counts = await Promise.all([{ a: 3 }, { a: 'three' }, { a: 4 }].map((filter) => rows.find(filter).hint('a_1').toArray()));
    expect(counts.map((found) => found.length)).toEqual([0, 20, 0]);
  });

  test('unique ones refuse a second document (11000) with keyPattern and keyValue', async () => {
    const rows = subject.collection<Row>();
    await rows.createIndex({ a: 1, b: 1 }, { unique: true });
    await rows.insertOne({ _id: 1, a: 1, b: 2 });
    const error = await rejection(rows.insertOne({ _id: 2, a: 1, b: 2 }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { a: 1, b: 1 }, keyValue: { a: 1, b: 2 } });
    expect(error.message).toMatch(/E11000 duplicate key error collection: .* index: a_1_b_1 dup key: \{ a: 1, b: 2 \}/);
    await rows.insertOne({ _id: 2, a: 1, b: 3 });
    expect(await rejection(rows.updateOne({ _id: 2 }, { $set: { b: 2 } }))).toMatchObject({ code: 11000 });
    expect(await rows.findOne({ _id: 2 })).toEqual({ _id: 2, a: 1, b: 3 });
    expect(await rejection(subject.collection<Row>().insertMany([{ _id: 1 }, { _id: 1 }]))).toMatchObject({ code: 11000 });
  });

  test('unique ones are not built over documents that are not (11000)', async () => {
    const rows = await filled();
    expect(await rejection(rows.createIndex({ a: 1 }, { unique: true }))).toMatchObject({ code: 11000 });
    expect(await rows.indexes()).toHaveLength(1);
  });

  test('partial ones hold what fulfils their condition, and serve only queries that ask for no more', async () => {
    const rows = await filled();
    await rows.createIndex({ a: 1 }, { partialFilterExpression: { b: { $gt: 100 } } });
    expect(usesIndex((await planOf(rows.find({ a: 3, b: { $gt: 150 } }))).stages)).toBe(true);
    expect(usesIndex((await planOf(rows.find({ a: 3 }))).stages)).toBe(false);
    const unique = subject.collection<Row>();
    await unique.createIndex({ email: 1 }, { unique: true, partialFilterExpression: { email: { $exists: true } } });
    await unique.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, email: 'x' }]);
    expect(await rejection(unique.insertOne({ _id: 4, email: 'x' }))).toMatchObject({ code: 11000 });
  });

  test('sparse ones leave out documents without the field', async () => {
    const rows = subject.collection<Row>();
    await rows.createIndex({ a: 1 }, { unique: true, sparse: true });
    await rows.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, a: null }]);
    expect(await rejection(rows.insertOne({ _id: 4, a: null }))).toMatchObject({ code: 11000 });
    expect(await rows.countDocuments({ a: null })).toBe(3);
    expect((await rows.find().sort({ a: 1 }).toArray()).length).toBe(3);
  });

  test.skipIf(realUrl !== undefined)('with a lifetime (TTL) let documents go when their time is over', async () => {
    const rows = subject.collection<Row>();
    await subject.client.db('admin').command({ setParameter: 1, ttlMonitorSleepSecs: 0 });
    await rows.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    await rows.insertMany([
      { _id: 1, at: new Date(Date.now() - 120_000) },
      { _id: 2, at: new Date() },
      { _id: 3, at: 'never' },
      { _id: 4 },
    ]);
    await expect.poll(async () => (await rows.find().toArray()).map((row) => row._id), { timeout: 10_000 }).toEqual([2, 3, 4]);
  });

  test('are listed, made once, and dropped', async () => {
    const rows = subject.collection<Row>();
    expect(await rows.createIndex({ a: 1 }, { unique: true, name: 'mine' })).toBe('mine');
    await rows.createIndex({ a: 1 }, { unique: true, name: 'mine' });
    expect(await rows.indexes()).toMatchObject([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1 }, name: 'mine', unique: true },
    ]);
    await rows.dropIndex('mine');
    expect(await rows.indexes()).toHaveLength(1);
    expect(await rejection(rows.dropIndex('mine'))).toMatchObject({ code: 27 });
    expect(await rejection(rows.dropIndex('_id_'))).toMatchObject({ code: 72 });
  });

  test('that contradict another are refused (85, 86)', async () => {
    const rows = subject.collection<Row>();
    await rows.createIndex({ a: 1 }, { name: 'one' });
    expect(await rejection(rows.createIndex({ a: 1 }, { name: 'two' }))).toMatchObject({ code: 85 });
    expect(await rejection(rows.createIndex({ b: 1 }, { name: 'one' }))).toMatchObject({ code: 86 });
  });

  test('can be named in a hint; an unknown one is refused (2)', async () => {
    const rows = await filled();
    await rows.createIndex({ b: 1 });
    expect((await planOf(rows.find({ a: 1 }).hint({ b: 1 }))).index).toBe('b_1');
    expect((await planOf(rows.find({ b: 1 }).hint({ $natural: 1 }))).stages).toContain('COLLSCAN');
    expect(await rejection(rows.find().hint('nope').toArray())).toMatchObject({ code: 2 });
  });

  test('over two arrays of a document are refused (171)', async () => {
    const rows = subject.collection<Row>();
    await rows.createIndex({ a: 1, b: 1 });
    expect(await rejection(rows.insertOne({ _id: 1, a: [1], b: [1] }))).toMatchObject({ code: 171 });
    expect(await rows.countDocuments()).toBe(0);
  });
});
