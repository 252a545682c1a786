/** Read models, courses and bookings as they stood, over the API. */
import { newId, type Booking, type CourseDetail, type Page, type Slot, type Travel, type TravelRow } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let [admin, operator, inge, ann]: Person[] = [];

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  operator = await backend.api.person('Olga', ['operator'], admin);
  inge = await backend.api.person('Inge', ['instructor'], admin);
  ann = await backend.api.person('Ann');
});
afterAll(() => house?.close());

const TRAVELS = '/api/operations/projections/courses/travels';
/** A moment that lies between what was before and what comes after. */
const now = async (): Promise<string> => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  const at = new Date().toISOString();
  await new Promise((resolve) => setTimeout(resolve, 5));
  return at;
};
const past = (person: Person, path: string, at: string) => person.try<CourseDetail>('GET', `${path}/past?at=${encodeURIComponent(at)}`);

test('a course is shown to its staff as it stood: its words, lessons, quizzes and how many were in it', async () => {
  const before = await now();
  const courseId = await inge!.createCourse({ title: 'Bars', summary: 'Early' });
  await inge!.post(`/api/courses/${courseId}/lessons`, { title: 'One', text: 'First', video: null });
  const { quizId } = await inge!.post<{ quizId: string }>(`/api/courses/${courseId}/quizzes`, { title: 'Easy' });
  await inge!.publishCourse(courseId);
  await ann!.enrol(courseId);
  const then = await now();
  await inge!.try('PATCH', `/api/courses/${courseId}`, { title: 'Beams' });
  await inge!.post(`/api/courses/${courseId}/lessons`, { title: 'Two', text: 'Second', video: null });
  await ann!.try('DELETE', `/api/courses/${courseId}/enrolments/me`);
  const path = `/api/courses/${courseId}`;
  inge!.saw(ann!.seen);
  expect((await past(inge!, path, then)).body).toMatchObject({
    ...{ title: 'Bars', summary: 'Early', phase: 'published', enrolled: 1 },
    lessons: [{ title: 'One', text: 'First' }],
    quizzes: [{ quizId, title: 'Easy', phase: 'draft' }],
  });
  expect((await past(inge!, path, await now())).body).toMatchObject({ title: 'Beams', enrolled: 0, lessons: [{}, { title: 'Two' }] });
  expect((await past(inge!, path, before)).problem?.code).toBe('not-there-yet');
  expect((await past(ann!, path, then)).problem?.code).toBe('not-allowed');
  expect((await past(inge!, `/api/courses/${newId()}`, then)).problem?.code).toBe('course-not-found');
  expect((await past(inge!, path, 'yesterday')).problem?.code).toBe('invalid-input');
});

test('a booking is shown to its two as it stood, and to nobody else', async () => {
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '08:00', end: '12:00' }));
  await inge!.put('/api/instructors/me/availability', { timeZone: 'UTC', weekly, lengths: [30], horizonDays: 60 });
  ann!.saw(inge!.seen);
  const date = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const slots = `/api/instructors/${inge!.personId}/slots?from=${date}T00:00:00Z&to=${date}T23:59:59Z&length=30`;
  const [first] = (await ann!.get<{ items: Slot[] }>(slots)).items;
  const before = await now();
  const { bookingId } = await ann!.post<{ bookingId: string }>(`/api/instructors/${inge!.personId}/bookings`, {
    ...{ start: first!.start, length: 30, note: 'About bars' },
  });
  const then = await now();
  await ann!.post(`/api/bookings/${bookingId}/cancellation`, { reason: 'I am ill' });
  const at = (person: Person, when: string) => person.try<Booking>('GET', `/api/bookings/${bookingId}/past?at=${when}`);
  expect((await at(ann!, then)).body).toMatchObject({ as: 'student', phase: 'confirmed', note: 'About bars', reason: '' });
  expect((await at(inge!, await now())).body).toMatchObject({ as: 'instructor', phase: 'cancelled', reason: 'I am ill' });
  expect((await at(ann!, before)).problem?.code).toBe('not-there-yet');
  expect((await at(operator!, then)).problem?.code).toBe('booking-not-found');
});

test('operators have any read model folded as it stood, and look through its rows', async () => {
  const courseId = await inge!.createCourse({ title: 'Columns' });
  const at = await now();
  await inge!.try('PATCH', `/api/courses/${courseId}`, { title: 'Arches' });
  const asked = await operator!.try<Travel>('POST', TRAVELS, { at });
  expect(asked.status).toBe(201);
  const path = `${TRAVELS}/${asked.body.travelId}`;
  const travel = await until('it is there', async () => {
    const state = await operator!.get<Travel>(path);
    return state.phase === 'there' && state;
  });
  expect(travel).toMatchObject({ name: 'courses', at, position: null, secondsLeft: 0 });
  expect(Date.parse(travel.expiresAt)).toBeGreaterThan(Date.now());
  const rows = await operator!.get<Page<TravelRow>>(`${path}/rows?key=${courseId}`);
  expect(rows).toMatchObject({ items: [{ key: courseId, row: { title: 'Columns' } }], next: null });
  const one = await operator!.get<Page<TravelRow>>(`${path}/rows?limit=1`);
  expect(one.items).toHaveLength(1);
  expect((await operator!.get<Page<TravelRow>>(`${path}/rows?limit=50&cursor=${one.next}`)).items).toHaveLength(travel.rows - 1);
  expect((await operator!.get<{ items: Travel[] }>(TRAVELS)).items).toMatchObject([{ travelId: travel.travelId }]);
});

test('past states are for operators and admins, and are refused where they name nothing', async () => {
  for (const who of [ann!, inge!]) expect((await who.try('POST', TRAVELS, { position: '1' })).status).toBe(403);
  expect((await admin!.try('GET', TRAVELS)).status).toBe(200);
  const codeOf = async (method: 'GET' | 'POST', path: string, body?: object) => (await operator!.try(method, path, body)).problem?.code;
  expect(await codeOf('POST', '/api/operations/projections/nonsense/travels', { position: '1' })).toBe('projection-not-found');
  expect(await codeOf('POST', TRAVELS, {})).toBe('invalid-input');
  expect(await codeOf('POST', TRAVELS, { position: '1', at: '2026-05-03T00:00:00Z' })).toBe('invalid-input');
  expect(await codeOf('GET', `${TRAVELS}/courses~1~p7`)).toBe('travel-not-found');
});
