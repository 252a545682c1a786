import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { newId, type Id, type Recorded } from '@lyceum/contracts';
import {
  EventStoreUnavailable,
  FactsTooLarge,
  openEventLog,
  PersonForgotten,
  RootSecret,
  WrongRevision,
  type FeedMessage,
} from '@lyceum/stores';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { command, ReadSide, secret } from './projections-academy.ts';

let side: ReadSide;
let official: EventStoreDBClient;

beforeEach(async () => {
  side = await ReadSide.start();
  official = EventStoreDBClient.connectionString(side.eventStoreUrl);
});

afterEach(async () => {
  await official.dispose();
  await side.stop();
});

const published = (courseId: Id) => ({ type: 'courses.CoursePublished.v1', data: { courseId } });

/** Takes messages from the feed until one is `last`. */
async function fed(
  after: string | null,
  last: (message: FeedMessage) => boolean,
  log = side.log,
  types?: string[],
): Promise<FeedMessage[]> {
  const enough = new AbortController();
  const messages: FeedMessage[] = [];
  for await (const message of log.feed(after, enough.signal, types)) {
    messages.push(message);
    if (last(message)) enough.abort();
  }
  return messages;
}
const factsOf = (messages: readonly FeedMessage[]): Recorded[] =>
  messages.flatMap((message) => (message.kind === 'fact' ? [message.fact] : []));
const caughtUp = (message: FeedMessage) => message.kind === 'caught-up';

test('news are the facts of the types that were asked for, and none of the others is sent', async () => {
  const stream = `course-${newId()}`;
  const from = await side.log.head();
  const others = Array.from({ length: 20 }, () => published('a'));
  await side.log.append(stream, others, 'no-stream', command());
  const edited = { type: 'courses.CourseEdited.v1', data: { courseId: 'a', title: 'New' } };
  const { position } = await side.log.append(stream, [edited], others.length - 1, command());
  const enough = new AbortController();
  const messages: FeedMessage[] = [];
  for await (const message of side.log.news(from, enough.signal, [edited.type])) {
    messages.push(message);
    if (message.kind !== 'caught-up' && message.position === position) enough.abort();
  }
  expect(messages.filter(({ kind }) => kind === 'fact')).toMatchObject([{ fact: edited, position }]);
  expect(messages.filter(({ kind }) => kind === 'passed').length).toBeLessThan(others.length);
});

test('an append says where its last fact stands, and the same command appends once', async () => {
  const stream = `course-${newId()}`;
  const context = command();
  const facts = [published('a'), published('b')];
  const first = await side.log.append(stream, facts, 'no-stream', context);
  expect(await side.log.append(stream, facts, 'no-stream', context)).toEqual(first);
  const recorded = await side.log.read(stream);
  expect(recorded.map(({ revision, data }) => [revision, data])).toEqual([
    [0, { courseId: 'a' }],
    [1, { courseId: 'b' }],
  ]);
  expect(recorded[1]).toMatchObject({ position: first.position, metadata: context, stream });
  expect(await side.log.read(stream, 0)).toEqual(recorded.slice(1));
  expect(await side.log.head()).toBe(first.position);
});

test('an append that expects something else is refused with what is there', async () => {
  const stream = `course-${newId()}`;
  await expect(side.log.append(stream, [published('a')], 3, command())).rejects.toMatchObject({ actual: -1 });
  await side.log.append(stream, [published('a')], 'no-stream', command());
  await expect(side.log.append(stream, [published('a')], 'no-stream', command())).rejects.toThrow(WrongRevision);
  await expect(side.log.append(stream, [published('a')], 3, command())).rejects.toMatchObject({ actual: 0 });
  await expect(side.log.append(stream, [published('x'.repeat(1_100_000))], 0, command())).rejects.toThrow(FactsTooLarge);
  expect(await side.log.read('course-nowhere')).toEqual([]);
});

test('a hundred appends at once are each answered with their own place', async () => {
  const streams = Array.from({ length: 100 }, () => `course-${newId()}`);
  const appended = await Promise.all(streams.map((stream) => side.log.append(stream, [published(stream)], 'no-stream', command())));
  const facts = await Promise.all(streams.map((stream) => side.log.read(stream)));
  expect(facts.map(([fact]) => fact?.position)).toEqual(appended.map(({ position }) => position));
});

test('what an older program wrote is read in the newest shape, by stream and by feed', async () => {
  const personId = newId();
  const metadata = { $correlationId: newId(), $causationId: newId(), by: null, at: '2020-01-01T00:00:00.000Z', commandId: newId() };
  const old = jsonEvent({ type: 'accounts.PersonRegistered.v1', data: { personId, name: null, email: null }, metadata });
  await official.appendToStream(`person-${personId}`, old);
  const newest = { type: 'accounts.PersonRegistered.v2', data: { personId, name: null, email: null, timeZone: 'UTC' } };
  expect(await side.log.read(`person-${personId}`)).toMatchObject([newest]);
  expect(factsOf(await fed(null, caughtUp, side.log, [newest.type]))).toMatchObject([newest]);
});

