/** Events go from one log to another: by files of the command line, through the API and past it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { CarriedEvent, CarriedPage, CheckedLines, LoggedFact, StreamLine, StreamState } from '@lyceum/contracts';
import { startEventStore, type EventStoreNode } from 'lyceum-eventstore';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { CommandLine } from '../harness/command-line.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

const folder = mkdtempSync(join(tmpdir(), 'carrying-'));
const file = (name: string) => join(folder, name);
let house: House;
let backend: Backend;
let admin: Person;
let line: CommandLine;
let empty: EventStoreNode;
let courseId: string;

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  const root = await backend.api.signIn(ADMIN);
  await root.put(`/api/people/${root.personId}/roles`, { roles: ['admin', 'operator'] });
  admin = await backend.api.signIn(ADMIN);
  line = new CommandLine(backend.url, admin.token);
  const inge = await backend.api.person('Inge', ['instructor'], admin);
  courseId = await inge.createCourse({ title: 'Steel' });
  await inge.publishCourse(courseId);
  await (await backend.api.person('Sam')).post(`/api/courses/${courseId}/enrolments`);
  await until('all is folded', async () => (await admin.projections()).every(({ lagEvents }) => lagEvents === 0));
  empty = await startEventStore({ data: ':memory:', port: 0 });
});
afterAll(async () => {
  await empty?.close();
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The events of a file, without where and when they came to stand in their log. */
const eventsIn = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text) as CarriedEvent & { hash: string })
    .filter((one) => 'revision' in one)
    .map(({ position: _, created: __, hash: ___, ...event }) => event);

