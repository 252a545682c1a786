import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Method, Person } from '../harness/client.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

/** Who may do what with the consultations of others: each route as somebody who is neither of the two. */

const RULES = {
  timeZone: 'UTC',
  weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '08:00', end: '12:00' })),
  lengths: [30],
};
const PROFILE = { headline: 'Logic', biography: '', subjects: [], languages: ['en'], timeZone: 'UTC' };
const SOMEBODY = '00000000-0000-7000-8000-000000000000';

let house: House;
let backend: Backend;
let inge: Person;
let ann: Person;
const others = {} as Record<'student' | 'instructor' | 'admin' | 'operator', Person>;
let bookingId: string;
let conversationId: string;
let noteId: string;
const date = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  const { api } = backend;
  const admin = await api.signIn(ADMIN);
  others.admin = admin;
  [others.student, others.instructor, others.operator] = [
    await api.person('Eve'),
    await api.person('Otto', ['instructor'], admin),
    await api.person('Olga', ['operator'], admin),
  ];
  [inge, ann] = [await api.person('Inge', ['instructor'], admin), await api.person('Ann')];
  await inge.put('/api/instructors/me/profile', PROFILE);
  await inge.put('/api/instructors/me/availability', RULES);
  const path = `/api/instructors/${inge.personId}`;
  ({ bookingId } = await ann.post<{ bookingId: string }>(`${path}/bookings`, { start: `${date}T08:00:00Z`, length: 30 }));
  ({ conversationId } = await ann.post<{ conversationId: string }>(`/api/people/${inge.personId}/conversation`));
  await ann.post(`/api/conversations/${conversationId}/messages`, { text: 'Hello' });
  const note = { text: 'For both', audience: 'shared' };
  ({ noteId } = await inge.post<{ noteId: string }>(`${path}/clients/${ann.personId}/notes`, note));
  for (const who of [...Object.values(others), ann]) who.saw(inge.seen);
  for (const who of [...Object.values(others), inge]) who.saw(ann.seen);
});
afterAll(() => house?.close());

const of = (path: string): string =>
  path
    .replace(':booking', `/api/bookings/${bookingId}`)
    .replace(':inge', `/api/instructors/${inge.personId}`)
    .replace(':client', `/api/instructors/${inge.personId}/clients/${ann.personId}`)
    .replace(':talk', `/api/conversations/${conversationId}`)
    .replace(':note', noteId)
    .replace(':nothing', SOMEBODY);

const start = () => `${date}T09:00:00Z`;
const anything = { headers: { 'content-type': 'text/plain' } };

