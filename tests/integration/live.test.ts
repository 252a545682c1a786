import { newId, type Change, type JoinAnswer, type Problem, type Room } from '@lyceum/contracts';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Standing } from '../../backend/src/accounts/standing.ts';
import { SetClock } from '../../backend/src/api/clock.ts';
import { Hall } from '../../backend/src/live/hall.ts';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let admin: Person;
let instructor: Person;
let number = 0;

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  instructor = await backend.api.person('Inge', ['instructor'], admin);
});
afterAll(() => house?.close());

/** A live connection with all that it hears. */
class Ear {
  readonly changes: Change[] = [];
  readonly removed: (Problem & { room: Room })[] = [];
  readonly ended: Problem[] = [];

  constructor(readonly socket: Socket) {
    socket.on('change', (change: Change) => this.changes.push(change));
    socket.on('removed', (removal: Problem & { room: Room }) => this.removed.push(removal));
    socket.on('ended', (problem: Problem) => this.ended.push(problem));
  }

  ask = (event: string, body: unknown) => this.socket.timeout(15_000).emitWithAck(event, body) as Promise<JoinAnswer>;
  join = (room: Room, since?: string) => this.ask('join', { room, ...(since !== undefined && { since }) });
  of = (model: string) => this.changes.filter((change) => change.model === model);
}

const ears: Ear[] = [];
afterEach(() => {
  for (const { socket } of ears.splice(0)) socket.disconnect();
});

async function listen(token: string | undefined, options: Record<string, unknown> = {}, url = backend.url): Promise<Ear> {
  const ear = new Ear(io(url, { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true, ...options }));
  ears.push(ear);
  await new Promise<void>((resolve, reject) => ear.socket.once('connect', resolve).once('connect_error', reject));
  return ear;
}

async function course(): Promise<string> {
  const courseId = await instructor.createCourse({ title: `Course ${++number}` });
  await instructor.publishCourse(courseId);
  return courseId;
}
const student = () => backend.api.person(`Student ${++number}`);

describe('who gets in', () => {
  test('whoever has a token, by WebSocket or by polling, or the cookie', async () => {
    const ann = await student();
    await listen(ann.token);
    await listen(ann.token, { transports: ['polling'] });
    await listen(undefined, { extraHeaders: { cookie: `lyceum-access=${ann.token}` } });
  });

  test('nobody else: the refusal is a problem', async () => {
    for (const token of [undefined, 'nonsense', 7 as unknown as string]) {
      await expect(listen(token)).rejects.toMatchObject({ data: { status: 401, code: 'not-signed-in' } });
    }
  });

  test('no page of another site, even with the cookie', async () => {
    const ann = await student();
    const extraHeaders = { cookie: `lyceum-access=${ann.token}`, origin: 'https://evil.example' };
    for (const transport of ['websocket', 'polling']) {
      await expect(listen(undefined, { transports: [transport], extraHeaders })).rejects.toThrow(/error/);
    }
  });
});

describe('rooms', () => {
  test('are open to those they concern', async () => {
    const courseId = await course();
    const quizId = await instructor.createQuiz(courseId, { title: 'Quiz' });
    const [ann, bob] = [await student(), await student()];
    await ann.enrol(courseId);
    const verdicts = async (person: Person) => {
      const ear = await listen(person.token);
      const rooms = [`course:${courseId}`, `quiz:${quizId}`, `person:${ann.personId}`, 'admin', 'operator'];
      return (await Promise.all(rooms.map((room) => ear.join(room)))).map((answer) => (answer.ok ? 'in' : answer.code));
    };
    const out = 'room-not-found';
    expect(await verdicts(ann)).toEqual(['in', out, 'in', out, out]);
    expect(await verdicts(bob)).toEqual([out, out, out, out, out]);
    expect(await verdicts(instructor)).toEqual(['in', 'in', out, out, out]);
    expect(await verdicts(admin)).toEqual(['in', 'in', out, 'in', 'in']);
  });

  test('tell the staff of a course more than its students', async () => {
    const courseId = await course();
    const [ann, bob] = [await student(), await student()];
    await ann.enrol(courseId);
    const [pupil, staff] = [await listen(ann.token), await listen(instructor.token)];
    await pupil.join(`course:${courseId}`);
    await staff.join(`course:${courseId}`);
    await bob.enrol(courseId);
    await until('the staff see who came', () => staff.of('enrolments').some(({ key }) => key.endsWith(bob.personId)));
    await until('the student sees how many', () => pupil.of('courses').some(({ row }) => (row as { enrolled: number }).enrolled === 2));
    expect(pupil.of('enrolments')).toEqual([]);
    // That of the first may have come as well: it was not in the rows yet, perhaps, when they joined.
    const came = staff.of('enrolments').find(({ key }) => key.endsWith(bob.personId));
    expect(came).toMatchObject({ room: `course:${courseId}`, row: { phase: 'active', personId: bob.personId } });
  });

  test('are left for good', async () => {
    const courseId = await course();
    const ear = await listen(instructor.token);
    await ear.join(`course:${courseId}`);
    expect(await ear.ask('leave', { room: `course:${courseId}` })).toEqual({ ok: true });
    const other = await listen(instructor.token);
    await other.join(`course:${courseId}`);
    await instructor.patch(`/api/courses/${courseId}`, { title: 'Renamed' });
    await until('the other hears it', () => other.changes.length > 0);
    expect(ear.changes).toEqual([]);
  });
});

