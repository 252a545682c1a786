import { BEGINNING, newId, type AcademyEvent, type Id } from '@lyceum/contracts';
import { MODELS, projection, type Projection } from '@lyceum/projections/engine';
import type { LiveMessage } from '@lyceum/projections/queries';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../harness/until.ts';
import { ReadSide } from './projections-academy.ts';

let side: ReadSide;

beforeEach(async () => {
  side = await ReadSide.start();
});

afterEach(() => side.stop());

const created = (courseId: Id, title: string): AcademyEvent => ({
  type: 'courses.CourseCreated.v1',
  data: { courseId, instructorId: newId(), title, summary: '', seats: null },
});
const published = (courseId: Id): AcademyEvent => ({ type: 'courses.CoursePublished.v1', data: { courseId } });

async function publish(title: string): Promise<Id> {
  const courseId = newId();
  await side.append(`course-${courseId}`, created(courseId, title), published(courseId));
  return courseId;
}

/** Everything recorded so far is in the rows. */
const caughtUp = async () => expect(await side.models.waitFor(await side.log.head(), ['courses', 'people'], 20_000)).toBe(true);

test('what was written is found by a read that waits for its position, whatever kind of fact it was', async () => {
  side.engine();
  const courseId = await publish('Steel bars');
  await caughtUp();
  expect(await side.models.courses.find(courseId)).toMatchObject({ title: 'Steel bars', phase: 'published' });
  // No read model folds sessions: the position is passed all the same.
  const session = { sessionId: newId(), tokenHash: 'h', expires: '2026-01-01T00:00:00.000Z' };
  const position = await side.append(`session-${newId()}`, { type: 'accounts.SessionRefreshed.v1', data: session });
  expect(await side.models.waitFor(position, ['courses'], 2000)).toBe(true);
  expect(await side.models.reached('courses')).toBe(position);
  expect(await side.models.waitFor(`${position}0`, ['courses'], 50)).toBe(false);
});

test('people are searched by the beginnings of their words, page by page, in the order of their names', async () => {
  side.engine();
  const names = ['Zoë Adams', 'ann Smith', 'Anna Smithson', 'Bob Anders', 'Кирило Ан'];
  for (const name of names) await side.register(name);
  await caughtUp();
  const found = async (search: string) => (await side.models.people.page({ search, limit: 10 })).items.map(({ name }) => name);
  expect(await found('AN')).toEqual(['ann Smith', 'Anna Smithson', 'Bob Anders']);
  expect(await found('smi an')).toEqual(['ann Smith', 'Anna Smithson']);
  expect(await found('zoë.adams@exam')).toEqual(['Zoë Adams']);
  expect(await found('кир ан')).toEqual(['Кирило Ан']);
  expect(await found('nn')).toEqual([]);
  const first = await side.models.people.page({ limit: 2, role: 'student' });
  const second = await side.models.people.page({ limit: 2, role: 'student', ...(first.next && { cursor: first.next }) });
  const third = await side.models.people.page({ limit: 2, role: 'student', ...(second.next && { cursor: second.next }) });
  expect([first, second, third].flatMap(({ items }) => items.map(({ name }) => name))).toEqual([
    'ann Smith',
    'Anna Smithson',
    'Bob Anders',
    'Zoë Adams',
    'Кирило Ан',
  ]);
  expect(third.next).toBeNull();
  await expect(side.models.people.page({ limit: 2, cursor: 'nonsense' })).rejects.toThrow('cursor');
});

test('changes come in order and once, each before its position is reached; what was missed is found by position', async () => {
  const messages: LiveMessage[] = [];
  side.models.changes((message) => messages.push(message));
  side.engine();
  await side.models.follow().ready();
  const one = await publish('One');
  await caughtUp();
  const since = await side.models.reached('courses');
  await side.append(`course-${one}`, { type: 'courses.CourseEdited.v1', data: { courseId: one, title: 'First' } });
  await caughtUp();
  await until('the change has come', () =>
    messages.some((message) => message.kind === 'reached' && BigInt(message.position) > BigInt(since)),
  );
  const changes = messages.flatMap((message) => (message.kind === 'changed' && message.change.model === 'courses' ? [message.change] : []));
  expect(new Set(changes.map(({ position }) => position)).size).toBe(changes.length);
  expect(changes.at(-1)).toMatchObject({ key: one, views: [{ room: `course:${one}`, audience: 'member', row: { title: 'First' } }] });
  const at = messages.findIndex((message) => message.kind === 'changed' && message.change === changes.at(-1));
  const reached = messages.findIndex((message) => message.kind === 'reached' && message.position === changes.at(-1)?.position);
  expect(at).toBeLessThan(reached);
  const missed = await side.models.rowsSince(`course:${one}`, since);
  expect(missed.map(({ model, position }) => [model, position])).toEqual([['courses', changes.at(-1)?.position]]);
  expect(await side.models.rowsSince(`course:${one}`, missed[0]?.position ?? BEGINNING)).toEqual([]);
});

