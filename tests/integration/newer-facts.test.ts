import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { KNOWN_TYPES, newId, type AcademyEvent, type Id } from '@lyceum/contracts';
import { MODELS } from '@lyceum/projections/engine';
import { FactUnknown, openEventLog, Vocabulary, type EventLog, type FeedMessage } from '@lyceum/stores';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { courses } from '../../backend/src/courses/course.ts';
import { firstTry } from '../../backend/src/deciding/context.ts';
import { nothing } from '../../backend/src/deciding/decision.ts';
import { Streams } from '../../backend/src/deciding/streams.ts';
import { until } from '../harness/until.ts';
import { ReadSide, secret } from './projections-academy.ts';

/** The version to come: a publication that says for how many seats. */
const NEXT = 'courses.CoursePublished.v2';
type Published = { courseId: Id; seats?: number };

let side: ReadSide;
let official: EventStoreDBClient;
/** The log as the program reads it that is to come. */
let upgraded: EventLog;

beforeEach(async () => {
  side = await ReadSide.start();
  official = EventStoreDBClient.connectionString(side.eventStoreUrl);
  const newest = KNOWN_TYPES.map((type) => (type === 'courses.CoursePublished.v1' ? NEXT : type));
  const upcasters = { 'courses.CoursePublished.v1': { to: NEXT, next: (data: unknown) => ({ ...(data as object), seats: 1 }) } };
  upgraded = openEventLog({ url: side.eventStoreUrl, secret, vocabulary: new Vocabulary(newest, upcasters) });
});

afterEach(async () => {
  await official.dispose();
  await side.stop();
  await upgraded.close();
});

/** Written by the version to come, before it was set back. */
const publishedNext = (courseId: Id, seats: number) =>
  official.appendToStream(`course-${courseId}`, jsonEvent({ id: randomUUID(), type: NEXT, data: { courseId, seats } }));
const created = (courseId: Id, title: string): AcademyEvent => ({
  type: 'courses.CourseCreated.v1',
  data: { courseId, instructorId: courseId, title, summary: '', seats: null },
});
const edited = (courseId: Id, title: string): AcademyEvent => ({ type: 'courses.CourseEdited.v1', data: { courseId, title } });

/** Of each course its facts in their order: a fact that is folded too late or left out shows. */
const toldBy = (published: string) =>
  ({
    name: 'courses',
    version: 1,
    from: ['courses.CourseCreated.v1', 'courses.CourseEdited.v1', published],
    first: ['courses.CourseCreated.v1'],
    indexes: [],
    rooms: { course: '_id' },
    key: ({ data }) => (data as Published).courseId,
    fold: (row, { type, data }) => {
      const { title, seats } = data as { title?: string; seats?: number };
      return { told: [...((row as { told?: string[] })?.told ?? []), title ?? `${type.startsWith('courses.CoursePublished') && seats}`] };
    },
    views: () => [],
    blind: false,
  }) as (typeof MODELS)[number];
const engineOf = (log: EventLog, published: string) =>
  side.engine({ log, models: MODELS.map((model) => (model.name === 'courses' ? toldBy(published) : model)) });
const told = async (courseId: Id) => ((await side.models.courses.find(courseId)) as unknown as { told: string[] } | null)?.told;
const standing = async () => (await side.models.status()).find(({ name }) => name === 'courses')!;
const caughtUp = async () => expect(await side.models.waitFor(await side.log.head(), ['people'], 10_000)).toBe(true);

test('the feed says of it what it is and how far this program can read, to those only who want a version of it', async () => {
  const courseId = newId();
  await side.append(`course-${courseId}`, created(courseId, 'Steel'));
  await publishedNext(courseId, 7);
  const fed = async (types?: string[]) => {
    const enough = new AbortController();
    const messages: FeedMessage[] = [];
    for await (const message of side.log.feed(null, enough.signal, types)) {
      messages.push(message);
      if (message.kind === 'caught-up') enough.abort();
    }
    return messages.filter(({ kind }) => kind === 'newer');
  };
  const newer = { kind: 'newer', type: NEXT, before: 'courses.CoursePublished.v1', stream: `course-${courseId}`, revision: 1 };
  expect(await fed()).toMatchObject([newer]);
  expect(await fed(['courses.CoursePublished.v1'])).toMatchObject([newer]);
  expect(await fed(['courses.CourseCreated.v1'])).toEqual([]);
});

