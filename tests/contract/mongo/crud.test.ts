import { ObjectId } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { rejection, useServer } from './server.ts';

const subject = useServer();
const numbers = (count: number) => Array.from({ length: count }, (_, index) => ({ _id: index, group: index % 5, name: `n${index}` }));

describe('inserting', () => {
  test('insertOne makes an _id where there is none and puts it first', async () => {
    const rows = subject.collection();
    const { insertedId } = await rows.insertOne({ a: 1 });
    expect(insertedId).toBeInstanceOf(ObjectId);
    await rows.insertOne({ a: 2, _id: new ObjectId() });
    expect(Object.keys((await rows.findOne({ a: 2 })) ?? {})).toEqual(['_id', 'a']);
  });

  test('insertMany keeps the order; ordered stops at the first error, unordered goes on', async () => {
    const rows = subject.collection<{ _id: number }>();
    const ordered = await rejection(rows.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }]));
    expect(ordered).toMatchObject({ code: 11000, insertedCount: 1 });
    const unordered = await rejection(rows.insertMany([{ _id: 3 }, { _id: 3 }, { _id: 2 }], { ordered: false }));
    expect(unordered).toMatchObject({ code: 11000, insertedCount: 2 });
    expect(await rows.find().toArray()).toEqual([{ _id: 1 }, { _id: 3 }, { _id: 2 }]);
  });
});