test('rows are told of from when somebody follows them; how far they are, always', async () => {
  const messages: LiveMessage[] = [];
  side.models.changes((message) => messages.push(message));
  side.engine();
  const told = () => messages.flatMap((message) => (message.kind === 'changed' ? [message.change.key] : []));
  const one = await publish('One');
  await caughtUp();
  expect(messages.filter(({ kind }) => kind === 'reached')).not.toEqual([]);
  expect(told()).toEqual([]);
  const [first, second] = [side.models.follow(), side.models.follow()];
  await Promise.all([first.ready(), second.ready()]);
  first.end();
  const two = await publish('Two');
  await until('the second course is told of', () => told().includes(two));
  expect(told()).not.toContain(one);
});

/** Counts what happens to a course; throws where the fold is told to. */
const counting = (version: number, bad: { title: string | null } = { title: null }): Projection =>
  projection<{ facts: number; version: number }, 'courses.CourseCreated.v1' | 'courses.CourseEdited.v1' | 'courses.CoursePublished.v1'>({
    name: 'courses',
    version,
    from: ['courses.CourseCreated.v1', 'courses.CourseEdited.v1', 'courses.CoursePublished.v1'],
    key: ({ data }) => data.courseId,
    fold: (row = { facts: 0, version }, { data }) => {
      if ('title' in data && data.title === bad.title) throw new Error(`I cannot read ${data.title}`);
      return { ...row, facts: row.facts + 1 };
    },
    indexes: [{ facts: 1 }],
    rooms: { course: '_id' },
  }) as Projection;

/** What differs where nothing does. */
const NOTHING = { added: 0, removed: 0, changed: 0 };

const withCourses = (courses: Projection) => MODELS.map((model) => (model.name === 'courses' ? courses : model));
const parkedNow = () => side.store.db.collection<{ _id: string; key: string }>('parked').find().sort({ _id: 1 }).toArray();

test('a parked row waits in order until it is retried; another goes on meanwhile', async () => {
  const bad = { title: 'Bad' as string | null };
  side.engine({ models: withCourses(counting(1, bad)) });
  const [lame, sound] = [newId(), newId()];
  await side.append(`course-${lame}`, created(lame, 'Bad'), published(lame));
  await side.append(`course-${sound}`, created(sound, 'Good'));
  await caughtUp();
  expect(await parkedNow()).toMatchObject([
    { key: lame, reason: 'I cannot read Bad', type: 'courses.CourseCreated.v1', stream: `course-${lame}`, revision: 0 },
    { key: lame, reason: 'An earlier fact of the same row is parked', revision: 1 },
  ]);
  expect(await side.models.courses.find(sound)).toMatchObject({ facts: 1 });
  const retry = () => side.order({ type: 'operations.RetryOrdered.v1', data: { name: 'courses', key: lame } });
  await retry();
  expect(await parkedNow()).toHaveLength(2);
  bad.title = null;
  await retry();
  expect(await side.models.courses.find(lame)).toMatchObject({ facts: 2 });
  expect(await parkedNow()).toEqual([]);
  await side.append(`course-${lame}`, published(lame));
  await caughtUp();
  expect(await side.models.courses.find(lame)).toMatchObject({ facts: 3 });
});

test('a parked fact that is skipped lets those behind it go on', async () => {
  side.engine({ models: withCourses(counting(1, { title: 'Bad' })) });
  const lame = newId();
  await side.append(`course-${lame}`, created(lame, 'Bad'), published(lame), published(lame));
  await caughtUp();
  const place = { name: 'courses', key: lame, stream: `course-${lame}`, revision: 0 };
  await side.order({ type: 'operations.SkipOrdered.v1', data: { ...place, operatorId: newId(), reason: null } });
  expect(await parkedNow()).toEqual([]);
  expect(await side.models.courses.find(lame)).toMatchObject({ facts: 2 });
  // It is left out of the rows that are made anew, too.
  expect((await side.rebuildAndSwap('courses')).record.difference).toMatchObject(NOTHING);
  expect(await parkedNow()).toEqual([]);
});

test('a rebuild equals the live rows, swaps while facts come in, and readers never see an empty table', async () => {
  side.engine();
  for (let number = 0; number < 30; number++) await publish(`Course ${number}`);
  await caughtUp();
  let reading = true;
  const counts: number[] = [];
  const reader = (async () => {
    while (reading) counts.push((await side.models.courses.page({ of: 'published', limit: 100 })).items.length);
  })();
  const writer = (async () => {
    for (let number = 30; number < 60; number++) await publish(`Course ${number}`);
  })();
  for (const { name } of MODELS) expect((await side.rebuildAndSwap(name)).record).toMatchObject({ phase: 'swapped', difference: NOTHING });
  await writer;
  await caughtUp();
  reading = false;
  await reader;
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(30);
  expect((await side.models.courses.page({ of: 'published', limit: 100 })).items).toHaveLength(60);
  for (const { name } of MODELS)
    expect((await side.rebuild(name, { swap: 'when-equal' })).record).toMatchObject({ phase: 'swapped', difference: NOTHING });
});

