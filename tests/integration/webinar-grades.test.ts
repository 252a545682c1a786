/** Attendance of a course's webinar, from the signalling to the gradebook and the activity of the course and of the person. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  attendanceMark,
  instant,
  type ActivityPage,
  type Attendance,
  type Change,
  type FactChain,
  type Gradebook,
  type Room,
} from '@lyceum/contracts';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import type { Person } from '../harness/client.ts';
import { headOf, readLedger } from '../harness/ledger.ts';
import { Product } from '../harness/product.ts';
import { compareWithRebuilt } from '../harness/rebuilt.ts';
import { RoomClient } from '../harness/room.ts';
import { until } from '../harness/until.ts';

let product: Product;
let academy: Academy;
let webinarId: string;
const open = new Set<{ close(): unknown }>();
const grading = { maxScore: 10, fullFrom: 90 };
/** It begins when everybody is enrolled. */
let plan: { start: string; end: string };

beforeAll(async () => {
  product = await Product.start();
  academy = await makeAcademy(product, { students: 4, enrolled: 3, questions: 2 });
  plan = { start: instant(Date.now()), end: instant(Date.now() + 3_600_000) };
}, 900_000);
afterAll(async () => {
  for (const one of open) one.close();
  await product?.stop();
});

/** All that a room of the live connection tells somebody. */
async function listen(person: Person, room: Room): Promise<Change[]> {
  const heard: Change[] = [];
  const socket: Socket = io(product.url, { auth: { token: person.token }, transports: ['websocket'], forceNew: true });
  open.add(socket);
  socket.on('change', (change: Change) => void heard.push(change));
  expect(await socket.timeout(15_000).emitWithAck('join', { room })).toMatchObject({ ok: true });
  return heard;
}

async function enters(person: Person): Promise<RoomClient> {
  const client = RoomClient.of(product.url, person);
  open.add(client);
  await client.enter(`webinar:${webinarId}`);
  return client;
}

const book = (asOf?: string): Promise<Gradebook> =>
  academy.instructor.get(`/api/courses/${academy.courseId}/gradebook${asOf === undefined ? '' : `?asOf=${asOf}`}`);
const markOf = ({ rows }: Gradebook, person: Person) =>
  rows.find(({ personId }) => personId === person.personId)?.grades[webinarId] ?? null;
const activity = async (person: Person, path: string) => (await person.get<ActivityPage>(path)).items;

/** The marks that the facts make by the rule, from the attendance that is shown. */
async function expected(person: Person): Promise<number | null> {
  const { items, opened, closed } = await academy.instructor.get<Attendance>(`/api/webinars/${webinarId}/attendance`);
  const stays = items.find((item) => item.person.personId === person.personId)?.stays;
  const sitting = { ...plan, openings: [{ from: opened!, to: closed, ended: true }] };
  const presence = stays ? { role: 'attendee' as const, stays } : null;
  return attendanceMark(grading, sitting, presence, { since: instant(0), until: null }, instant(Date.now()))?.score ?? null;
}

test('who was there and how long is in the activity at once, and at its end in the gradebook', async () => {
  const { instructor, courseId, students } = academy;
  const [ann, ben, cem, eve] = students as [Person, Person, Person, Person];
  const body = { title: 'Sound', kind: 'lecture', registration: 'open', courseId, grading, ...plan };
  webinarId = (await instructor.post<{ webinarId: string }>('/api/webinars', body)).webinarId;
  expect((await book()).columns).toMatchObject([
    { kind: 'quiz' },
    { id: webinarId, kind: 'webinar', title: 'Sound', maxScore: 10, webinar: { settles: null, fullFrom: 90 } },
  ]);
  const [course, room, own] = [
    await listen(instructor, `course:${courseId}`),
    await listen(instructor, `webinar:${webinarId}`),
    await listen(ann, `person:${ann.personId}`),
  ];

  const host = await enters(instructor);
  const first = await enters(ann);
  const other = await enters(ben);
  for (const heard of [room, own])
    await until('coming is told', () =>
      heard.some(({ model, row }) => model === 'activity' && (row as { personId: string }).personId === ann.personId),
    );
  const second = await enters(ann);
  await first.hears('out');
  await sleep(1500);
  await other.ask('leave', {});
  await sleep(1500);
  const during = instant(Date.now());
  expect((await book()).rows.map(({ grades }) => grades[webinarId])).toEqual([null, null, null]);
  expect(second.inside.phase).toBe('in');
  await host.ask('close', {});

  await until('the course is told that it is over', () =>
    course.some(({ model, row }) => model === 'webinars' && (row as { closed: string | null }).closed !== null),
  );
  await eve.enrol(courseId);
  instructor.saw(eve.seen);
  const after = await book();
  const [of, less, none] = [markOf(after, ann), markOf(after, ben), markOf(after, cem)];
  expect([of?.score, less?.score, none?.score]).toEqual([await expected(ann), await expected(ben), 0]);
  expect(markOf(after, eve)).toBeNull();
  expect(less!.score).toBeGreaterThan(0);
  expect(less!.score).toBeLessThan(10);
  expect(after.rows.map(({ personId }) => personId)).not.toContain(instructor.personId);
  expect(after.rows.find(({ personId }) => personId === ben.personId)).toMatchObject({ total: less!.score });

  // As it stood while they sat there, and as it stands.
  expect(markOf(await book(during), ann)).toBeNull();
  const { rows, columns } = await book(instant(Date.now()));
  expect({ rows, columns }).toEqual({ rows: after.rows, columns: after.columns });

  const seen = await ben.grades();
  expect(seen.courses[0]?.columns).toMatchObject([{ columnId: webinarId, title: 'Sound', grade: { score: less!.score } }]);
  const { body: csv } = await instructor.try<string>('GET', `/api/courses/${courseId}/gradebook.csv`);
  expect(csv.split('\r\n')[0]).toContain('Sound');
  expect(csv).toContain(`,${less!.score},`);

  const done = await activity(instructor, `/api/courses/${courseId}/activity?person=${ann.personId}`);
  expect(done.map(({ kind }) => kind)).toEqual(['went', 'came-again', 'came', 'enrolled']);
  expect(done[0]).toMatchObject({ webinar: { title: 'Sound' }, course: { id: courseId } });
  expect(done[0]!.minutes).not.toBeNull();
  expect((await activity(ben, '/api/me/activity')).map(({ kind }) => kind)).toEqual(['went', 'came', 'enrolled']);
  expect((await eve.try('GET', `/api/courses/${courseId}/activity`)).problem?.code).toBe('not-allowed');
});