describe('a file', () => {
  test('holds the whole log to the byte, shows that it is whole, and makes the same log elsewhere', async () => {
    const exported = await line.run('events', 'export', file('all'), '--json');
    expect([exported.code, exported.err]).toEqual([0, '']);
    const { events, hash } = JSON.parse(exported.out) as { events: number; hash: string };
    expect(await line.run('events', 'verify', file('all'))).toMatchObject({ code: 0, out: expect.stringContaining(`${events} events`) });
    expect(eventsIn(file('all'))).toHaveLength(events);
    expect(eventsIn(file('all')).some(({ stream }) => /^(?:\$|snapshot-|checkpoint-|automation-)/.test(stream))).toBe(false);
    expect(readFileSync(file('all'), 'utf8')).not.toContain('Inge');
    expect(statSync(file('all')).mode & 0o077).toBe(0);

    const imported = await line.run('events', 'import', file('all'), '--store', empty.url);
    expect([imported.code, imported.out.trim()]).toEqual([0, `${events} of ${events} events written`]);
    const again = await line.run('events', 'import', file('all'), '--store', empty.url, '--json');
    expect([again.code, JSON.parse(again.out)]).toMatchObject([0, { written: 0, known: events }]);
    expect((await line.run('events', 'export', file('copy'), '--store', empty.url)).code).toBe(0);
    expect(eventsIn(file('copy'))).toEqual(eventsIn(file('all')));
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
  });

  test('that broke off goes on where it was, in the middle of a line too', async () => {
    writeFileSync(file('torn'), readFileSync(file('all')));
    truncateSync(file('torn'), Math.floor(statSync(file('all')).size / 2));
    expect(await line.run('events', 'verify', file('torn'))).toMatchObject({ code: 1, err: expect.stringContaining('is not whole') });
    expect((await line.run('events', 'import', file('torn'), '--store', empty.url)).code).toBe(1);
    const gone = await line.run('events', 'export', file('torn'));
    expect([gone.code, gone.out]).toMatchObject([0, expect.stringContaining('gone on after')]);
    expect(eventsIn(file('torn')).slice(0, eventsIn(file('all')).length)).toEqual(eventsIn(file('all')));
    expect((await line.run('events', 'verify', file('torn'))).code).toBe(0);
    const whole = await line.run('events', 'export', file('torn'));
    expect([whole.code, whole.err]).toMatchObject([1, expect.stringContaining('is whole')]);
  });

  test('in which something was changed is found out', async () => {
    const text = readFileSync(file('all'), 'utf8');
    writeFileSync(file('changed'), text.replace('courses.CourseCreated.v1', 'courses.CourseCreated.v2'));
    expect(await line.run('events', 'verify', file('changed'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not as it was written'),
    });
    writeFileSync(file('shorter'), text.split('\n').toSpliced(3, 1).join('\n'));
    expect((await line.run('events', 'verify', file('shorter'))).code).toBe(1);
    expect((await line.run('events', 'verify', file('none'))).code).toBe(2);
  });

  test('may hold some streams alone, and some of the time', async () => {
    const of = async (name: string, ...flags: readonly string[]) => {
      expect((await line.run('events', 'export', file(name), ...flags)).code).toBe(0);
      return eventsIn(file(name));
    };
    expect((await of('one', '--stream', `course-${courseId}`)).map(({ type }) => type)).toEqual([
      'courses.CourseCreated.v1',
      'courses.CoursePublished.v1',
    ]);
    expect(new Set((await of('people', '--category', 'person')).map(({ stream }) => stream.slice(0, 7)))).toEqual(new Set(['person-']));
    const { items } = await admin.get<CarriedPage>('/api/operations/log');
    const [third] = items.slice(2);
    const after = await of('after', '--from', third!.position, '--prefix', 'key-');
    expect(after).toHaveLength(
      items.filter(({ stream, position }) => stream.startsWith('key-') && BigInt(position) > BigInt(third!.position)).length,
    );
    expect(await of('until', '--to', third!.position)).toHaveLength(3);
    expect(await of('future', '--from', '2999-01-01')).toHaveLength(0);
    const odd = await line.run('events', 'export', file('odd'), '--stream', 'a-b', '--category', 'c');
    expect([odd.code, existsSync(file('odd'))]).toEqual([2, false]);
  });
});

describe('another log', () => {
  test('that has something else is refused, with where', async () => {
    const other = await startEventStore({ data: ':memory:', port: 0 });
    const client = EventStoreDBClient.connectionString(other.url);
    const data = { another: 'course' };
    await client.appendToStream(`course-${courseId}`, [
      { id: crypto.randomUUID(), type: 'x', contentType: 'application/json', data, metadata: {} } as never,
    ]);
    const refused = await line.run('events', 'import', file('one'), '--store', other.url);
    expect([refused.code, refused.err]).toMatchObject([1, expect.stringContaining(`course-${courseId}@0: another event is there`)]);
    await client.dispose();
    await other.close();
  });

  test('of another academy takes what it can open, from an admin, and refuses what it cannot', async () => {
    const theirs = await House.build();
    try {
      const { api, url } = await theirs.backend();
      const root = await api.signIn(ADMIN);
      const there = new CommandLine(url, root.token);
      expect(await there.run('events', 'import', file('one'))).toMatchObject({
        code: 0,
        out: expect.stringContaining('2 of 2 events written'),
      });
      expect(await there.run('events', 'import', file('one'))).toMatchObject({
        code: 0,
        out: expect.stringContaining('2 were there already'),
      });
      const course = await until('the course is there', async () => {
        const { status, body } = await root.try<{ title: string }>('GET', `/api/courses/${courseId}`);
        return status === 200 && body;
      });
      expect(course.title).toBe('Steel');
      const sealed = await there.run('events', 'import', file('people'));
      expect([sealed.code, sealed.err]).toMatchObject([1, expect.stringContaining('another root secret')]);
      const operator = await api.person('Olga', ['operator'], root);
      const { items } = await admin.get<CarriedPage>('/api/operations/log');
      expect((await operator.try('POST', '/api/operations/log', { items: items.slice(0, 1), secret: null })).status).toBe(403);
      expect((await root.try('GET', '/api/operations/log')).status).toBe(403);
    } finally {
      await theirs.close();
    }
  });

  test('does not get what was deleted here, and deletes it too', async () => {
    const client = EventStoreDBClient.connectionString(house.eventStoreUrl);
    const gone = eventsIn(file('all')).findLast(({ stream }) => stream.startsWith('key-'))!.stream;
    await client.tombstoneStream(gone);
    await client.dispose();
    expect((await line.run('events', 'export', file('without'))).code).toBe(0);
    expect(eventsIn(file('without')).some(({ stream }) => stream === gone)).toBe(false);
    expect((await line.run('events', 'import', file('without'), '--store', empty.url)).code).toBe(0);
    expect((await line.run('events', 'export', file('there'), '--store', empty.url)).out).toContain('1 streams were deleted');
  });
});

describe('a file from the API', () => {
  const PATH = '/api/operations/log/file';
  const NO_HASH = '0'.repeat(32);
  const textOf = async (query = '') => (await admin.try<string>('GET', `${PATH}${query}`, undefined, { headers: {} })).body;
  const check = async (who: Person, text: string, before = NO_HASH) =>
    (await who.try<CheckedLines>('POST', `/api/operations/log/checks?before=${before}`, text)).body;

  test('is what the command line writes, and goes on where it broke off', async () => {
    const whole = await textOf(`?prefix=course-`);
    writeFileSync(file('by API'), whole);
    expect((await line.run('events', 'verify', file('by API'))).code).toBe(0);
    expect((await line.run('events', 'export', file('by CLI'), '--prefix', 'course-')).code).toBe(0);
    expect(eventsIn(file('by API'))).toEqual(eventsIn(file('by CLI')));
    const [head, first] = whole.split('\n') as [string, string];
    const { position, hash } = JSON.parse(first) as CarriedEvent & { hash: string };
    const rest = await textOf(`?prefix=course-&after=${position}&hash=${hash}&events=1`);
    writeFileSync(file('gone on'), `${head}\n${first}\n${rest}`);
    expect((await line.run('events', 'verify', file('gone on'))).out).toContain('2 events');
    expect((await admin.try('GET', `${PATH}?prefix=a&stream=b`)).status).toBe(400);
    expect((await admin.try('GET', `${PATH}?after=5`)).status).toBe(400);
    expect((await admin.try('GET', `${PATH}?from=yesterday`)).status).toBe(400);
  });

  test('is compared with a log before anything is written', async () => {
    const text = await textOf(`?stream=course-${courseId}`);
    expect(await check(admin, text)).toMatchObject({ damaged: null, closing: 2, events: 2, missing: 0, known: 2, head: { ours: true } });
    const theirs = await House.build();
    try {
      const { api } = await theirs.backend();
      const root = await api.signIn(ADMIN);
      const there = async (lines: string, before?: string) => check(root, lines, before);
      const found = await there(text);
      expect(found).toMatchObject({ missing: 2, known: 0, differs: null, behind: [], sealed: false, head: { ours: false } });
      const [head, first, second] = text.split('\n') as [string, string, string];
      const { hash } = JSON.parse(first) as { hash: string };
      expect(await there(`${second}\n`, hash)).toMatchObject({ missing: 1, behind: [{ stream: `course-${courseId}`, revision: 1 }] });
      expect(await there(`${head}\n${second}\n`)).toMatchObject({ damaged: 2, events: 0 });
      expect(await there(`${text}${first}\n`)).toMatchObject({ damaged: 5 });
      expect((await root.try('GET', `/api/courses/${courseId}`)).status).toBe(404);
      const { hash: _, ...event } = JSON.parse(first) as CarriedEvent & { hash: string };
      const other = { ...event, id: crypto.randomUUID() };
      await root.post('/api/operations/log', { items: [other], secret: null });
      expect(await there(text)).toMatchObject({ differs: { stream: `course-${courseId}`, revision: 0 } });
      expect(await there(await textOf('?prefix=person-'))).toMatchObject({ sealed: true });
      const operator = await api.person('Olga', ['operator'], root);
      expect((await operator.try('POST', `/api/operations/log/checks?before=${NO_HASH}`, text)).status).toBe(403);
      expect((await root.try('GET', PATH)).status).toBe(403);
    } finally {
      await theirs.close();
    }
  });
});

test('streams are listed, shown and folded', async () => {
  const json = async (...words: readonly string[]) => JSON.parse((await line.run(...words, '--json')).out) as unknown;
  expect(((await json('streams', 'list', '--prefix', 'course-')) as StreamLine[]).map(({ stream }) => stream)).toEqual([
    `course-${courseId}`,
  ]);
  expect(((await json('streams', 'show', `course-${courseId}`)) as LoggedFact[]).map(({ revision }) => revision)).toEqual([0, 1]);
  expect(((await json('streams', 'state', `course-${courseId}`, '--revision', '0')) as StreamState).state).toMatchObject({
    phase: 'draft',
  });
  expect((await line.run('streams', 'show', `course-${courseId}`)).out).toContain('courses.CoursePublished.v1');
  expect((await line.run('streams', 'state', `course-${courseId}`)).out).toContain('phase: "draft" → "published"');
  expect(await line.run('streams', 'show', 'course-none')).toMatchObject({ code: 1, err: expect.stringContaining('There is no stream') });
});

test('events are shown as they come', async () => {
  const { child, said } = line.begin('events', 'tail', '--from', '0', '--type', 'enrolments.StudentEnrolled.v1', '--json');
  const seen: LoggedFact[] = [];
  child.stdout!.on('data', (chunk: Buffer) => {
    for (const text of chunk.toString().trim().split('\n')) seen.push(JSON.parse(text) as LoggedFact);
  });
  await until('what was before is shown', () => seen.length === 1);
  const ann = await backend.api.person('Ann');
  await ann.post(`/api/courses/${courseId}/enrolments`);
  await until('what comes is shown', () => seen.length === 2);
  expect(seen[1]!.data).toMatchObject({ studentId: ann.personId });
  child.kill();
  await said;
});