describe('finding', () => {
  test('by equality, ranges, sets, existence, types, texts and logic', async () => {
    const rows = subject.collection<{ _id: number; group: number; name: string }>();
    await rows.insertMany(numbers(20));
    const ids = async (filter: object) => (await rows.find(filter).toArray()).map((row) => row._id);
    expect(await ids({ group: 3 })).toEqual([3, 8, 13, 18]);
    expect(await ids({ _id: { $gt: 4, $lte: 7 } })).toEqual([5, 6, 7]);
    expect(await ids({ _id: { $in: [7, 1, 99] } })).toEqual([1, 7]);
    expect(await ids({ _id: { $nin: numbers(17).map((row) => row._id) } })).toEqual([17, 18, 19]);
    expect(await ids({ missing: { $exists: false }, _id: { $lt: 2 } })).toEqual([0, 1]);
    expect(await ids({ name: { $type: 'string' }, _id: 4 })).toEqual([4]);
    expect(await ids({ name: /^N1$/i })).toEqual([1]);
    expect(await ids({ $or: [{ _id: 1 }, { name: 'n2' }], $nor: [{ group: 2 }] })).toEqual([1]);
    expect(await ids({ group: { $not: { $lt: 4 } }, _id: { $lt: 10 } })).toEqual([4, 9]);
    expect(await ids({ _id: { $mod: [7, 3] } })).toEqual([3, 10, 17]);
    expect(await ids({ $expr: { $eq: [{ $add: ['$group', 10] }, '$_id'] } })).toEqual([10, 11, 12, 13, 14]);
    expect(await ids({ $comment: 'hello', _id: 3 })).toEqual([3]);
  });

  test('within arrays and documents', async () => {
    const rows = subject.collection<{ _id: number; [field: string]: unknown }>();
    await rows.insertMany([
      {
        _id: 1,
        tags: ['a', 'b'],
        items: [
          { q: 1, k: 'x' },
          { q: 5, k: 'y' },
        ],
        at: { x: 1, y: 2 },
      },
      { _id: 2, tags: ['b'], items: [{ q: 5, k: 'x' }], at: { y: 2, x: 1 } },
      { _id: 3, tags: [], items: [], at: null },
    ]);
    const ids = async (filter: object) => (await rows.find(filter).toArray()).map((row) => row._id);
    expect(await ids({ tags: 'b' })).toEqual([1, 2]);
    expect(await ids({ tags: ['b'] })).toEqual([2]);
    expect(await ids({ tags: { $all: ['a', 'b'] } })).toEqual([1]);
    expect(await ids({ tags: { $size: 0 } })).toEqual([3]);
    expect(await ids({ 'items.q': 5 })).toEqual([1, 2]);
    expect(await ids({ items: { $elemMatch: { q: { $gt: 2 }, k: 'x' } } })).toEqual([2]);
    expect(await ids({ 'items.0.q': 1 })).toEqual([1]);
    expect(await ids({ at: { x: 1, y: 2 } })).toEqual([1]);
    expect(await ids({ 'at.x': 1 })).toEqual([1, 2]);
  });

  test('null finds null and missing, ranges only their own type', async () => {
    const rows = subject.collection<{ _id: number; v?: unknown }>();
    await rows.insertMany([{ _id: 1, v: null }, { _id: 2 }, { _id: 3, v: 0 }, { _id: 4, v: '0' }, { _id: 5, v: [] }]);
    const ids = async (filter: object) => (await rows.find(filter).toArray()).map((row) => row._id);
    expect(await ids({ v: null })).toEqual([1, 2]);
    expect(await ids({ v: { $ne: null } })).toEqual([3, 4, 5]);
    expect(await ids({ v: { $gte: 0 } })).toEqual([3]);
    expect(await ids({ v: { $lt: 'a' } })).toEqual([4]);
    expect(await ids({ v: { $exists: true } })).toEqual([1, 3, 4, 5]);
  });

  test('sort, skip and limit', async () => {
    const rows = subject.collection<{ _id: number; group: number; name: string }>();
    await rows.insertMany(numbers(20));
    const found = await rows.find().sort({ group: -1, _id: 1 }).skip(2).limit(4).toArray();
    expect(found.map((row) => row._id)).toEqual([14, 19, 3, 8]);
  });

  test('sorts all types in BSON order, arrays by their least or greatest element', async () => {
    const rows = subject.collection<{ _id: number; v?: unknown }>();
    const values = [new Date(0), true, 'b', null, 5, { a: 1 }, new ObjectId(), [3, 1], undefined, /x/, 2.5];
    await rows.insertMany(values.map((v, _id) => (v === undefined ? { _id } : { _id, v })));
    const up = (await rows.find().sort({ v: 1, _id: 1 }).toArray()).map((row) => row._id);
    expect(up).toEqual([3, 8, 7, 10, 4, 2, 5, 6, 1, 0, 9]);
    const down = (
      await rows
        .find({ _id: { $in: [7, 10, 4] } })
        .sort({ v: -1 })
        .toArray()
    ).map((row) => row._id);
    expect(down).toEqual([4, 7, 10]);
  });

  test('projections: fields in, fields out, inside, $slice, $elemMatch, positional and computed', async () => {
    const rows = subject.collection();
    await rows.insertOne({
      _id: 1 as never,
      a: 1,
      b: { c: 2, d: 3 },
      l: [1, 2, 3, 4],
      items: [
        { k: 1, v: 'x' },
        { k: 2, v: 'y' },
      ],
    });
    const one = (projection: object, filter: object = {}) => rows.findOne(filter, { projection });
    expect(await one({ a: 1 })).toEqual({ _id: 1, a: 1 });
    expect(await one({ 'b.c': 1, _id: 0 })).toEqual({ b: { c: 2 } });
    expect(await one({ b: 0, l: 0, items: 0 })).toEqual({ _id: 1, a: 1 });
    expect(await one({ a: 1, l: { $slice: [1, 2] } })).toEqual({ _id: 1, a: 1, l: [2, 3] });
    expect(await one({ _id: 0, items: { $elemMatch: { k: 2 } } })).toEqual({ items: [{ k: 2, v: 'y' }] });
    expect(await one({ _id: 0, 'items.$': 1 }, { 'items.k': 2 })).toEqual({ items: [{ k: 2, v: 'y' }] });
    expect(await one({ _id: 0, sum: { $add: ['$a', '$b.c'] } })).toEqual({ sum: 3 });
    expect(await rejection(one({ a: 1, b: 0 }))).toMatchObject({ code: 31254 });
  });

  test('count, estimated count and distinct', async () => {
    const rows = subject.collection<{ _id: number; group: number; name: string }>();
    await rows.insertMany(numbers(23));
    expect(await rows.countDocuments()).toBe(23);
    expect(await rows.countDocuments({ group: 1 }, { skip: 1, limit: 3 })).toBe(3);
    expect(await rows.estimatedDocumentCount()).toBe(23);
    expect(await rows.distinct('group', { _id: { $lt: 3 } })).toEqual([0, 1, 2]);
  });
});

