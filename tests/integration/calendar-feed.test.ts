import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Booked, CalendarFeed, Slot } from '@lyceum/contracts';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let inge: Person;
let ann: Person;
let starts: string[] = [];

const DAY = 86_400_000;

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend({ env: { LYCEUM_PUBLIC_URL: 'https://lyceum.example.org' } });
  const admin = await backend.api.signIn(ADMIN);
  [inge, ann] = [await backend.api.person('Inge', ['instructor'], admin), await backend.api.person('Ann')];
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '08:00', end: '12:00' }));
  await inge.put('/api/instructors/me/availability', { timeZone: 'America/New_York', weekly, lengths: [30], horizonDays: 60 });
  const at = (days: number) => new Date(Date.now() + days * DAY).toISOString();
  ann.saw(inge.seen);
  const { items } = await ann.get<{ items: Slot[] }>(`/api/instructors/${inge.personId}/slots?from=${at(2)}&to=${at(9)}`);
  starts = items.map(({ start }) => start);
});
afterAll(() => house?.close());

const book = (start: string, more: object = {}) =>
  ann.post<Booked>(`/api/instructors/${inge.personId}/bookings`, { start, length: 30, ...more });
const open = async (who: Person) => new URL((await who.post<CalendarFeed>('/api/me/calendar-feed')).url ?? '').pathname;
/** As a calendar program asks: without any sign of who it is. */
const fetched = (path: string) => backend.api.try<string>('GET', path);
const entries = async (path: string) => {
  const calendar = new ICAL.Component(ICAL.parse((await fetched(path)).body) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((vevent) => {
    const event = new ICAL.Event(vevent);
    return {
      uid: event.uid,
      start: event.startDate.toJSDate().toISOString(),
      summary: event.summary,
      status: vevent.getFirstPropertyValue('status'),
      sequence: event.sequence,
    };
  });
};
const shows = (path: string, wanted: object[]) =>
  until('the calendar shows it', async () => {
    const found = await entries(path).catch(() => []);
    return JSON.stringify(found) === JSON.stringify(wanted);
  });

test('both have their sessions in a calendar of their own, each under one name, and what was cancelled is gone', async () => {
  const { bookingId } = await book(starts[0]!);
  await book(starts[1]!, { hold: true });
  const [ofAnn, ofInge] = [await open(ann), await open(inge)];
  const entry = {
    uid: `${bookingId}@lyceum.example.org`,
    start: starts[0],
    summary: 'Session with Inge',
    status: 'CONFIRMED',
    sequence: 0,
  };
  await shows(ofAnn, [entry]);
  await shows(ofInge, [{ ...entry, summary: 'Session with Ann' }]);
  const answer = await fetched(ofAnn);
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  await ann.post(`/api/bookings/${bookingId}/rescheduling`, { start: starts[4] });
  await shows(ofAnn, [{ ...entry, start: starts[4], sequence: 1 }]);
  await ann.post(`/api/bookings/${bookingId}/cancellation`, { reason: '' });
  await shows(ofAnn, []);
});

test('webinars that somebody hosts, speaks in or has a place in stand beside; what they only wait for is tentative', async () => {
  const ada = await backend.api.person('Ada');
  const [ben, ofAnn] = [await backend.api.person('Ben'), await open(ann)];
  const begins = (days: number) => new Date(Math.ceil(Date.now() / 1000) * 1000 + days * DAY).toISOString();
  const plan = (more: object = {}) => ({
    title: 'Sound',
    kind: 'lecture',
    start: begins(3),
    end: begins(3.05),
    registration: 'ticket',
    seats: 1,
    speakers: [{ personId: ada.personId, name: 'Ada', about: '' }],
    ...more,
  });
  const { webinarId } = await inge.post<{ webinarId: string }>('/api/webinars', plan());
  for (const person of [ann, ben]) await person.try('POST', `/api/webinars/${webinarId}/registrations`);
  const [start] = [plan().start];
  const uid = `webinar-${webinarId}@lyceum.example.org`;
  const webinar = async (path: string) => (await entries(path)).filter((entry) => entry.uid === uid);
  const comes = (path: string, wanted: object) =>
    until('the webinar is so in the calendar', async () => {
      const [entry] = await webinar(path).catch(() => []);
      return entry && Object.entries(wanted).every(([name, value]) => entry[name as 'uid'] === value) && entry;
    });
  const { sequence } = await comes(ofAnn, { start, summary: 'Sound', status: 'CONFIRMED' });
  await comes(await open(inge), { status: 'CONFIRMED' });
  await comes(await open(ada), { status: 'CONFIRMED' });
  await comes(await open(ben), { status: 'TENTATIVE' });
  await new Promise((done) => setTimeout(done, 1000));
  await inge.put(`/api/webinars/${webinarId}`, plan({ start: begins(4), end: begins(4.05) }));
  const moved = await until('it is moved', async () => (await webinar(ofAnn)).find((entry) => entry.start !== start));
  expect(moved.sequence).toBeGreaterThan(sequence);
  await inge.post(`/api/webinars/${webinarId}/cancellation`, { reason: '' });
  await until('it is gone', async () => (await webinar(ofAnn)).length === 0);
});

test('an address ends with the next one, and when it is ended', async () => {
  const first = await open(ann);
  const second = await open(ann);
  expect(second).not.toBe(first);
  expect((await fetched(first)).problem?.code).toBe('feed-not-found');
  expect((await fetched(second)).status).toBe(200);
  expect(new URL((await ann.get<CalendarFeed>('/api/me/calendar-feed')).url!).pathname).toBe(second);
  expect((await ann.try('DELETE', '/api/me/calendar-feed')).status).toBe(204);
  expect((await fetched(second)).problem?.code).toBe('feed-not-found');
  expect(await ann.get<CalendarFeed>('/api/me/calendar-feed')).toEqual({ url: null });
  expect((await fetched(await open(ann))).status).toBe(200);
});

test('no other address opens anything', async () => {
  const path = await open(ann);
  const token = /calendars\/(.*)\.ics/.exec(path)![1]!;
  const bytes = Buffer.from(token, 'base64url');
  const changed = (at: number) => {
    const other = Buffer.from(bytes);
    other[at]! ^= 1;
    return other.toString('base64url');
  };
  const others = [
    changed(0),
    changed(15),
    changed(16),
    changed(39),
    token.slice(0, -4),
    'nonsense',
    bytes.subarray(0, 16).toString('base64url'),
  ];
  for (const other of others) expect([other, (await fetched(`/api/calendars/${other}.ics`)).status]).toEqual([other, 404]);
  expect((await backend.api.try('GET', '/api/me/calendar-feed')).status).toBe(401);
});

test('a single session is a file for its two, as long as it stands', async () => {
  const { bookingId } = await book(starts.at(-1)!);
  const path = `/api/bookings/${bookingId}/calendar.ics`;
  const file = await ann.try<string>('GET', path);
  expect([file.status, file.headers.get('content-disposition')]).toEqual([200, 'attachment; filename="session.ics"']);
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(file.body) as unknown[]).getFirstSubcomponent('vevent')!);
  expect([event.uid, event.startDate.toJSDate().toISOString(), event.summary]).toEqual([
    `${bookingId}@lyceum.example.org`,
    starts.at(-1),
    'Session with Inge',
  ]);
  const stranger = await backend.api.person('Eve');
  expect((await stranger.try('GET', path)).problem?.code).toBe('booking-not-found');
  await ann.post(`/api/bookings/${bookingId}/cancellation`, {});
  expect((await ann.try('GET', path)).problem?.code).toBe('booking-over');
});