test('nobody decides on a stream that has one, and nothing is appended to it', async () => {
  const courseId = newId();
  await side.append(`course-${courseId}`, created(courseId, 'Steel'));
  const streams = new Streams(side.log, { warn: () => {} });
  await streams.look(courses, courseId);
  await publishedNext(courseId, 7);
  await expect(streams.look(courses, courseId)).rejects.toThrow(FactUnknown);
  const deciding = streams.decide(courses, courseId, firstTry(null, new Date(0).toISOString()), () => nothing());
  await expect(deciding).rejects.toThrow(/course-.* has a fact courses.CoursePublished.v2/);
  expect((await upgraded.read(`course-${courseId}`)).map(({ data }) => (data as Published).seats)).toEqual([null, 7]);
});

test('a read model stands still at it and says so, the others go on; the upgraded program folds it and what came after, in order', async () => {
  const engine = engineOf(side.log, 'courses.CoursePublished.v1');
  const [one, two] = [newId(), newId()];
  await side.append(`course-${one}`, created(one, 'Steel'), { type: 'courses.CoursePublished.v1', data: { courseId: one } });
  await publishedNext(one, 7);
  await side.append(`course-${one}`, edited(one, 'Gold'));
  await side.append(`course-${two}`, created(two, 'Wood'));
  const ann = await side.register('Ann Smith');
  await caughtUp();
  expect(await side.models.people.find(ann)).toMatchObject({ name: 'Ann Smith' });
  expect(await told(one)).toEqual(['Steel', 'undefined']);
  expect(await told(two)).toBeUndefined();
  expect(await standing()).toMatchObject({ state: 'failed', parked: 1, error: expect.stringContaining(NEXT) });
  // Trying again with the same program changes nothing, and neither does a rebuild.
  await side.order({ type: 'operations.RetryOrdered.v1', data: { name: 'courses', key: '*' } });
  expect(await standing()).toMatchObject({ state: 'failed', parked: 1 });
  await side.rebuildAndSwap('courses');
  expect(await standing()).toMatchObject({ state: 'failed', parked: 1 });
  await engine.stop();
  engineOf(upgraded, NEXT);
  await until('the model has gone on', async () => (await told(two)) !== undefined);
  expect(await told(one)).toEqual(['Steel', 'undefined', '7', 'Gold']);
  expect(await told(two)).toEqual(['Wood']);
  await until('it says so', async () => (await standing()).state === 'running');
  expect(await standing()).toMatchObject({ parked: 0, error: null });
  await side.append(`course-${two}`, edited(two, 'Oak'));
  await caughtUp();
  expect(await told(two)).toEqual(['Wood', 'Oak']);
});

test('rows that were parked before wait until the model goes on; what stops it may be skipped', async () => {
  engineOf(side.log, 'courses.CoursePublished.v1');
  const [one, two] = [newId(), newId()];
  await side.append(`course-${one}`, created(one, 'Steel'));
  await publishedNext(one, 7);
  await publishedNext(two, 8);
  await side.append(`course-${one}`, edited(one, 'Gold'));
  await caughtUp();
  const stopping = () =>
    side.store.db.collection<{ _id: string; stream: string; revision: number }>('parked').find({ key: '*', model: 'courses' }).toArray();
  const [first] = await stopping();
  await side.order({ type: 'operations.RetryOrdered.v1', data: { name: 'courses', key: one } });
  expect(await stopping()).toHaveLength(1);
  const skip = ({ stream, revision } = { stream: '', revision: 0 }) =>
    side.order({
      type: 'operations.SkipOrdered.v1',
      data: { name: 'courses', key: '*', stream, revision, operatorId: newId(), reason: null },
    });
  await skip(first);
  expect(await told(one)).toEqual(['Steel']);
  const [second] = await stopping();
  expect(second?._id).not.toBe(first?._id);
  await skip(second);
  expect(await told(one)).toEqual(['Steel', 'Gold']);
  expect(await stopping()).toEqual([]);
});