describe('after being away', () => {
  test('all that was missed is told, and each change once', async () => {
    const courseId = await course();
    const first = await listen(instructor.token);
    const joined = await first.join(`course:${courseId}`);
    if (!joined.ok) throw new Error(joined.code);
    first.socket.disconnect();
    const people = await Promise.all(Array.from({ length: 6 }, student));
    await Promise.all(people.slice(0, 3).map((person) => person.enrol(courseId)));
    const second = await listen(instructor.token);
    const [answer] = await Promise.all([
      second.join(`course:${courseId}`, joined.position),
      ...people.slice(3).map((person) => person.enrol(courseId)),
    ]);
    expect(answer.ok).toBe(true);
    await until('all are there', () => new Set(second.of('enrolments').map(({ key }) => key)).size === 6);
    const told = second.changes.map(({ model, key, position }) => `${model} ${key} ${position}`);
    expect(new Set(told).size).toBe(told.length);
    await until('the last count is there', () => second.of('courses').some(({ row }) => (row as { enrolled: number }).enrolled === 6));
    for (const { position } of second.changes) expect(BigInt(position)).toBeGreaterThan(BigInt(joined.position));
  });

  test('nothing is missed while people join and facts go on at two backends', async () => {
    const other = await house.backend();
    const courseId = await course();
    const { position } = await instructor.try('PATCH', `/api/courses/${courseId}`, { summary: 'Before it all' });
    let writing = true;
    const writer = (async () => {
      let count = 0;
      for (; writing; count++) await instructor.patch(`/api/courses/${courseId}`, { summary: `Edit ${count}` });
      return count;
    })();
    const listeners = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        const ear = await listen(instructor.token, {}, (i % 2 ? other : backend).url);
        await ear.join(`course:${courseId}`, position!);
        return ear;
      }),
    );
    writing = false;
    const last = `Edit ${(await writer) - 1}`;
    for (const ear of listeners) {
      await until('the last edit is heard', () => ear.of('courses').some(({ row }) => (row as { summary: string }).summary === last));
      const positions = ear.of('courses').map((change) => BigInt(change.position));
      expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => (a < b ? -1 : 1)));
    }
    await other.close();
  });
});

