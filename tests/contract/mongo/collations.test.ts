import { describe, expect, test } from 'vitest';
import type { CollationOptions } from 'mongodb';
import { planOf, rejection, usesIndex, useServer } from './server.ts';

const subject = useServer();

const anyCase: CollationOptions = { locale: 'en', strength: 2 };
const anyAccent: CollationOptions = { locale: 'en', strength: 1 };

/** A collection of names. */
const named = async (...names: string[]) => {
  const collection = subject.collection<{ _id: number; name: string }>();
  await collection.insertMany(names.map((name, _id) => ({ _id, name })));
  return collection;
};
const namesOf = (rows: { name: string }[]): string[] => rows.map((row) => row.name);

describe('collations', () => {
  test('find, count and distinct without regard to case, and to accents', async () => {
    const collection = await named('rose', 'Rose', 'rosé', 'ROSE', 'lily');
    const find = (collation: CollationOptions) => collection.find({ name: 'rose' }, { collation }).sort({ _id: 1 }).toArray();
    expect(namesOf(await find(anyCase))).toEqual(['rose', 'Rose', 'ROSE']);
    expect(namesOf(await find(anyAccent))).toEqual(['rose', 'Rose', 'rosé', 'ROSE']);
    expect(namesOf(await find({ locale: 'simple' }))).toEqual(['rose']);
    expect(await collection.countDocuments({ name: { $in: ['ROSE', 'LILY'] } }, { collation: anyCase })).toBe(4);
    expect(await collection.countDocuments({ name: { $ne: 'ROSE' } }, { collation: anyAccent })).toBe(1);
    expect(await collection.distinct('name', {}, { collation: anyCase })).toEqual(['lily', 'rose', 'rosé']);
  });

  test('caseLevel tells cases apart, but not accents', async () => {
    const collection = await named('cote', 'Cote', 'côte');
    const found = await collection.find({ name: 'cote' }, { collation: { locale: 'fr', strength: 1, caseLevel: true } }).toArray();
    expect(namesOf(found)).toEqual(['cote', 'côte']);
  });

  test('sort as people do: by letters, then accents, then case', async () => {
    const collection = await named('Zebra', 'apple', 'Äpfel', 'zebra', 'Apple', 'éclair', 'eclair');
    const sorted = await collection
      .find({}, { collation: { locale: 'en' } })
      .sort({ name: 1 })
      .toArray();
    expect(namesOf(sorted)).toEqual(['Äpfel', 'apple', 'Apple', 'eclair', 'éclair', 'zebra', 'Zebra']);
    const upper = await collection
      .find({}, { collation: { locale: 'en', caseFirst: 'upper' } })
      .sort({ name: -1 })
      .toArray();
    expect(namesOf(upper)).toEqual(['zebra', 'Zebra', 'éclair', 'eclair', 'apple', 'Apple', 'Äpfel']);
  });

  test('of a locale have its order', async () => {
    const collection = await named('Ängel', 'Zebra', 'Adam');
    const inLocale = async (locale: string) => namesOf(await collection.find({}, { collation: { locale } }).sort({ name: 1 }).toArray());
    expect(await inLocale('de')).toEqual(['Adam', 'Ängel', 'Zebra']);
    expect(await inLocale('sv')).toEqual(['Adam', 'Zebra', 'Ängel']);
  });

  test('numericOrdering sorts numbers in texts by what they are', async () => {
    const collection = await named('v10', 'v9', 'v100');
    const collation: CollationOptions = { locale: 'en', numericOrdering: true };
    expect(namesOf(await collection.find({}, { collation }).sort({ name: 1 }).toArray())).toEqual(['v9', 'v10', 'v100']);
    expect(
      namesOf(
        await collection
          .find({ name: { $gt: 'v9' } }, { collation })
          .sort({ _id: 1 })
          .toArray(),
      ),
    ).toEqual(['v10', 'v100']);
  });

  test('alternate: shifted leaves out blanks and punctuation', async () => {
    const collection = await named('black-bird', 'black bird', 'blackbird', 'blackbox');
    const collation: CollationOptions = { locale: 'en', alternate: 'shifted' };
    expect(await collection.countDocuments({ name: 'blackbird' }, { collation })).toBe(3);
  });

  test('update, replace, delete and findOneAnd… by them', async () => {
    const collection = await named('rose', 'ROSE', 'lily', 'Daisy');
    expect(await collection.updateMany({ name: 'Rose' }, { $set: { found: 1 } }, { collation: anyCase })).toMatchObject({
      modifiedCount: 2,
    });
    expect(await collection.updateOne({ name: 'Rose' }, { $set: { found: 2 } })).toMatchObject({ matchedCount: 0 });
    expect(await collection.replaceOne({ name: 'LILY' }, { name: 'tulip' }, { collation: anyCase })).toMatchObject({ modifiedCount: 1 });
    expect(await collection.findOneAndDelete({ name: 'DAISY' }, { collation: anyCase })).toMatchObject({ name: 'Daisy' });
    expect(
      await collection.findOneAndUpdate({ name: 'Tulip' }, { $set: { found: 3 } }, { collation: anyCase, returnDocument: 'after' }),
    ).toMatchObject({ found: 3 });
    expect(await collection.deleteMany({ name: 'rosE' }, { collation: anyCase })).toMatchObject({ deletedCount: 2 });
    const bulk = await collection.bulkWrite([
      { updateOne: { filter: { name: 'TULIP' }, update: { $set: { found: 4 } }, collation: anyCase } },
      { deleteOne: { filter: { name: 'TULIP' } } },
      { deleteOne: { filter: { name: 'TULIP' }, collation: anyCase } },
    ]);
    expect(bulk).toMatchObject({ modifiedCount: 1, deletedCount: 1 });
  });

  test('hold of array filters, $pull, $addToSet and $push with $sort too', async () => {
    const collection = subject.collection<{ _id: number; tags: string[] }>();
    await collection.insertOne({ _id: 1, tags: ['a', 'B', 'c'] });
    const update = async (change: object, options = {}) => {
      await collection.updateOne({ _id: 1 }, change, { collation: anyCase, ...options });
      return (await collection.findOne({ _id: 1 }))?.tags;
    };
    expect(await update({ $addToSet: { tags: 'b' } })).toEqual(['a', 'B', 'c']);
    expect(await update({ $push: { tags: { $each: ['D', 'A'], $sort: 1 } } })).toEqual(['a', 'A', 'B', 'c', 'D']);
    expect(await update({ $set: { 'tags.$[one]': 'x' } }, { arrayFilters: [{ one: 'a' }] })).toEqual(['x', 'x', 'B', 'c', 'D']);
    expect(await update({ $pull: { tags: 'X' } })).toEqual(['B', 'c', 'D']);
  });

  test('go through a pipeline: $match, $sort, $group, expressions and $lookup', async () => {
    const collection = await named('b', 'A', 'B', 'a');
    const run = (pipeline: object[]) => collection.aggregate(pipeline, { collation: anyCase }).toArray();
    expect(await run([{ $match: { name: 'A' } }, { $count: 'n' }])).toEqual([{ n: 2 }]);
    expect(await run([{ $group: { _id: '$name', n: { $sum: 1 } } }, { $sort: { _id: 1 } }])).toMatchObject([{ n: 2 }, { n: 2 }]);
    expect(await run([{ $match: { $expr: { $eq: ['$name', 'B'] } } }, { $sort: { _id: 1 } }])).toMatchObject([{ _id: 0 }, { _id: 2 }]);
    expect(
      await run([
        { $match: { _id: 0 } },
        { $lookup: { from: collection.collectionName, localField: 'name', foreignField: 'name', as: 'same' } },
        { $project: { n: { $size: '$same' } } },
      ]),
    ).toEqual([{ _id: 0, n: 2 }]);
    expect(
      await run([{ $group: { _id: null, all: { $addToSet: '$name' }, most: { $max: '$name' } } }, { $project: { n: { $size: '$all' } } }]),
    ).toEqual([{ _id: null, n: 2 }]);
  });

  test('of an index make it unique by them, and serve queries that ask for the same', async () => {
    const collection = await named('Ada', 'grace');
    await collection.createIndex({ name: 1 }, { unique: true, collation: anyCase });
    expect(await rejection(collection.insertOne({ _id: 9, name: 'ADA' }))).toMatchObject({ code: 11000 });
    await collection.insertMany([
      { _id: 3, name: 'Ádá' },
      { _id: 4, name: 'linus' },
      { _id: 5, name: 'Barbara' },
    ]);
    const found = collection.find({ name: 'GRACE' }, { collation: anyCase });
    expect(namesOf(await found.toArray())).toEqual(['grace']);
    expect(usesIndex((await planOf(collection.find({ name: 'GRACE' }, { collation: anyCase }))).stages)).toBe(true);
    expect(usesIndex((await planOf(collection.find({ name: 'grace' }))).stages)).toBe(false);
    const ordered = collection.find({ name: { $gte: 'b' } }, { collation: anyCase }).sort({ name: 1 });
    expect((await planOf(collection.find({ name: { $gte: 'b' } }, { collation: anyCase }).sort({ name: 1 }))).stages).not.toContain('SORT');
    expect(namesOf(await ordered.toArray())).toEqual(['Barbara', 'grace', 'linus']);
    await collection.updateOne({ _id: 0 }, { $set: { name: 'aDa' } });
    await collection.deleteOne({ _id: 1 });
    await collection.insertOne({ _id: 1, name: 'Grace' });
    expect(await rejection(collection.updateOne({ _id: 4 }, { $set: { name: 'GRACE' } }))).toMatchObject({ code: 11000 });
    expect(await collection.countDocuments({ name: { $lt: 'GRACE' } }, { collation: anyCase })).toBe(3);
    expect(await collection.countDocuments({ name: /^g/i }, { collation: anyCase })).toBe(1);
  });

  test('of an index and without may stand beside each other under two names', async () => {
    const collection = await named('a');
    await collection.createIndex({ name: 1 });
    await collection.createIndex({ name: 1 }, { name: 'anyCase', collation: anyCase });
    expect(await rejection(collection.createIndex({ name: 1 }, { collation: anyAccent }))).toMatchObject({ code: 86 });
    const listed = await collection.listIndexes().toArray();
    expect(listed.find((index) => index['name'] === 'anyCase')).toMatchObject({
      collation: { ...anyCase, caseLevel: false, alternate: 'non-ignorable' },
    });
    expect(await rejection(collection.dropIndex({ name: 1 } as unknown as string))).toMatchObject({ code: 181 });
  });

  test('of a collection hold for its commands, its indexes and its _ids', async () => {
    const { collectionName } = subject.collection();
    const collection = await subject.db.createCollection<{ _id: string; name?: string }>(collectionName, { collation: anyCase });
    await collection.createIndex({ name: 1 }, { unique: true });
    await collection.createIndex({ name: -1 }, { name: 'bytes', collation: { locale: 'simple' } });
    await collection.insertOne({ _id: 'One', name: 'x' });
    expect(await rejection(collection.insertOne({ _id: 'ONE', name: 'y' }))).toMatchObject({ code: 11000 });
    expect(await rejection(collection.insertOne({ _id: 'two', name: 'X' }))).toMatchObject({ code: 11000 });
    expect(await collection.findOne({ _id: 'one' })).toMatchObject({ _id: 'One' });
    expect(await collection.findOne({ name: 'X' })).toMatchObject({ _id: 'One' });
    expect(await collection.findOne({ name: 'X' }, { collation: { locale: 'simple' } })).toBe(null);
    expect(await collection.updateOne({ _id: 'oNE' }, { $set: { name: 'z' } })).toMatchObject({ modifiedCount: 1 });
    expect(await collection.updateOne({ _id: 'new' }, { $set: { name: 'n' } }, { upsert: true })).toMatchObject({ upsertedId: 'new' });
    const [listed] = await subject.db.listCollections({ name: collectionName }).toArray();
    expect(listed).toMatchObject({ options: { collation: { ...anyCase, numericOrdering: false } } });
    const indexes = await collection.listIndexes().toArray();
    expect(indexes.map((index) => [index['name'], (index['collation'] as CollationOptions | undefined)?.strength])).toEqual([
      ['_id_', 2],
      ['name_1', 2],
      ['bytes', undefined],
    ]);
    expect(await collection.deleteOne({ _id: 'NEW' })).toMatchObject({ deletedCount: 1 });
  });

  test('of a view hold for it, and no other can be asked for (167)', async () => {
    const collection = await named('rose', 'ROSE');
    const view = await subject.db.createCollection(subject.collection().collectionName, {
      viewOn: collection.collectionName,
      pipeline: [],
      collation: anyCase,
    });
    expect(await view.countDocuments({ name: 'Rose' })).toBe(2);
    expect(await rejection(view.find({}, { collation: { locale: 'de' } }).toArray())).toMatchObject({ code: 167 });
  });

  test('within a transaction see its own writes, and keep keys unique', async () => {
    const collection = await named('Ada');
    await collection.createIndex({ name: 1 }, { unique: true, collation: anyCase });
    await subject.client.withSession((session) =>
      session.withTransaction(async () => {
        await collection.insertOne({ _id: 7, name: 'Grace' }, { session });
        expect(namesOf(await collection.find({ name: 'GRACE' }, { session, collation: anyCase }).toArray())).toEqual(['Grace']);
        await collection.updateOne({ _id: 0 }, { $set: { name: 'Adele' } }, { session });
      }),
    );
    expect(await rejection(collection.insertOne({ _id: 8, name: 'grace' }))).toMatchObject({ code: 11000 });
    await collection.insertOne({ _id: 9, name: 'ada' });
    expect(await collection.countDocuments({ name: { $lte: 'ADELE' } }, { collation: anyCase })).toBe(2);
  });

  test('of change streams’ own $match', async () => {
    const collection = await named('x');
    const stream = collection.watch([{ $match: { 'fullDocument.name': 'ROSE' } }], { collation: anyCase });
    await stream.tryNext();
    await collection.insertMany([
      { _id: 1, name: 'lily' },
      { _id: 2, name: 'rose' },
    ]);
    expect(await stream.next()).toMatchObject({ documentKey: { _id: 2 } });
    await stream.close();
  });

  test.each([
    ['no locale (40414)', { strength: 1 }, 40414],
    ['a locale that there is not (2)', { locale: 'zz_nowhere' }, 2],
    ['an option that there is not (40415)', { locale: 'en', colour: 1 }, 40415],
    ['an option of another type (14)', { locale: 'en', caseLevel: 'yes' }, 14],
    ['a caseFirst that there is not (2)', { locale: 'en', caseFirst: 'none' }, 2],
    ['a strength that there is not (51024)', { locale: 'en', strength: 6 }, 51024],
  ])('with %s are refused', async (_what, collation, code) => {
    const collection = await named('x');
    expect(await rejection(collection.find({}, { collation: collation as CollationOptions }).toArray())).toMatchObject({ code });
  });
});
