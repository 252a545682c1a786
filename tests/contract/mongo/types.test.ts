import { BSON, Binary, BSONRegExp, Code, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp, UUID } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { useServer } from './server.ts';

const subject = useServer();
const RAW = { promoteValues: false, promoteLongs: false, bsonRegExp: true } as const;
const type = async (value: unknown, update?: object): Promise<string> => {
  const rows = subject.collection<{ _id: number; v: unknown }>();
  await rows.insertOne({ _id: 1, v: value });
  if (update) await rows.updateOne({ _id: 1 }, update);
  const [row] = await rows.aggregate([{ $project: { type: { $type: '$v' }, text: { $toString: '$v' } } }]).toArray();
  return `${row?.['type']} ${row?.['text']}`;
};

describe('types', () => {
  test('come back as they went, through inserts, updates and aggregation', async () => {
    const rows = subject.collection();
    const doc = {
      _id: new ObjectId(),
      int: new Int32(5),
      double: new Double(5),
      long: Long.fromString('9223372036854775807'),
      decimal: Decimal128.fromString('1.20'),
      text: 'ä€😀',
      binary: new Binary(Buffer.from('abc'), 128),
      uuid: new UUID(),
      date: new Date(-5),
      regex: new BSONRegExp('^a', 'i'),
      stamp: new Timestamp({ t: 5, i: 6 }),
      code: new Code('x'),
      least: new MinKey(),
      most: new MaxKey(),
      nothing: null,
      list: [new Int32(1), [new Double(2)], { a: new Long(3) }],
      empty: {},
    };
    const bytes = Buffer.from(BSON.serialize(doc));
    await rows.insertOne(doc);
    const stored = async () => Buffer.from(BSON.serialize((await rows.findOne({}, RAW)) ?? {}));
    expect(await stored()).toEqual(bytes);
    await rows.updateOne({}, { $set: { extra: 1 } });
    await rows.updateOne({}, { $unset: { extra: 1 } });
    expect(await stored()).toEqual(bytes);
    const [aggregated] = await rows.aggregate([{ $set: { x: 1 } }, { $unset: 'x' }], RAW).toArray();
    expect(Buffer.from(BSON.serialize(aggregated ?? {}))).toEqual(bytes);
  });

  test('numbers keep theirs in $inc and $mul: the wider wins, an int32 that overflows becomes a long', async () => {
    expect(await type(new Int32(1), { $inc: { v: new Int32(1) } })).toBe('int 2');
    expect(await type(new Int32(2147483647), { $inc: { v: new Int32(1) } })).toBe('long 2147483648');
    expect(await type(new Int32(1), { $inc: { v: new Double(1) } })).toBe('double 2');
    expect(await type(new Long(1), { $inc: { v: new Int32(1) } })).toBe('long 2');
    expect(await type(Decimal128.fromString('1.5'), { $inc: { v: new Int32(1) } })).toBe('decimal 2.5');
    expect(await type(new Int32(3), { $mul: { v: Long.fromNumber(2 ** 40) } })).toBe('long 3298534883328');
  });

  test('numbers of all types compare by their values', async () => {
    const rows = subject.collection<{ _id: number; v: unknown }>();
    const values = [
      new Int32(1),
      new Double(1),
      new Long(1),
      Decimal128.fromString('1.0'),
      new Double(1.5),
      Long.fromString('9007199254740993'),
      new Double(9007199254740992),
    ];
    await rows.insertMany(values.map((v, _id) => ({ _id, v })));
    const ids = async (filter: object) => (await rows.find(filter).sort({ v: 1, _id: 1 }).toArray()).map((row) => row._id);
    expect(await ids({ v: 1 })).toEqual([0, 1, 2, 3]);
    expect(await ids({ v: { $gt: Decimal128.fromString('1.2') } })).toEqual([4, 6, 5]);
    await rows.createIndex({ v: 1 });
    expect(await ids({ v: 1 })).toEqual([0, 1, 2, 3]);
    expect(await ids({ v: { $gt: new Double(9007199254740992) } })).toEqual([5]);
  });

  test('NaN equals itself and is below all numbers', async () => {
    const rows = subject.collection<{ _id: number; v: number }>();
    await rows.insertMany([NaN, -Infinity, 0].map((v, _id) => ({ _id, v })));
    expect(await rows.countDocuments({ v: NaN })).toBe(1);
    expect(await rows.countDocuments({ v: { $lt: 5 } })).toBe(2);
    expect((await rows.find().sort({ v: 1 }).toArray()).map((row) => row._id)).toEqual([0, 1, 2]);
  });

  test('of _id may be any but an array, and numbers of equal value are one', async () => {
    const rows = subject.collection();
    for (const _id of [1, 'a', { a: 1 }, null, true, new Date(0), new UUID()]) await rows.insertOne({ _id: _id as never });
    await expect(rows.insertOne({ _id: new Long(1) as never })).rejects.toMatchObject({ code: 11000 });
    await expect(rows.insertOne({ _id: [1] as never })).rejects.toMatchObject({ code: 53 });
    expect(await rows.findOne({ _id: { a: 1 } as never })).toEqual({ _id: { a: 1 } });
  });
});