test('a rebuild finds a row that somebody changed by hand', async () => {
  side.engine();
  const courseId = await publish('Steel');
  await caughtUp();
  await side.store.db.collection<{ _id: string }>('courses.1').updateOne({ _id: courseId }, { $set: { title: 'Gold' } });
  const { record, samples } = await side.rebuildAndSwap('courses');
  expect(record.difference).toMatchObject({ ...NOTHING, changed: 1 });
  expect(samples).toMatchObject([{ kind: 'changed', key: courseId, before: { title: 'Gold' }, after: { title: 'Steel' } }]);
  await until('readers see the rebuilt rows', async () => (await side.models.courses.find(courseId))?.title === 'Steel');
});

test('a new version fills a generation beside the live one and takes its place; until then reads say where they stand', async () => {
  const messages: LiveMessage[] = [];
  side.models.changes((message) => messages.push(message));
  const former = side.engine({ models: withCourses(counting(1)) });
  const courseId = await publish('Steel');
  await caughtUp();
  await former.stop();
  side.engine({ models: withCourses(counting(2)) });
  await until(
    'the new version is live',
    async () =>
      (await side.models.courses.find(courseId)) !== null &&
      JSON.stringify(await side.models.courses.find(courseId)).includes('"version":2'),
  );
  await side.append(`course-${courseId}`, published(courseId));
  await caughtUp();
  expect(await side.models.courses.find(courseId)).toEqual({ facts: 3, version: 2 });
  expect(messages).toContainEqual({ kind: 'restarted', models: ['courses'] });
});

test('of several engines one works; when it is gone another takes over, and nothing is lost or folded twice', async () => {
  const [one, two] = [side.engine({ models: withCourses(counting(1)) }), side.engine({ models: withCourses(counting(1)) })];
  const courseId = newId();
  await side.append(`course-${courseId}`, created(courseId, 'Steel'));
  await caughtUp();
  expect([one.working, two.working].filter(Boolean)).toHaveLength(1);
  const [first, second] = one.working ? [one, two] : [two, one];
  await first.stop();
  for (let number = 0; number < 10; number++) await side.append(`course-${courseId}`, published(courseId));
  await caughtUp();
  expect(second.working).toBe(true);
  expect(await side.models.courses.find(courseId)).toMatchObject({ facts: 11 });
});

test('the read store goes away and comes back: reads say so, facts go on, and the rows catch up', async () => {
  side.engine({ models: withCourses(counting(1)) });
  const courseId = newId();
  await side.append(`course-${courseId}`, created(courseId, 'Steel'));
  await caughtUp();
  await side.stopMongo();
  for (let number = 0; number < 5; number++) await side.append(`course-${courseId}`, published(courseId));
  await expect(side.models.courses.find(courseId)).rejects.toThrow('The read store does not answer');
  await side.startMongo();
  const head = await side.log.head();
  expect(await side.models.waitFor(head, ['courses'], 20_000)).toBe(true);
  expect(await side.models.courses.find(courseId)).toMatchObject({ facts: 6 });
  expect((await side.rebuild('courses')).record.difference).toMatchObject(NOTHING);
});

test('the event store goes away and comes back: the feed goes on from where it was', async () => {
  side.engine({ models: withCourses(counting(1)) });
  const courseId = newId();
  await side.append(`course-${courseId}`, created(courseId, 'Steel'));
  await caughtUp();
  await side.stopEventStore();
  expect(await side.models.courses.find(courseId)).toMatchObject({ facts: 1 });
  const waiting = side.append(`course-${courseId}`, published(courseId));
  await side.startEventStore();
  await waiting;
  await side.append(`course-${courseId}`, published(courseId));
  await caughtUp();
  expect(await side.models.courses.find(courseId)).toMatchObject({ facts: 3 });
});

test('how each read model stands is told, also when nobody works', async () => {
  const engine = side.engine();
  await publish('Steel');
  await caughtUp();
  await until('it has said something', async () => (await side.models.heartbeat())?.position === (await side.log.head()));
  const statuses = await side.models.status();
  expect(statuses.map(({ name }) => name)).toEqual(MODELS.map(({ name }) => name));
  expect(statuses.find(({ name }) => name === 'courses')).toMatchObject({
    state: 'running',
    lagEvents: 0,
    rows: 1,
    parked: 0,
    error: null,
  });
  await engine.stop();
  const at = '2020-01-01T00:00:00.000Z';
  await side.store.db.collection<{ _id: string }>('heartbeats').updateOne({ _id: 'projections' }, { $set: { at } });
  expect((await side.models.status())[0]).toMatchObject({ state: 'failed', error: `The projections process has said nothing since ${at}` });
});