describe('cursors', () => {
  test('bring everything in batches and close at the end', async () => {
    const rows = subject.collection<{ _id: number; group: number; name: string }>();
    await rows.insertMany(numbers(1000));
    const cursor = rows.find({}, { batchSize: 30 });
    let n = 0;
    for await (const _row of cursor) n++;
    expect(n).toBe(1000);
    expect(cursor.closed).toBe(true);
  });

  test('are gone once killed (43)', async () => {
    const rows = subject.collection<{ _id: number; group: number; name: string }>();
    await rows.insertMany(numbers(10));
    const { cursor } = await subject.db.command({ find: rows.collectionName, batchSize: 2 });
    expect(cursor.firstBatch).toHaveLength(2);
    await subject.db.command({ killCursors: rows.collectionName, cursors: [cursor.id] });
    expect(await rejection(subject.db.command({ getMore: cursor.id, collection: rows.collectionName }))).toMatchObject({ code: 43 });
  });

  test('go on through what is inserted and deleted meanwhile', async () => {
    const rows = subject.collection<{ _id: number; group: number; name: string }>();
    await rows.insertMany(numbers(300));
    const cursor = rows.find({}, { batchSize: 10 });
    const seen: number[] = [];
    for await (const row of cursor) {
      seen.push(row._id);
      if (row._id === 0) await rows.deleteMany({ _id: { $gte: 200 } });
    }
    expect(seen).toEqual(numbers(200).map((row) => row._id));
  });

  test('tail a capped collection', async () => {
    const name = subject.collection().collectionName;
    const rows = await subject.db.createCollection(name, { capped: true, size: 100_000, max: 3 });
    await rows.insertMany([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
    const cursor = rows.find({}, { tailable: true, awaitData: true, maxAwaitTimeMS: 500 });
    const seen = [(await cursor.next())?.['n'], (await cursor.next())?.['n'], (await cursor.next())?.['n']];
    const next = cursor.next();
    await rows.insertOne({ n: 5 });
    expect([...seen, (await next)?.['n']]).toEqual([2, 3, 4, 5]);
    await cursor.close();
  });
});

describe('deleting and replacing', () => {
  test('deleteOne, deleteMany, replaceOne and the findOneAnd… commands', async () => {
    const rows = subject.collection<{ _id: number; group?: number; name?: string; v?: number }>();
    await rows.insertMany(numbers(10));
    expect((await rows.deleteOne({ group: 1 })).deletedCount).toBe(1);
    expect((await rows.deleteMany({ group: { $in: [2, 3] } })).deletedCount).toBe(4);
    expect(await rows.replaceOne({ _id: 0 }, { v: 7 })).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
    expect(await rows.replaceOne({ _id: 0 }, { v: 7 })).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
    expect(await rows.findOneAndDelete({ group: 4 }, { sort: { _id: -1 } })).toEqual({ _id: 9, group: 4, name: 'n9' });
    expect(await rows.findOneAndUpdate({ _id: 0 }, { $inc: { v: 1 } }, { returnDocument: 'after' })).toEqual({ _id: 0, v: 8 });
    expect(await rows.findOneAndReplace({ _id: 0 }, { v: 1 }, { projection: { v: 1, _id: 0 } })).toEqual({ v: 8 });
    expect(await rows.findOneAndUpdate({ _id: 77 }, { $set: { v: 2 } }, { upsert: true, returnDocument: 'after' })).toEqual({
      _id: 77,
      v: 2,
    });
  });
});

describe('bulk writes', () => {
  test('collection.bulkWrite counts each kind and says what it upserted', async () => {
    const rows = subject.collection<{ _id: string; z?: number; q?: number }>();
    const result = await rows.bulkWrite(
      [
        { insertOne: { document: { _id: 'a' } } },
        { updateOne: { filter: { _id: 'a' }, update: { $set: { z: 1 } } } },
        { replaceOne: { filter: { _id: 'b' }, replacement: { q: 1 }, upsert: true } },
        { updateOne: { filter: { _id: 'c' }, update: { $setOnInsert: { q: 2 } }, upsert: true } },
        { deleteOne: { filter: { _id: 'a' } } },
        { updateMany: { filter: {}, update: { $inc: { q: 1 } } } },
      ],
      { ordered: true },
    );
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 3,
      modifiedCount: 3,
      upsertedCount: 2,
      deletedCount: 1,
      upsertedIds: { 2: 'b', 3: 'c' },
    });
    expect(await rows.find().toArray()).toEqual([
      { _id: 'b', q: 2 },
      { _id: 'c', q: 3 },
    ]);
  });

  test('unordered goes on after errors and names each', async () => {
    const rows = subject.collection<{ _id: number }>();
    await rows.insertOne({ _id: 1 });
    const error = await rejection(
      rows.bulkWrite(
        [0, 1, 2, 1].map((_id) => ({ insertOne: { document: { _id } } })),
        { ordered: false },
      ),
    );
    expect((error['writeErrors'] as { index: number }[]).map((one) => one.index)).toEqual([1, 3]);
    expect(await rows.countDocuments()).toBe(3);
  });

  test('client.bulkWrite writes to several collections', async () => {
    const [a, b] = [subject.collection<{ _id: number; v?: number }>(), subject.collection<{ _id: number; v?: number }>()];
    const result = await subject.client.bulkWrite<Record<string, { _id: number; v?: number }>>(
      [
        { name: 'insertOne', namespace: a.namespace, document: { _id: 1 } },
        { name: 'updateOne', namespace: b.namespace, filter: { _id: 2 }, update: { $set: { v: 1 } }, upsert: true },
        { name: 'deleteMany', namespace: a.namespace, filter: {} },
      ],
      { verboseResults: true },
    );
    expect(result).toMatchObject({ insertedCount: 1, upsertedCount: 1, deletedCount: 1 });
    expect(result.updateResults?.get(1)).toMatchObject({ upsertedId: 2 });
    expect(await b.find().toArray()).toEqual([{ _id: 2, v: 1 }]);
  });
});
