import { instant, type Booked, type InstructorDetail, type Page, type PublicReview, type Review, type Slot } from '@lyceum/contracts';
import { CommandBus } from '@nestjs/cqrs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AttendBooking } from '../../backend/src/consultations/bookings/attend-booking.ts';
import { firstTry } from '../../backend/src/deciding/context.ts';
import type { Person } from '../harness/client.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let [admin, inge, ann, ben]: Person[] = [];
/** Ann's session with Inge that took place, and one that is to come. */
let [held, coming] = ['', ''];

/** The day after tomorrow is the only day of her week: whatever the time is, no slot begins while the tests run. */
const THEN = new Date(Date.now() + 2 * 86_400_000);
const weekly = [{ day: ((THEN.getUTCDay() + 6) % 7) + 1, start: '08:00', end: '12:00' }];
const WINDOW = `from=${instant(Date.now())}&to=${instant(Date.now() + 4 * 86_400_000)}`;

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  inge = await backend.api.person('Inge Berg', ['instructor'], admin);
  ann = await backend.api.person('Ann Merriweather');
  ben = await backend.api.person('Ben');
  const profile = { headline: 'Logic', biography: '', subjects: [], languages: ['en'], timeZone: 'UTC' };
  await inge.put('/api/instructors/me/profile', profile);
  await inge.put('/api/instructors/me/availability', { timeZone: 'UTC', weekly, lengths: [30] });
  ann.saw(inge.seen);
  const [first, second] = (await ann.get<Page<Slot>>(`/api/instructors/${inge.personId}/slots?${WINDOW}`)).items;
  const book = async ({ start }: Slot) =>
    (await ann!.post<Booked>(`/api/instructors/${inge!.personId}/bookings`, { start, length: 30 })).bookingId;
  held = await book(first!);
  coming = await book(second!);
  const over = firstTry(null, first!.end);
  await backend.app.get(CommandBus).execute(new AttendBooking(over, inge.personId, held));
});
afterAll(() => house?.close());

const publicOnes = async (reader: Person) => (await reader.get<Page<PublicReview>>(`/api/instructors/${inge!.personId}/reviews`)).items;
const rating = async (reader: Person) => (await reader.get<InstructorDetail>(`/api/instructors/${inge!.personId}`)).rating;

test('a session that took place is reviewed once, by its student', async () => {
  const review = { rating: 4, text: 'Very clear' };
  expect((await ann!.try('POST', `/api/bookings/${coming}/review`, review)).problem?.code).toBe('session-not-held');
  expect((await inge!.try('POST', `/api/bookings/${held}/review`, review)).problem?.code).toBe('not-allowed');
  expect((await ben!.try('POST', `/api/bookings/${held}/review`, review)).problem?.code).toBe('booking-not-found');
  expect((await ann!.try('POST', `/api/bookings/${held}/review`, { rating: 6 })).status).toBe(400);
  expect((await ann!.try('POST', `/api/bookings/${held}/review`, review)).status).toBe(201);
  expect((await ann!.try('POST', `/api/bookings/${held}/review`, review)).problem?.code).toBe('already-reviewed');
  ben!.saw(ann!.seen);
  expect(await publicOnes(ben!)).toMatchObject([{ author: 'Ann M.', rating: 4, text: 'Very clear', answer: null }]);
  expect(await rating(ben!)).toEqual({ average: 4, count: 1 });
});

test('its instructor answers for all to read', async () => {
  expect((await ben!.try('POST', `/api/bookings/${held}/review/answer`, { text: 'Mine' })).status).toBe(403);
  await inge!.post(`/api/bookings/${held}/review/answer`, { text: 'Thank you' });
  ben!.saw(inge!.seen);
  expect(await publicOnes(ben!)).toMatchObject([{ answer: { text: 'Thank you' } }]);
});

test('an admin hides it with a reason that its two are told, and shows it again', async () => {
  expect((await inge!.try('POST', `/api/bookings/${held}/review/hiding`, { reason: 'I do not like it' })).status).toBe(403);
  expect((await inge!.try('GET', '/api/reviews')).status).toBe(403);
  await admin!.post(`/api/bookings/${held}/review/hiding`, { reason: 'A name in it' });
  for (const person of [ann!, inge!, ben!]) person.saw(admin!.seen);
  expect([await publicOnes(ben!), await rating(ben!)]).toEqual([[], null]);
  for (const person of [ann!, inge!])
    expect((await person.get<Review>(`/api/bookings/${held}/review`)).hidden).toMatchObject({ reason: 'A name in it' });
  expect((await ben!.try('GET', `/api/bookings/${held}/review`)).problem?.code).toBe('review-not-found');
  const found = async (query: string) => (await admin!.get<Page<Review>>(`/api/reviews?${query}`)).items.map(({ bookingId }) => bookingId);
  expect(await found('show=hidden&search=clear')).toEqual([held]);
  expect(await found('show=unanswered')).toEqual([]);
  await admin!.delete(`/api/bookings/${held}/review/hiding`);
  ben!.saw(admin!.seen);
  expect(await rating(ben!)).toEqual({ average: 4, count: 1 });
});

test('the list finds who is free within some days, and says when next', async () => {
  const [one] = (await ben!.get<Page<InstructorDetail>>('/api/instructors?freeWithinDays=7&sort=soonest')).items;
  const [next] = (await ben!.get<Page<Slot>>(`/api/instructors/${inge!.personId}/slots?${WINDOW}`)).items;
  expect([one?.instructorId, one?.nextFree]).toEqual([inge!.personId, next?.start]);
  await inge!.put('/api/instructors/me/availability', { timeZone: 'UTC', weekly: [], lengths: [30] });
  ben!.saw(inge!.seen);
  expect((await ben!.get<Page<InstructorDetail>>('/api/instructors?freeWithinDays=7')).items).toEqual([]);
});