describe('rights that end', () => {
  test('a student who leaves the course is put out of its room', async () => {
    const courseId = await course();
    const ann = await student();
    await ann.enrol(courseId);
    const ear = await listen(ann.token);
    expect((await ear.join(`course:${courseId}`)).ok).toBe(true);
    await ann.delete(`/api/courses/${courseId}/enrolments/me`);
    await until('she is told', () => ear.removed.some(({ room, code }) => room === `course:${courseId}` && code === 'room-not-found'));
    const before = ear.changes.length;
    const other = await listen(instructor.token);
    await other.join(`course:${courseId}`);
    await instructor.patch(`/api/courses/${courseId}`, { title: 'After she left' });
    await until('the staff hear it', () => other.of('courses').length > 0);
    expect(ear.changes.slice(before)).toEqual([]);
  });

  test('who loses a role loses its rooms', async () => {
    const ann = await backend.api.person(`Admin ${++number}`, ['admin'], admin);
    const ear = await listen(ann.token);
    expect((await ear.join('admin')).ok).toBe(true);
    await admin.put(`/api/people/${ann.personId}/roles`, { roles: ['student'] });
    await until('she is told', () => ear.removed.some(({ room }) => room === 'admin'));
    expect(await ear.join('admin')).toMatchObject({ ok: false, code: 'room-not-found' });
  });

  test('also while they are on their way in', async () => {
    const ann = await backend.api.person(`Admin ${++number}`, ['admin'], admin);
    const ear = await listen(ann.token);
    const hall = backend.app.get(Hall);
    const enter = hall.join.bind(hall);
    const stands = vi.spyOn(backend.app.get(Standing), 'stands');
    const heard = ({ value }: (typeof stands.mock.settledResults)[number]) =>
      (value as Person['me'] | undefined)?.personId === ann.personId && !(value as Person['me']).roles.includes('admin');
    vi.spyOn(hall, 'join').mockImplementationOnce(async (...place) => {
      const entered = await enter(...place);
      await admin.put(`/api/people/${ann.personId}/roles`, { roles: ['student'] });
      await until('the gateway knows', () => stands.mock.settledResults.some(heard));
      return entered;
    });
    expect(await ear.join('admin')).toMatchObject({ ok: false, code: 'room-not-found' });
    const before = ear.changes.length;
    const other = await listen(admin.token);
    await other.join('admin');
    await student();
    await until('the admins hear of somebody new', () => other.of('people').length > 0);
    expect(ear.changes.slice(before)).toEqual([]);
  });

  test('an instructor who is one no longer is put out of their courses', async () => {
    const former = await backend.api.person(`Former ${++number}`, ['instructor'], admin);
    const courseId = await former.createCourse({ title: 'Left behind' });
    const ear = await listen(former.token);
    expect((await ear.join(`course:${courseId}`)).ok).toBe(true);
    await admin.put(`/api/people/${former.personId}/roles`, { roles: ['student'] });
    await until('they are told', () => ear.removed.some(({ room }) => room === `course:${courseId}`));
    expect((await former.try('GET', `/api/courses/${courseId}`)).status).toBe(404);
  });

  test('a session that ends while it is being let in is not let in', async () => {
    const ann = await student();
    const standing = backend.app.get(Standing);
    const verify = standing.verify.bind(standing);
    vi.spyOn(standing, 'verify').mockImplementationOnce(async (token) => {
      const who = await verify(token);
      await ann.delete('/api/sessions/current');
      return who;
    });
    const ear = await listen(ann.token);
    await until('it is ended', () => ear.ended[0]?.code === 'session-ended' && ear.socket.disconnected);
  });

  test('signing out ends the connection, at another backend, too', async () => {
    const other = await house.backend();
    const ann = await student();
    const [here, there] = [await listen(ann.token), await listen(ann.token, {}, other.url)];
    await ann.delete('/api/sessions/current');
    for (const ear of [here, there]) await until('it is ended', () => ear.ended[0]?.code === 'session-ended' && ear.socket.disconnected);
    await other.close();
  });

  test('a connection ends with its token, and lives on with a fresh one', async () => {
    const clock = new SetClock(new Date().toISOString());
    const timed = await house.backend({ clock });
    const ann = await student();
    const { token } = ann;
    await ann.signInAgain();
    clock.present = new Date(Date.now() + 890_000).toISOString();
    const [short, long] = [await listen(token, {}, timed.url), await listen(token, {}, timed.url)];
    clock.present = new Date().toISOString();
    expect(await long.ask('authenticate', { token: ann.token })).toEqual({ ok: true });
    expect(await short.ask('authenticate', { token: instructor.token })).toMatchObject({ ok: false, code: 'not-signed-in' });
    await until('the first one ends', () => short.ended[0]?.code === 'not-signed-in' && short.socket.disconnected);
    expect(long.socket.connected).toBe(true);
    await timed.close();
  });
});

describe('every message is answered', () => {
  test('also one that is wrong', async () => {
    const ear = await listen(admin.token);
    expect(await ear.ask('join', { room: 'kitchen' })).toMatchObject({ ok: false, status: 400, errors: [{ path: 'room' }] });
    expect(await ear.ask('join', null)).toMatchObject({ ok: false, code: 'invalid-input' });
    expect(await ear.ask('join', { room: 'admin', since: -1 })).toMatchObject({ ok: false, errors: [{ path: 'since' }] });
    expect(await ear.ask('leave', 'everything')).toMatchObject({ ok: false, code: 'invalid-input' });
    expect(await ear.ask('dance', {})).toMatchObject({ ok: false, code: 'not-found' });
    expect(await ear.join(`course:${newId()}`)).toMatchObject({ ok: false, code: 'room-not-found' });
    const problem = new Promise((resolve) => ear.socket.once('problem', resolve));
    ear.socket.emit('join', 'no room and no acknowledgement');
    expect(await problem).toMatchObject({ code: 'invalid-input' });
  });

  test('and one too many is told so', async () => {
    const ear = await listen(admin.token);
    const answers = await Promise.all(Array.from({ length: 150 }, () => ear.ask('leave', { room: 'admin' })));
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused.length).toBeGreaterThan(20);
    expect(refused[0]).toMatchObject({ code: 'too-many-requests' });
  });
});
