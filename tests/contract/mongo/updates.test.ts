import { describe, expect, test } from 'vitest';
import type { Document } from 'mongodb';
import { rejection, useServer } from './server.ts';

const subject = useServer();

/** What an update makes of a document. */
const updated = async (
  before: Document,
  update: Document | Document[],
  options: Document = {},
  filter: Document = {},
): Promise<Document | null> => {
  const rows = subject.collection();
  await rows.insertOne({ _id: 1, ...before } as never);
  await rows.updateOne({ _id: 1, ...filter } as never, update, options);
  return rows.findOne({}, { projection: { _id: 0 } });
};
const refused = async (before: Document, update: Document | Document[], options: Document = {}) =>
  rejection(updated(before, update, options));

describe('update operators', () => {
  test('$set, $unset and $rename, also inside', async () => {
    expect(await updated({ a: 1, b: { c: 1 } }, { $set: { 'b.d': 2, 'n.e.w': 3 }, $unset: { a: '' } })).toEqual({
      b: { c: 1, d: 2 },
      n: { e: { w: 3 } },
    });
    expect(await updated({ a: 1 }, { $rename: { a: 'b.c' } })).toEqual({ b: { c: 1 } });
    expect(await updated({ l: [1, 2] }, { $set: { 'l.3': 9 } })).toEqual({ l: [1, 2, null, 9] });
    expect(await updated({ l: [1, 2] }, { $unset: { 'l.0': '' } })).toEqual({ l: [null, 2] });
  });

  test('$inc, $mul, $min, $max and $bit', async () => {
    expect(await updated({ a: 1, m: 3 }, { $inc: { a: 2, n: 5 }, $mul: { m: 4, z: 2 } })).toEqual({ a: 3, m: 12, n: 5, z: 0 });
    expect(await updated({ a: 5, b: 5 }, { $min: { a: 3, c: 1 }, $max: { b: 3 } })).toEqual({ a: 3, b: 5, c: 1 });
    expect(await updated({ a: 13 }, { $bit: { a: { and: 10 } } })).toEqual({ a: 8 });
  });

  test('$push with $each, $position, $sort and $slice', async () => {
    expect(await updated({ l: [1] }, { $push: { l: 2 } })).toEqual({ l: [1, 2] });
    expect(await updated({ l: [1] }, { $push: { l: { $each: [3, 2], $sort: 1, $slice: 2 } } })).toEqual({ l: [1, 2] });
    expect(await updated({ l: [1, 2] }, { $push: { l: { $each: [9], $position: 1 } } })).toEqual({ l: [1, 9, 2] });
    expect(await updated({ l: [{ k: 2 }] }, { $push: { l: { $each: [{ k: 1 }], $sort: { k: 1 } } } })).toEqual({ l: [{ k: 1 }, { k: 2 }] });
  });

  test('$addToSet, $pop, $pull and $pullAll', async () => {
    expect(await updated({ l: [1, 2] }, { $addToSet: { l: { $each: [2, 3] } } })).toEqual({ l: [1, 2, 3] });
    expect(await updated({ l: [1, 2, 3] }, { $pop: { l: -1 } })).toEqual({ l: [2, 3] });
    expect(await updated({ l: [1, 5, 9] }, { $pull: { l: { $gt: 4 } } })).toEqual({ l: [1] });
    expect(await updated({ l: [{ a: 1, b: 2 }, { a: 2 }] }, { $pull: { l: { a: 1 } } })).toEqual({ l: [{ a: 2 }] });
    expect(await updated({ l: [1, 2, 1] }, { $pullAll: { l: [1] } })).toEqual({ l: [2] });
  });

  test('$currentDate', async () => {
    const made = await updated({}, { $currentDate: { at: true, stamp: { $type: 'timestamp' } } });
    expect(Math.abs(Date.now() - Number(made?.['at']))).toBeLessThan(60_000);
    expect(made?.['stamp']).toMatchObject({ _bsontype: 'Timestamp' });
  });

  test('positional $, $[] and $[name] with arrayFilters', async () => {
    const items = {
      items: [
        { id: 1, q: 1 },
        { id: 2, q: 1 },
      ],
    };
    expect(await updated(items, { $set: { 'items.$.q': 9 } }, {}, { 'items.id': 2 })).toEqual({
      items: [
        { id: 1, q: 1 },
        { id: 2, q: 9 },
      ],
    });
    expect(await updated(items, { $inc: { 'items.$[].q': 1 } })).toEqual({
      items: [
        { id: 1, q: 2 },
        { id: 2, q: 2 },
      ],
    });
    expect(await updated(items, { $inc: { 'items.$[e].q': 5 } }, { arrayFilters: [{ 'e.id': 1 }] })).toEqual({
      items: [
        { id: 1, q: 6 },
        { id: 2, q: 1 },
      ],
    });
  });

  test('pipelines', async () => {
    expect(await updated({ a: 1, b: 2 }, [{ $set: { sum: { $add: ['$a', '$b'] } } }, { $unset: 'a' }])).toEqual({ b: 2, sum: 3 });
    expect(await updated({ a: 1 }, [{ $replaceWith: { _id: '$_id', was: '$a' } }])).toEqual({ was: 1 });
  });

  test('new fields come in the order of their names', async () => {
    expect(Object.keys((await updated({}, { $set: { c: 1, a: 1 }, $inc: { b: 1 } })) ?? {})).toEqual(['a', 'b', 'c']);
  });
});