/** What comes of it for a student, an instructor, an admin and an operator; nobody who is not signed in gets in. */
const CLOSED: readonly (readonly [Method, string, unknown, readonly [number, number, number, number]])[] = [
  ['GET', ':booking', undefined, [404, 404, 200, 404]],
  ['POST', ':booking/confirmation', {}, [404, 404, 403, 404]],
  ['POST', ':booking/review', { rating: 1 }, [404, 404, 403, 404]],
  ['GET', ':booking/review', undefined, [404, 404, 404, 404]],
  ['POST', ':booking/review/answer', { text: 'No' }, [404, 404, 404, 404]],
  ['POST', ':booking/review/hiding', { reason: 'No' }, [403, 403, 404, 403]],
  ['GET', '/api/reviews', undefined, [403, 403, 200, 403]],
  ['GET', ':inge/profile', undefined, [403, 403, 200, 403]],
  ['PUT', ':inge/profile', PROFILE, [403, 403, 200, 403]],
  ['DELETE', ':inge/photo', undefined, [403, 403, 200, 403]],
  ['PUT', ':inge/availability', RULES, [403, 403, 200, 403]],
  ['GET', `:inge/calendar?from=${date}T00:00:00Z&to=${date}T23:00:00Z`, undefined, [403, 403, 200, 403]],
  ['POST', ':inge/slots', { start: `${date}T20:00:00Z`, length: 30 }, [403, 403, 201, 403]],
  ['DELETE', ':inge/slots/:nothing', undefined, [403, 403, 404, 403]],
  ['PUT', '/api/instructors/:nothing/availability', RULES, [403, 403, 404, 403]],
  ['POST', '/api/instructors/:nothing/slots', { start: `${date}T20:00:00Z`, length: 30 }, [403, 403, 404, 403]],
  ['GET', `/api/instructors/:nothing/calendar?from=${date}T00:00:00Z&to=${date}T23:00:00Z`, undefined, [403, 403, 404, 403]],
  ['PUT', '/api/instructors/me/availability', RULES, [403, 200, 403, 403]],
  ['GET', ':client', undefined, [404, 404, 404, 404]],
  ['POST', ':client/notes', { text: 'No', audience: 'shared' }, [404, 404, 404, 404]],
  ['PUT', ':client/notes/:note', { text: 'No', audience: 'shared' }, [404, 404, 404, 404]],
  ['DELETE', ':client/notes/:note', undefined, [404, 404, 404, 404]],
  ['POST', ':client/follow-ups', { text: 'No' }, [404, 404, 404, 404]],
  ['GET', ':client/files/:nothing', undefined, [404, 404, 404, 404]],
  ['PUT', `:inge/clients/me/grants/:nothing`, undefined, [404, 404, 404, 404]],
  ['GET', ':talk', undefined, [404, 404, 404, 404]],
  ['GET', ':talk/messages', undefined, [404, 404, 404, 404]],
  ['POST', ':talk/messages', { text: 'No' }, [404, 404, 404, 404]],
  ['POST', ':talk/read', { upTo: 1 }, [404, 404, 404, 404]],
  ['GET', ':talk/files/:nothing', undefined, [404, 404, 404, 404]],
  ['GET', '/api/operations/mailbox', undefined, [403, 403, 200, 200]],
  ['POST', ':booking/approval', {}, [404, 404, 200, 404]],
  ['POST', ':booking/refusal', {}, [404, 404, 409, 404]],
  ['POST', ':booking/no-show', { who: 'student' }, [404, 404, 409, 404]],
  ['POST', ':booking/rescheduling', { start: start() }, [404, 404, 200, 404]],
  ['POST', ':booking/cancellation', {}, [404, 404, 200, 404]],
];

test.each(CLOSED)('%s %s', async (method, path, body, expected) => {
  expect((await backend.api.try(method, of(path), body)).status).toBe(401);
  for (const [i, role] of (['student', 'instructor', 'admin', 'operator'] as const).entries()) {
    const answer = await others[role].try(method, of(path), body);
    expect([role, answer.status, answer.problem?.code]).toEqual([role, expected[i], answer.problem?.code]);
  }
});

test('files for others are not taken', async () => {
  for (const who of Object.values(others)) {
    expect((await who.try('POST', of(':talk/files?name=a.txt'), Buffer.from('a'), anything)).status).toBe(404);
    expect((await who.try('POST', of(':client/files?name=a.txt'), Buffer.from('a'), anything)).status).toBe(404);
  }
});

test('who teaches no more is not to be found and keeps no history, and sees to the sessions that there are', async () => {
  const start = `${date}T10:00:00Z`;
  const booked = await ann.post<{ bookingId: string }>(`/api/instructors/${inge.personId}/bookings`, { start, length: 30 });
  await others.admin.put(`/api/people/${inge.personId}/roles`, { roles: ['student'] });
  for (const who of [inge, ann]) who.saw(others.admin.seen);
  inge.saw(ann.seen);
  const asked = async (who: Person, method: Method, path: string, body?: unknown) => (await who.try(method, of(path), body)).status;
  expect(await asked(ann, 'GET', ':inge')).toBe(404);
  expect(await asked(ann, 'GET', `:inge/slots?from=${date}T00:00:00Z&to=${date}T23:00:00Z`)).toBe(404);
  expect(await asked(ann, 'GET', `:inge/slots/explanation?start=${start}`)).toBe(404);
  expect(await asked(ann, 'POST', ':inge/bookings', { start: `${date}T11:00:00Z`, length: 30 })).toBe(404);
  expect(await asked(ann, 'POST', ':inge/waiting', { date, length: 30 })).toBe(404);
  expect(await asked(inge, 'PUT', '/api/instructors/me/availability', RULES)).toBe(403);
  expect(await asked(inge, 'GET', ':client')).toBe(404);
  expect(await asked(ann, 'GET', ':client')).toBe(200);
  expect(await asked(inge, 'GET', `/api/bookings/${booked.bookingId}`)).toBe(200);
  expect(await asked(inge, 'POST', `/api/bookings/${booked.bookingId}/cancellation`, { reason: 'I teach no more' })).toBe(200);
});