test('deleting a key makes the name unreadable everywhere, and for ever', async () => {
  const personId = await side.register('Ann Smith');
  const elsewhere = openEventLog({ url: side.eventStoreUrl, secret });
  expect(factsOf(await fed(null, caughtUp, elsewhere))).toContainEqual(
    expect.objectContaining({ data: expect.objectContaining({ name: 'Ann Smith' }) }),
  );
  await official.tombstoneStream(`key-${personId}`);
  const later = openEventLog({ url: side.eventStoreUrl, secret });
  const [registered] = await later.read(`person-${personId}`);
  expect(registered?.data).toEqual({ personId, name: null, email: null, timeZone: 'UTC' });
  expect(factsOf(await fed(null, caughtUp, later, ['accounts.PersonRegistered.v2']))[0]?.data).toMatchObject({ name: null });
  await expect(later.keys.issue(personId, command())).rejects.toThrow(PersonForgotten);
  // Who had the key in memory has it no more once the feed has come by the deletion.
  expect(factsOf(await fed(null, caughtUp, elsewhere, ['accounts.PersonRegistered.v2']))[0]?.data).toMatchObject({ name: null });
  await Promise.all([elsewhere.close(), later.close()]);
});

test('a key that is deleted while the feed is followed is out of memory at once; a soft delete counts too', async () => {
  const [gone, stays] = [await side.register('Ann Smith'), await side.register('Bob Jones')];
  expect((await side.log.read(`person-${gone}`))[0]?.data).toMatchObject({ name: 'Ann Smith' });
  const head = await side.log.head();
  const following = fed(head, (message) => message.kind === 'fact');
  await official.deleteStream(`key-${gone}`);
  await side.log.append('course-1', [published('1')], 'any', command());
  await following;
  expect((await side.log.read(`person-${gone}`))[0]?.data).toMatchObject({ name: null, email: null });
  expect((await side.log.read(`person-${stays}`))[0]?.data).toMatchObject({ name: 'Bob Jones' });
});

test('with another root secret nothing personal is read: it says so', async () => {
  const personId = await side.register('Ann Smith');
  const wrong = openEventLog({ url: side.eventStoreUrl, secret: new RootSecret(Buffer.alloc(32, 9).toString('base64')) });
  await expect(wrong.read(`person-${personId}`)).rejects.toThrow('The root secret is not the one');
  await expect(fed(null, caughtUp, wrong)).rejects.toThrow('The root secret is not the one');
  await wrong.close();
});

test('the feed goes on after a position, says what it passed over, and stays on', async () => {
  const one = await side.log.append('course-1', [published('1')], 'any', command());
  await official.appendToStream('other', jsonEvent({ type: 'elsewhere.Happened', data: {} }));
  const two = await side.log.append('course-2', [published('2')], 'any', command());
  const after = await fed(one.position, caughtUp);
  expect(factsOf(after).map(({ position }) => position)).toEqual([two.position]);
  const others = await fed(null, caughtUp, side.log, ['courses.CourseCreated.v1']);
  expect(factsOf(others)).toEqual([]);
  const passed = others.map((message) => (message.kind === 'passed' ? message.position : message.kind));
  expect(passed).toEqual(expect.arrayContaining([one.position, two.position, 'caught-up']));
  const live = fed(two.position, (message) => message.kind === 'fact' && message.fact.revision === 1);
  await side.log.append('course-2', [published('3')], 0, command());
  expect(factsOf(await live)).toMatchObject([{ data: { courseId: '3' } }]);
});

test('the feed outlives a restart of the store: nothing twice, nothing missed', async () => {
  const seen: string[] = [];
  const enough = new AbortController();
  const following = (async () => {
    for await (const message of side.log.feed(null, enough.signal)) {
      if (message.kind === 'fact') seen.push((message.fact.data as { courseId: string }).courseId);
      if (seen.at(-1) === 'last') enough.abort();
    }
  })();
  const written: string[] = [];
  for (let restart = 0; restart < 3; restart++) {
    for (let number = 0; number < 20; number++) {
      const name = `${restart}/${number}`;
      await side.log.append('course-1', [published(name)], 'any', command());
      written.push(name);
    }
    await side.stopEventStore();
    await side.startEventStore();
  }
  await side.log.append('course-1', [published('last')], 'any', command());
  await following;
  expect(seen).toEqual([...written, 'last']);
});

test('appends under way while the store restarts are done once; while it is away they are refused', async () => {
  const stream = `course-${newId()}`;
  const appending = Promise.all(
    Array.from({ length: 50 }, (_, number) => side.log.append(`${stream}-${number}`, [published(String(number))], 'no-stream', command())),
  );
  await side.stopEventStore();
  await side.startEventStore();
  expect(await appending).toHaveLength(50);
  const streams = await Promise.all(Array.from({ length: 50 }, (_, number) => side.log.read(`${stream}-${number}`)));
  expect(streams.map((facts) => facts.length)).toEqual(Array.from({ length: 50 }, () => 1));
  await side.stopEventStore();
  await Promise.all([
    expect(side.log.append(stream, [published('a')], 'any', command())).rejects.toThrow(EventStoreUnavailable),
    expect(side.log.read(stream)).rejects.toThrow(EventStoreUnavailable),
  ]);
  await side.startEventStore();
  expect(await side.log.read(stream)).toEqual([]);
});
