import type { Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { overIn, rowsOf } from './aggregating.ts';
import { planOf, rejection, usesIndex, useServer } from './server.ts';

const subject = useServer();
const over = overIn(subject);

describe('stages', () => {
  test('$match, $sort, $skip, $limit at the front go to the indexes', async () => {
    const rows = subject.collection();
    await rows.insertMany(rowsOf(100) as never[]);
    await rows.createIndex({ g: 1, v: -1 });
    const pipeline = [{ $match: { g: 1 } }, { $sort: { v: -1 } }, { $skip: 1 }, { $limit: 2 }];
    expect((await rows.aggregate(pipeline).toArray()).map((row) => row['v'])).toEqual([94, 91]);
    const explained = (await rows.aggregate(pipeline).explain('queryPlanner')) as Document;
    const planner = (explained['queryPlanner'] ?? explained['stages'][0].$cursor.queryPlanner) as Document;
    expect(usesIndex((await planOf({ explain: () => Promise.resolve({ queryPlanner: planner }) })).stages)).toBe(true);
  });

  test('$group with its accumulators', async () => {
    const [first] = await over([
      { $sort: { _id: 1 } },
      {
        $group: {
          _id: '$g',
          n: { $sum: 1 },
          sum: { $sum: '$v' },
          avg: { $avg: '$v' },
          min: { $min: '$v' },
          max: { $max: '$v' },
          first: { $first: '$s' },
          last: { $last: '$s' },
          all: { $push: '$v' },
          set: { $addToSet: { $mod: ['$v', 2] } },
          count: { $count: {} },
          top: { $top: { sortBy: { v: -1 }, output: '$s' } },
          two: { $firstN: { input: '$v', n: 2 } },
          median: { $median: { input: '$v', method: 'approximate' } },
        },
      },
      { $sort: { _id: 1 } },
      { $limit: 1 },
    ]);
    expect({ ...first, set: ((first?.['set'] ?? []) as number[]).toSorted() }).toEqual({
      _id: 0,
      n: 4,
      sum: 18,
      avg: 4.5,
      min: 0,
      max: 9,
      first: 's0',
      last: 's9',
      all: [0, 3, 6, 9],
      set: [0, 1],
      count: 4,
      top: 's9',
      two: [0, 3],
      median: 3,
    });
  });

  test('$project, $addFields, $unset, $replaceRoot and $unwind', async () => {
    expect(await over([{ $match: { _id: 1 } }, { $project: { v: 1, double: { $multiply: ['$v', 2] } } }])).toEqual([
      { _id: 1, v: 1, double: 2 },
    ]);
    expect(await over([{ $match: { _id: 1 } }, { $addFields: { 'x.y': '$v', s: '$$REMOVE' } }, { $unset: ['tags', 'at', 'g'] }])).toEqual([
      { _id: 1, v: 1, x: { y: 1 } },
    ]);
    expect(await over([{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { a: '$v', b: '$$ROOT.g' } } }])).toEqual([{ a: 1, b: 1 }]);
    expect(
      await over([
        { $match: { _id: { $lt: 2 } } },
        { $unwind: { path: '$tags', includeArrayIndex: 'i' } },
        { $project: { _id: 0, tags: 1, i: 1 } },
      ]),
    ).toEqual([
      { tags: 'a', i: 0 },
      { tags: 'b0', i: 1 },
      { tags: 'a', i: 0 },
      { tags: 'b1', i: 1 },
    ]);
  });

  test('$lookup by fields, by a pipeline, and both; $graphLookup', async () => {
    const other = subject.collection<{ _id: number; g: number; to?: number }>();
    await other.insertMany([
      { _id: 1, g: 1, to: 2 },
      { _id: 2, g: 1, to: 3 },
      { _id: 3, g: 2 },
    ]);
    const from = other.collectionName;
    const ids = (rows: Document[]) => rows.map((row) => (row['j'] as Document[]).map((one) => one['_id']));
    const match = { $match: { _id: { $lt: 3 } } };
    expect(ids(await over([match, { $lookup: { from, localField: 'g', foreignField: 'g', as: 'j' } }]))).toEqual([[], [1, 2], [3]]);
    expect(
      ids(
        await over([
          match,
          { $lookup: { from, let: { mine: '$g' }, pipeline: [{ $match: { $expr: { $gt: ['$g', '$$mine'] } } }], as: 'j' } },
        ]),
      ),
    ).toEqual([[1, 2, 3], [3], []]);
    expect(
      ids(
        await over([
          match,
          { $lookup: { from, localField: 'g', foreignField: 'g', pipeline: [{ $sort: { _id: -1 } }, { $limit: 1 }], as: 'j' } },
        ]),
      ),
    ).toEqual([[], [2], [3]]);
    const [graph] = await over([
      { $match: { _id: 1 } },
      { $graphLookup: { from, startWith: '$v', connectFromField: 'to', connectToField: '_id', as: 'j' } },
    ]);
    expect(((graph?.['j'] ?? []) as Document[]).map((one) => one['_id']).sort()).toEqual([1, 2, 3]);
  });

  test('$facet, $bucket, $bucketAuto, $sortByCount, $count, $unionWith, $sample and $documents', async () => {
    expect(
      await over([{ $facet: { n: [{ $count: 'c' }], top: [{ $sort: { v: -1 } }, { $limit: 1 }, { $project: { _id: 0, v: 1 } }] } }]),
    ).toEqual([{ n: [{ c: 12 }], top: [{ v: 11 }] }]);
    expect(await over([{ $bucket: { groupBy: '$v', boundaries: [0, 5, 20] } }])).toEqual([
      { _id: 0, count: 5 },
      { _id: 5, count: 7 },
    ]);
    expect(await over([{ $bucketAuto: { groupBy: '$v', buckets: 2 } }])).toMatchObject([{ count: 6 }, { count: 6 }]);
    expect(await over([{ $sortByCount: '$g' }, { $limit: 1 }])).toMatchObject([{ count: 4 }]);
    expect(await over([{ $sample: { size: 5 } }])).toHaveLength(5);
    const other = subject.collection<{ _id: number }>();
    await other.insertOne({ _id: 99 });
    expect(await over([{ $match: { _id: 0 } }, { $unionWith: other.collectionName }, { $project: { _id: 1 } }])).toEqual([
      { _id: 0 },
      { _id: 99 },
    ]);
    expect(await subject.db.aggregate([{ $documents: [{ a: 1 }, { a: 2 }] }, { $match: { a: 2 } }]).toArray()).toEqual([{ a: 2 }]);
  });

  test('$setWindowFields, $densify, $fill and $redact', async () => {
    const windowed = await over([
      {
        $setWindowFields: {
          partitionBy: '$g',
          sortBy: { v: 1 },
          output: { running: { $sum: '$v', window: { documents: ['unbounded', 'current'] } } },
        },
      },
      { $match: { g: 0 } },
      { $sort: { v: 1 } },
    ]);
    expect(windowed.map((row) => row['running'])).toEqual([0, 3, 9, 18]);
    const dense = await over(
      [{ $densify: { field: 'v', range: { step: 1, bounds: 'full' } } }],
      [
        { _id: 1, v: 1 },
        { _id: 2, v: 4 },
      ],
    );
    expect(dense.map((row) => row['v'])).toEqual([1, 2, 3, 4]);
    const full = await over(
      [{ $fill: { sortBy: { _id: 1 }, output: { v: { method: 'locf' } } } }],
      [
        { _id: 1, v: 1 },
        { _id: 2, v: null },
      ],
    );
    expect(full.map((row) => row['v'])).toEqual([1, 1]);
    expect(
      await over(
        [{ $redact: { $cond: [{ $eq: ['$level', 5] }, '$$PRUNE', '$$DESCEND'] } }],
        [{ _id: 1, level: 1, in: { level: 5 }, on: { level: 2 } }],
      ),
    ).toEqual([{ _id: 1, level: 1, on: { level: 2 } }]);
  });

  test('$out replaces a collection, $merge writes into one', async () => {
    const target = subject.collection<Document>();
    await over([{ $match: { _id: { $lt: 3 } } }, { $project: { v: 1 } }, { $out: target.collectionName }]);
    expect(await target.countDocuments()).toBe(3);
    await over([
      { $match: { _id: { $lt: 5 } } },
      { $project: { w: '$v' } },
      { $merge: { into: target.collectionName, whenMatched: 'merge', whenNotMatched: 'insert' } },
    ]);
    expect(await target.find().sort({ _id: 1 }).toArray()).toMatchObject([
      { _id: 0, v: 0, w: 0 },
      { _id: 1, v: 1 },
      { _id: 2 },
      { _id: 3, w: 3 },
      { _id: 4 },
    ]);
    await over([
      { $match: { _id: 0 } },
      { $merge: { into: target.collectionName, whenMatched: [{ $set: { v: { $add: ['$v', '$$new.v', 100] } } }] } },
    ]);
    expect((await target.findOne({ _id: 0 as never }))?.['v']).toBe(100);
    const error = await rejection(over([{ $match: { _id: 1 } }, { $merge: { into: target.collectionName, whenMatched: 'fail' } }]));
    expect(error).toMatchObject({ code: 11000 });
  });

  test('that there are not are refused (40324), and two in one document (40323)', async () => {
    expect(await rejection(over([{ $nope: 1 }]))).toMatchObject({ code: 40324 });
    expect(await rejection(over([{ $match: {}, $limit: 1 }]))).toMatchObject({ code: 40323 });
  });
});