test('every mark opens into its facts, for the staff and for whose it is', async () => {
  const [ann, ben, cem] = academy.students as [Person, Person, Person];
  const kinds = async (who: Person, of: Person) =>
    (await who.get<FactChain>(`/api/gradebook/${webinarId}/${of.personId}/facts`)).items.map(({ type }) => type.split('.')[1]);
  const planned = ['WebinarScheduled', 'AttendanceGradingSet', 'RoomOpened'];
  expect(await kinds(ben, ben)).toEqual([...planned, 'ParticipantJoined', 'ParticipantLeft', 'RoomClosed']);
  expect(await kinds(academy.instructor, ann)).toEqual([
    ...planned,
    'ParticipantJoined',
    'ParticipantJoined',
    'ParticipantLeft',
    'RoomClosed',
  ]);
  expect(await kinds(academy.instructor, cem)).toEqual([...planned, 'RoomClosed']);
  expect((await cem.try('GET', `/api/gradebook/${webinarId}/${ben.personId}/facts`)).problem?.code).toBe('column-not-found');
});

test('a mark can be set and taken back, the column hidden, taken away and brought back, also when it is over', async () => {
  const { instructor, courseId, students } = academy;
  const cem = students[2]!;
  const cell = `/api/gradebook/${webinarId}/${cem.personId}`;
  const before = await book();
  await instructor.put(cell, { score: 8, reason: 'Was there by phone' });
  expect(markOf(await book(), cem)).toMatchObject({ score: 8, override: { reason: 'Was there by phone' } });
  await instructor.put(cell, { score: null, reason: 'Was not after all' });
  expect(markOf(await book(), cem)).toMatchObject({ score: 0, override: null });
  expect((await instructor.try('PUT', cell, { score: 11, reason: 'Too much' })).problem?.code).toBe('invalid-input');

  const settings = `/api/courses/${courseId}/gradebook/settings`;
  const columns = { [webinarId]: { categoryId: null, weight: 2, hidden: true } };
  await instructor.put(settings, { ...before.settings, columns });
  cem.saw(instructor.seen);
  expect((await cem.grades()).courses[0]?.columns).toEqual([]);
  expect((await cem.try('GET', `${cell}/facts`)).problem?.code).toBe('column-not-found');
  await instructor.put(settings, before.settings);

  const counts = `/api/webinars/${webinarId}/grading`;
  expect((await cem.try('PUT', counts, { grading: null })).problem?.code).toBe('not-allowed');
  await instructor.put(counts, { grading: null });
  expect((await book()).columns.map(({ kind }) => kind)).toEqual(['quiz']);
  expect((await instructor.try('PUT', cell, { score: 1, reason: 'Nowhere' })).problem?.code).toBe('column-not-found');
  await instructor.put(counts, { grading });
  expect(await book()).toEqual(before);
  await instructor.put(counts, { grading: { maxScore: 20, fullFrom: null } });
  expect((await book()).columns.find(({ id }) => id === webinarId)).toMatchObject({ maxScore: 20 });
  expect((await instructor.try('PUT', counts, { grading: { maxScore: 0 } })).problem?.code).toBe('invalid-input');
  const nowhere = { title: 'Everybody', kind: 'lecture', registration: 'open', grading, ...plan };
  expect((await instructor.try('POST', '/api/webinars', nowhere)).problem?.code).toBe('invalid-input');
});

test('what is shown live is what a rebuild makes of the facts', async () => {
  const stores = { eventstoreUrl: product.eventstoreUrl, mongodbUrl: product.mongodbUrl, secretFile: join(product.data, 'secret') };
  const { differences } = await compareWithRebuilt(stores, headOf(await readLedger(product.eventstoreUrl)));
  expect(differences).toEqual([]);
}, 240_000);
