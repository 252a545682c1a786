import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo } from 'lyceum-mongo';
import { MongoClient } from 'mongodb';
import type { ChangeStream, Collection, Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { realUrl, rejection, useServer } from './server.ts';

const subject = useServer();
interface Row {
  _id: number;
  [field: string]: unknown;
}

/** How long a stream may wait for an event before it says that there is none. */
const SOON = { maxAwaitTimeMS: 50 };

/** Opens a stream and makes sure that the server has it before anything is written. */
const opened = async <Stream extends ChangeStream<Document>>(stream: Stream): Promise<Stream> => {
  await stream.tryNext();
  return stream;
};
const take = async (stream: ChangeStream<Document>, count: number): Promise<Document[]> => {
  const events: Document[] = [];
  while (events.length < count) events.push((await stream.next()) as Document);
  return events;
};
const kinds = (events: Document[]): string[] => events.map((event) => event['operationType'] as string);
const created = async (): Promise<Collection<Row>> => {
  const rows = subject.collection<Row>();
  await subject.db.createCollection(rows.collectionName);
  return rows;
};

describe('change streams', () => {
  test('tell of inserts, updates, replacements and deletes of a collection', async () => {
    const rows = await created();
    const stream = await opened(rows.watch([], SOON));
    await rows.insertOne({ _id: 1, a: 1, l: [1, 2, 3], o: { x: 1 } });
    await rows.updateOne({ _id: 1 }, { $set: { a: 2, 'o.y': 5 }, $unset: { 'o.x': 1 }, $push: { l: 4 } as never });
    await rows.updateOne({ _id: 1 }, { $pop: { l: 1 } as never });
    await rows.replaceOne({ _id: 1 }, { b: 1 });
    await rows.deleteOne({ _id: 1 });
    const [insert, update, pop, replace, remove] = await take(stream, 5);
    const ns = { db: subject.db.databaseName, coll: rows.collectionName };
    expect(insert).toMatchObject({ operationType: 'insert', ns, documentKey: { _id: 1 }, fullDocument: { _id: 1, a: 1 } });
    expect(update).toMatchObject({
      operationType: 'update',
      ns,
      documentKey: { _id: 1 },
      updateDescription: { updatedFields: { a: 2, 'o.y': 5, 'l.3': 4 }, removedFields: ['o.x'] },
    });
    expect(pop).toMatchObject({ updateDescription: { truncatedArrays: [{ field: 'l', newSize: 3 }] } });
    expect(replace).toMatchObject({ operationType: 'replace', fullDocument: { _id: 1, b: 1 } });
    expect(remove).toMatchObject({ operationType: 'delete', documentKey: { _id: 1 } });
    expect(insert?.['clusterTime'].lessThan(remove?.['clusterTime'])).toBe(true);
    expect(insert?.['wallTime']).toBeInstanceOf(Date);
    await stream.close();
  });

  test('look up the whole document of an update when asked', async () => {
    const rows = await created();
    await rows.insertOne({ _id: 1, a: 1 });
    const stream = await opened(rows.watch([], { ...SOON, fullDocument: 'updateLookup' }));
    await rows.updateOne({ _id: 1 }, { $set: { b: 2 } });
    expect((await take(stream, 1))[0]).toMatchObject({ fullDocument: { _id: 1, a: 1, b: 2 } });
    await stream.close();
  });

  test('give the document before and after where the collection keeps them', async () => {
    const name = subject.collection().collectionName;
    const rows = await subject.db.createCollection<Row>(name, { changeStreamPreAndPostImages: { enabled: true } });
    await rows.insertOne({ _id: 1, a: 1 });
    const stream = await opened(rows.watch([], { ...SOON, fullDocument: 'required', fullDocumentBeforeChange: 'required' }));
    await rows.updateOne({ _id: 1 }, { $set: { a: 2 } });
    expect((await take(stream, 1))[0]).toMatchObject({ fullDocument: { a: 2 }, fullDocumentBeforeChange: { a: 1 } });
    await stream.close();
  });

  test('go through $match and $project', async () => {
    const rows = await created();
    const stream = await opened(rows.watch([{ $match: { 'fullDocument.keep': true } }, { $project: { 'fullDocument.n': 1 } }], SOON));
    await rows.insertMany([
      { _id: 1, keep: false, n: 1 },
      { _id: 2, keep: true, n: 2 },
    ]);
    const [event] = await take(stream, 1);
    expect(event).toEqual({ _id: event?.['_id'], fullDocument: { n: 2 } });
    await stream.close();
  });

  test('of a database and of everything tell of all collections', async () => {
    const [one, other] = [await created(), await created()];
    const wide = await opened(subject.client.watch([{ $match: { 'ns.db': subject.db.databaseName } }], SOON));
    const stream = await opened(subject.db.watch([], SOON));
    await one.insertOne({ _id: 1 });
    await other.insertOne({ _id: 2 });
    for (const events of [await take(stream, 2), await take(wide, 2)])
      expect(events.map((event) => event['ns'].coll)).toEqual([one.collectionName, other.collectionName]);
    await stream.close();
    await wide.close();
  });

  test('tell of a transaction’s changes together, after its commit', async () => {
    const rows = await created();
    const stream = await opened(rows.watch([], SOON));
    const session = subject.client.startSession();
    await session.withTransaction(async () => {
      await rows.insertOne({ _id: 1 }, { session });
      await rows.insertOne({ _id: 2 }, { session });
      expect(await stream.tryNext()).toBeNull();
    });
    await session.endSession();
    const events = await take(stream, 2);
    expect(events.map((event) => event['documentKey'])).toEqual([{ _id: 1 }, { _id: 2 }]);
    expect(events[0]?.['clusterTime']).toEqual(events[1]?.['clusterTime']);
    expect(events[0]?.['txnNumber']).toBeDefined();
    await stream.close();
  });

  test('end with an invalidate when their collection is dropped or renamed', async () => {
    const rows = await created();
    const stream = await opened(rows.watch([], SOON));
    await rows.insertOne({ _id: 1 });
    await rows.drop();
    const events = await take(stream, 3);
    expect(kinds(events)).toEqual(['insert', 'drop', 'invalidate']);
    const token = events[2]?.['_id'];
    expect(await rejection(rows.watch([], { ...SOON, resumeAfter: token }).next())).toMatchObject({ code: 260 });
    const next = await opened(rows.watch([], { ...SOON, startAfter: token }));
    await rows.insertOne({ _id: 5 });
    expect((await take(next, 1))[0]).toMatchObject({ documentKey: { _id: 5 } });
    const renamed = await opened(rows.watch([], SOON));
    await rows.rename(`${rows.collectionName}x`);
    expect(kinds(await take(renamed, 2))).toEqual(['rename', 'invalidate']);
    await Promise.all([stream, next, renamed].map((one) => one.close()));
  });

  test('with showExpandedEvents tell of collections and indexes', async () => {
    const rows = subject.collection<Row>();
    const stream = await opened(subject.db.watch([{ $match: { 'ns.coll': rows.collectionName } }], { ...SOON, showExpandedEvents: true }));
    await subject.db.createCollection(rows.collectionName);
    await rows.createIndex({ a: 1 });
    await rows.dropIndex('a_1');
    expect(kinds(await take(stream, 3))).toEqual(['create', 'createIndexes', 'dropIndexes']);
    await stream.close();
  });

  test('with showExpandedEvents say which numbers in a path are names', async () => {
    const rows = await created();
    const stream = await opened(rows.watch([], { ...SOON, showExpandedEvents: true }));
    const plain = await opened(rows.watch([], SOON));
    await rows.insertOne({ _id: 1, a: [{ '1': 1 }], b: { '2': 2 } });
    await rows.updateOne({ _id: 1 }, { $set: { 'a.0.1': 5, 'b.2': 6 } });
    await rows.updateOne({ _id: 1 }, { $set: { 'a.0.x': 7 } });
    const [, update, other] = await take(stream, 3);
    expect(update?.['updateDescription'].disambiguatedPaths).toEqual({ 'a.0.1': ['a', 0, '1'], 'b.2': ['b', '2'] });
    expect(other?.['updateDescription'].disambiguatedPaths).toEqual({});
    expect((await take(plain, 2))[1]?.['updateDescription']).not.toHaveProperty('disambiguatedPaths');
    await Promise.all([stream.close(), plain.close()]);
  });

  test('come in fragments where an event is too large, and go on after one', async () => {
    const { collectionName } = subject.collection();
    const rows = await subject.db.createCollection<{ _id: number; text: string }>(collectionName, {
      changeStreamPreAndPostImages: { enabled: true },
    });
    const [before, after] = ['q', 'z'].map((letter) => letter.repeat(10 * 1024 * 1024)) as [string, string];
    await rows.insertOne({ _id: 1, text: before });
    const options = { ...SOON, fullDocumentBeforeChange: 'required' } as const;
    const stream = await opened(rows.watch([{ $changeStreamSplitLargeEvent: {} }], options));
    await rows.updateOne({ _id: 1 }, { $set: { text: after } });
    const [first, second] = await take(stream, 2);
    expect(first?.['splitEvent']).toEqual({ fragment: 1, of: 2 });
    expect(second?.['splitEvent']).toEqual({ fragment: 2, of: 2 });
    expect(first?.['operationType']).toBe('update');
    const whole = { ...first, ...second };
    expect(whole['fullDocumentBeforeChange'].text === before && whole['updateDescription'].updatedFields.text === after).toBe(true);
    await stream.close();
    const resumed = rows.watch([{ $changeStreamSplitLargeEvent: {} }], { ...options, resumeAfter: first?.['_id'] });
    expect((await take(resumed, 1))[0]?.['splitEvent']).toEqual({ fragment: 2, of: 2 });
    await resumed.close();
  });

  test('go on after a token, or from a time', async () => {
    const rows = await created();
    const stream = await opened(rows.watch([], SOON));
    await rows.insertMany([1, 2, 3].map((_id) => ({ _id })));
    const events = await take(stream, 3);
    await stream.close();
    const after = rows.watch([], { ...SOON, resumeAfter: events[0]?.['_id'] });
    expect((await take(after, 2)).map((event) => event['documentKey']._id)).toEqual([2, 3]);
    const since = rows.watch([], { ...SOON, startAtOperationTime: events[1]?.['clusterTime'] });
    expect((await take(since, 2)).map((event) => event['documentKey']._id)).toEqual([2, 3]);
    await Promise.all([after.close(), since.close()]);
  });

  test('refuse tokens that are none, stages they cannot have, and a lost _id', async () => {
    const rows = await created();
    expect(await rejection(rows.watch([], { ...SOON, resumeAfter: { _data: 'xyz' } }).next())).toHaveProperty('code');
    expect(await rejection(rows.watch([{ $nope: 1 }] as Document[]).next())).toMatchObject({ code: 40324 });
    const stream = await opened(rows.watch([{ $project: { _id: 0 } }], SOON));
    await rows.insertOne({ _id: 1 });
    expect(await rejection(stream.next())).toHaveProperty('message');
  });
});

describe.skipIf(realUrl !== undefined)('over a restart', () => {
  test('a token goes on where it stood, and one whose past is gone is refused (286)', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mongo-resume-'));
    const run = async (work: (rows: Collection<Row>) => Promise<void>): Promise<void> => {
      const server = await startMongo({ data: folder, oplogBytes: 20_000 });
      const client = await new MongoClient(server.url).connect();
      await work(client.db('d').collection<Row>('rows'));
      await client.close();
      await server.close();
    };
    let token: unknown;
    await run(async (rows) => {
      const stream = await opened(rows.watch([], SOON));
      await rows.insertMany([1, 2, 3].map((_id) => ({ _id })));
      token = (await take(stream, 1))[0]?.['_id'];
      await stream.close();
      await rows.updateOne({ _id: 1 }, { $set: { a: 1 } });
    });
    await run(async (rows) => {
      const stream = rows.watch([], { ...SOON, resumeAfter: token });
      expect(kinds(await take(stream, 3))).toEqual(['insert', 'insert', 'update']);
      await stream.close();
      for (let round = 0; round < 50; round++) await rows.updateOne({ _id: 1 }, { $set: { text: `${round}`.repeat(500) } });
      const error = await rejection(rows.watch([], { ...SOON, resumeAfter: token }).next());
      expect(error).toMatchObject({ code: 286 });
    });
    await rm(folder, { recursive: true });
  });
});
