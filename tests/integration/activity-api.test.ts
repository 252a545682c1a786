/** What other systems tell of what people use in courses. */
import { newId, type ActivityItem, type ActivityRecording, type LoggedFact, type SystemKeyMade, type SystemKeys } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let admin: Person;
let ann: Person;
let courseId: string;

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  ann = await backend.api.person('Ann');
  const teacher = await backend.api.person('Tilda', ['instructor'], admin);
  courseId = await teacher.createCourse({ title: 'Steel' });
  await teacher.publishCourse(courseId);
  await ann.enrol(courseId);
});
afterAll(() => house?.close());

const item = (change: Partial<ActivityItem> = {}): ActivityItem => ({
  id: newId(),
  personId: ann.personId,
  courseId,
  kind: 'forum',
  count: 3,
  at: '2026-03-02T10:00:00.000Z',
  ...change,
});
const send = (items: readonly unknown[], who = admin) => who.post<ActivityRecording>('/api/activity', { items });
const statesOf = ({ items }: ActivityRecording) => items.map(({ state, code }) => code ?? state);
const factsOf = async (activityId: string) =>
  (await admin.get<{ items: LoggedFact[] }>(`/api/operations/events?stream=usage-${activityId}`)).items;

test('is recorded by when it happened, once by its id, over restarts and of many at once', async () => {
  const one = item();
  expect(await send([one, one])).toMatchObject({ recorded: 1, known: 1, refused: 0 });
  const other = await house.backend();
  const elsewhere = await other.api.signIn(ADMIN);
  const late = item();
  const all = await Promise.all([
    ...Array.from({ length: 4 }, () => send([one, late])),
    ...Array.from({ length: 4 }, () => send([late, one], elsewhere)),
  ]);
  expect(all.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(1);
  await other.close();
  const anew = await house.backend();
  const again = await anew.api.signIn(ADMIN);
  expect(statesOf(await send([late, one], again))).toEqual(['known', 'known']);
  for (const { id, at } of [one, late])
    expect(await factsOf(id)).toMatchObject([{ type: 'activity.ActivityRecorded.v1', at, by: { personId: admin.personId } }]);
});

test('is refused item by item, by name, while the rest goes in', async () => {
  const known = item();
  await send([known]);
  const stranger = await backend.api.person('Sam');
  const left = await backend.api.person('Lea');
  await left.enrol(courseId);
  await left.delete(`/api/courses/${courseId}/enrolments/me`);
  const answer = await send([
    item({ personId: stranger.personId }),
    item(),
    item({ courseId: newId() }),
    { ...known, count: 4 },
    item({ at: '2126-03-02T10:00:00.000Z' }),
    item({ personId: left.personId }),
    item({ personId: newId() }),
  ]);
  expect(statesOf(answer)).toEqual([
    'not-enrolled',
    'recorded',
    'course-not-found',
    'activity-differs',
    'activity-ahead',
    'not-enrolled',
    'not-enrolled',
  ]);
  expect(answer).toMatchObject({ recorded: 1, known: 0, refused: 6 });
  expect(answer.items[0]?.detail).toContain('not enrolled');
});

test('comes in portions of a size that is said, and is nothing at all where an item is none', async () => {
  expect((await send(Array.from({ length: 1000 }, () => item()))).recorded).toBe(1000);
  const tooMany = await admin.try('POST', '/api/activity', { items: Array.from({ length: 1001 }, () => item()) });
  expect([tooMany.status, tooMany.problem?.errors]).toMatchObject([400, [{ path: 'items', message: expect.stringContaining('1000') }]]);
  const fine = item();
  for (const wrong of [{ ...item(), count: 0 }, { ...item(), at: 'now' }, { ...item(), id: '7' }, { ...item(), more: 1 }, null])
    expect((await admin.try('POST', '/api/activity', { items: [fine, wrong] })).status).toBe(400);
  expect(await factsOf(fine.id)).toEqual([]);
});

test('is for systems that have a key, until it is withdrawn', async () => {
  const { keyId, secret } = await admin.post<SystemKeyMade>('/api/system-keys', { name: 'Library' });
  const by = (password: string) => ({ headers: { authorization: `Basic ${Buffer.from(`${keyId}:${password}`).toString('base64')}` } });
  const tell = (password: string) => backend.api.try<ActivityRecording>('POST', '/api/activity', { items: [item()] }, by(password));
  expect((await tell(secret)).body).toMatchObject({ recorded: 1 });
  expect((await tell('another')).problem?.code).toBe('wrong-credentials');
  expect((await backend.api.try('GET', '/api/analytics/statements', undefined, by(secret))).status).toBe(200);
  for (const path of ['/api/people', '/api/system-keys', '/api/analytics/overview'])
    expect([path, (await backend.api.try('GET', path, undefined, by(secret))).status]).toEqual([path, 401]);
  expect((await admin.get<SystemKeys>('/api/system-keys')).items).toMatchObject([{ keyId, name: 'Library' }]);
  expect((await ann.try('POST', '/api/system-keys', { name: 'Mine' })).status).toBe(403);
  await admin.delete(`/api/system-keys/${keyId}`);
  await expect.poll(async () => (await tell(secret)).status, { timeout: 10_000 }).toBe(401);
});

test('is for admins, with a token or with their password', async () => {
  expect((await ann.try('POST', '/api/activity', { items: [item()] })).status).toBe(403);
  const basic = (email: string, password: string) => ({
    headers: { authorization: `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}` },
  });
  const withPassword = (email: string, password: string) =>
    backend.api.try('POST', '/api/activity', { items: [item()] }, basic(email, password));
  expect((await withPassword(ADMIN.email, ADMIN.password)).status).toBe(200);
  expect((await withPassword(ADMIN.email, ADMIN.password)).status).toBe(200);
  expect((await withPassword(ADMIN.email, 'not the password')).problem?.code).toBe('wrong-credentials');
  expect((await withPassword(ann.credentials.email, ann.credentials.password)).status).toBe(403);
  expect((await backend.api.try('GET', '/api/people', undefined, basic(ADMIN.email, ADMIN.password))).status).toBe(401);
});
