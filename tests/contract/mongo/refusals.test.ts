import { Double } from 'mongodb';
import type { Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { realUrl, rejection, useServer } from './server.ts';

const subject = useServer();
const codeOf = async (promise: Promise<unknown>): Promise<number | undefined> => (await rejection(promise)).code;

describe('what any server refuses', () => {
  test.each<[string, Document, number]>([
    ['a command that there is not (59)', { nope: 1 }, 59],
    ['an option that a command does not have (40415)', { find: 'x', nope: 1 }, 40415],
    ['a filter that is no document (14)', { find: 'x', filter: 5 }, 14],
    ['an operator that there is not (2)', { find: 'x', filter: { a: { $nope: 1 } } }, 2],
    ['$or without branches (2)', { find: 'x', filter: { $or: [] } }, 2],
    ['a regular expression that is none (51091)', { find: 'x', filter: { a: { $regex: '(' } } }, 51091],
    ['a negative limit of batches (51024)', { find: 'x', batchSize: -1 }, 51024],
    ['a cursor that there is not (43)', { getMore: new Double(12345), collection: 'x' }, 14],
    ['a sort direction that is none (15975)', { find: 'x', sort: { a: 2 } }, 15975],
    ['an empty list of writes (16)', { update: 'x', updates: [] }, 16],
    ['a collection name that may not be (73)', { create: 'a$b' }, 73],
    ['an index of a collection that there is not (26)', { listIndexes: 'there-is-none' }, 26],
    ['an index without a name (9)', { createIndexes: 'x', indexes: [{ key: { a: 1 } }] }, 9],
    ['an index direction of zero (67)', { createIndexes: 'x', indexes: [{ key: { a: 0 }, name: 'a' }] }, 67],
    ['an aggregate without a cursor (9)', { aggregate: 'x', pipeline: [] }, 9],
    ['an unknown write concern field (40415)', { insert: 'x', documents: [{}], writeConcern: { nope: 1 } }, 40415],
  ])('%s', async (_name, command, code) => {
    expect(await codeOf(subject.db.command(command))).toBe(code);
  });

  test('a document of more than 16 MiB (10334)', async () => {
    const big = 'x'.repeat(9 * 1024 * 1024);
    const rows = subject.collection<{ _id: number; a: string; b?: string }>();
    await rows.insertOne({ _id: 1, a: big });
    expect([17419, 10334, 17420]).toContain(await codeOf(rows.updateOne({ _id: 1 }, { $set: { b: big } })));
    expect((await rows.findOne({}, { projection: { a: 0 } })) as unknown).toEqual({ _id: 1 });
  });

  test('what takes longer than maxTimeMS (50)', async () => {
    const rows = subject.collection<{ _id: number; text: string }>();
    for (let round = 0; round < 4; round++)
      await rows.insertMany(Array.from({ length: 5000 }, (_, index) => ({ _id: round * 5000 + index, text: `${index}`.repeat(20) })));
    expect(
      await codeOf(
        rows
          .find({ text: { $regex: '(1|2)+3$' } }, { maxTimeMS: 1 })
          .sort({ text: 1 })
          .toArray(),
      ),
    ).toBe(50);
  });

  test('a write concern of more members than there are is answered beside the done write', async () => {
    const rows = subject.collection();
    const answer = await subject.db
      .command({ insert: rows.collectionName, documents: [{ a: 1 }], writeConcern: { w: 50, wtimeout: 100 } })
      .catch((error: { result?: Document; errorResponse?: Document }) => error.result ?? error.errorResponse);
    expect(answer).toMatchObject({ writeConcernError: { code: 100 } });
    expect(await rows.countDocuments()).toBe(1);
  });
});

describe.skipIf(realUrl !== undefined)('what this server refuses', () => {
  test.each<[string, Document, number]>([
    ['collations of a strength of 4 or 5 (115)', { find: 'x', collation: { locale: 'de', strength: 4 } }, 115],
    ['collations with backwards in other than Canadian French (115)', { find: 'x', collation: { locale: 'de', backwards: true } }, 115],
    [
      'collations of $setWindowFields, $densify, $fill and $bucketAuto (115)',
      { aggregate: 'x', pipeline: [{ $fill: { output: { a: { value: 1 } } } }], collation: { locale: 'de' }, cursor: {} },
      115,
    ],
    ['$where, as all JavaScript (115)', { find: 'x', filter: { $where: 'true' } }, 115],
    [
      '$function (115)',
      { aggregate: 'x', pipeline: [{ $project: { a: { $function: { body: 'f', args: [], lang: 'js' } } } }], cursor: {} },
      115,
    ],
    ['$text (27)', { find: 'x', filter: { $text: { $search: 'a' } } }, 27],
    ['geospatial queries (115)', { find: 'x', filter: { a: { $near: [0, 0] } } }, 115],
    ['text, geospatial and hashed indexes (115)', { createIndexes: 'x', indexes: [{ key: { a: '2dsphere' }, name: 'a' }] }, 115],
    ['wildcard indexes (115)', { createIndexes: 'x', indexes: [{ key: { '$**': 1 }, name: 'a' }] }, 115],
    ['time series (115)', { create: 'x', timeseries: { timeField: 't' } }, 115],
    ['replaying an oplog (115)', { find: 'x', oplogReplay: true }, 115],
    ['$geoNear (115)', { aggregate: 'x', pipeline: [{ $geoNear: {} }], cursor: {} }, 115],
    ['search indexes (31082)', { createSearchIndexes: 'x', indexes: [] }, 31082],
    ['mapReduce (59)', { mapReduce: 'x' }, 59],
    ['users and roles (59)', { createUser: 'x', pwd: 'y', roles: [] }, 59],
    ['the profiler (115)', { profile: 2 }, 115],
  ])('%s', async (_name, command, code) => {
    expect(await codeOf(subject.db.command(command))).toBe(code);
  });

  test('renaming into another database (115)', async () => {
    const rows = subject.collection();
    await rows.insertOne({});
    expect(await codeOf(subject.db.admin().command({ renameCollection: rows.namespace, to: 'elsewhere.x' }))).toBe(115);
  });
});