describe('upserts', () => {
  test('take what the filter says is equal, and $setOnInsert only then', async () => {
    const rows = subject.collection();
    const update = { $set: { n: 1 }, $setOnInsert: { born: true }, $inc: { version: 1 } };
    expect(await rows.updateOne({ _id: 'k' as never, kind: 'z', other: { $gt: 4 } }, update, { upsert: true })).toMatchObject({
      upsertedId: 'k',
      matchedCount: 0,
    });
    expect(await rows.updateOne({ _id: 'k' as never }, { ...update, $setOnInsert: { born: 'again' } }, { upsert: true })).toMatchObject({
      upsertedId: null,
      matchedCount: 1,
    });
    expect(await rows.findOne()).toEqual({ _id: 'k', kind: 'z', born: true, n: 1, version: 2 });
  });

  test('of a replacement keep its _id or take the filter’s', async () => {
    const rows = subject.collection<{ _id: number; v: number }>();
    await rows.replaceOne({ _id: 5 }, { v: 1 }, { upsert: true });
    await rows.replaceOne({ v: 99 }, { v: 2 } as never, { upsert: true });
    expect(await rows.findOne({ _id: 5 })).toEqual({ _id: 5, v: 1 });
    expect(await rows.countDocuments()).toBe(2);
  });
});

describe('updates that are refused', () => {
  test.each<[string, Document, Document | Document[], number]>([
    ['$inc of a text (14)', { a: 'x' }, { $inc: { a: 1 } }, 14],
    ['$set through a number (28)', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
    ['two operators on one path (40)', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['two operators on a path and inside it (40)', {}, { $set: { a: {} }, $inc: { 'a.b': 1 } }, 40],
    ['another _id (66)', {}, { $set: { _id: 2 } }, 66],
    ['an unknown operator (9)', {}, { $nope: { a: 1 } }, 9],
    ['$push to a number (2)', { a: 1 }, { $push: { a: 1 } }, 2],
    ['an empty path part (56)', {}, { $set: { 'a..b': 1 } }, 56],
    ['a positional operator without a match (2)', { a: [1] }, { $set: { 'a.$': 1 } }, 2],
    ['$rename of an array’s element (2)', { a: [{ b: 1 }] }, { $rename: { 'a.b': 'c' } }, 2],
    ['a stage that is no update (72)', {}, [{ $match: {} }], 72],
  ])('%s', async (_name, before, update, code) => {
    expect(await refused(before, update)).toMatchObject({ code });
  });

  test('an array filter that is not used (9)', async () => {
    expect(await refused({ a: [1] }, { $set: { b: 1 } }, { arrayFilters: [{ x: 1 }] })).toMatchObject({ code: 9 });
  });

  test('nothing of a refused update is written', async () => {
    const rows = subject.collection();
    await rows.insertOne({ _id: 1 as never, a: 1, t: 'x' });
    await rejection(rows.updateOne({}, { $set: { a: 2 }, $inc: { t: 1 } }));
    expect(await rows.findOne()).toEqual({ _id: 1, a: 1, t: 'x' });
  });
});
