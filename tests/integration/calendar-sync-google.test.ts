import type { Connections, SlotExplanation } from '@lyceum/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { FakeGoogle } from '../harness/google.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

const DAY = 86_400_000;
const noon = (days: number) => new Date(Math.floor(Date.now() / DAY) * DAY + days * DAY + DAY / 2).toISOString();
const later = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();

let house: House;
let google: FakeGoogle;
let backend: Backend;
let admin: Person;
let inge: Person;
let ann: Person;
let number = 0;

beforeAll(async () => {
  house = await House.build();
  google = await FakeGoogle.start();
  const env = { LYCEUM_GOOGLE_CLIENT_ID: 'client', LYCEUM_GOOGLE_CLIENT_SECRET: 'secret', LYCEUM_GOOGLE_URL: google.url };
  backend = await house.backend({ env });
  admin = await backend.api.signIn(ADMIN);
});
afterAll(async () => {
  await house?.close();
  await google?.stop();
});
beforeEach(async () => {
  google.events.clear();
  inge = await backend.api.person(`Inge ${++number}`, ['instructor'], admin);
  ann = await backend.api.person(`Ann ${number}`);
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '24:00' }));
  await inge.put('/api/instructors/me/availability', { timeZone: 'UTC', weekly, lengths: [60], horizonDays: 30 });
  ann.saw(inge.seen);
});

const consent = async () => google.consent((await inge.post<{ url: string }>('/api/me/calendars/google/consent')).url);
const connect = async () => (await inge.post<{ connectionId: string }>('/api/me/calendars/google', await consent())).connectionId;
const sync = (connectionId: string) => inge.post(`/api/me/calendars/${connectionId}/sync`);
const reasons = async (start: string) => {
  ann.saw(inge.seen);
  const path = `/api/instructors/${inge.personId}/slots/explanation?start=${start}&length=60`;
  return (await ann.get<SlotExplanation>(path)).reasons.map(({ code }) => code);
};
const written = () => [...google.events.values()].filter(({ status }) => status === 'confirmed');

test('a person consents at Google; what lies there closes times, sessions appear, move and go', async () => {
  google.events.set('dentist', { id: 'dentist', start: { dateTime: noon(3) }, end: { dateTime: later(noon(3), 60) } });
  const free = { id: 'free', transparency: 'transparent', start: { dateTime: noon(4) }, end: { dateTime: later(noon(4), 60) } };
  google.events.set('free', free);
  const connectionId = await connect();
  await sync(connectionId);
  expect([await reasons(noon(3)), await reasons(noon(4))]).toEqual([['busy-elsewhere'], []]);

  const booking = { start: noon(4), length: 60 };
  const { bookingId } = await ann.post<{ bookingId: string }>(`/api/instructors/${inge.personId}/bookings`, booking);
  await until('the session is there', () => written().length === 1, { seconds: 20 });
  expect(written()[0]).toMatchObject({ summary: `Consultation with ${ann.me.name}`, start: { dateTime: noon(4) } });
  await ann.post(`/api/bookings/${bookingId}/rescheduling`, { start: noon(5) });
  await until('it has moved', () => written()[0]?.start.dateTime === noon(5), { seconds: 20 });
  expect(await reasons(noon(4))).toEqual([]);
  await ann.post(`/api/bookings/${bookingId}/cancellation`, { reason: 'Ill' });
  await until('it is gone', () => written().length === 0, { seconds: 20 });
});

test('a consent is its person’s own, and proves who asked for it', async () => {
  const given = await consent();
  expect((await ann.try('POST', '/api/me/calendars/google', given)).problem?.code).toBe('consent-not-given');
  const forged = { ...given, state: given.state.replace(inge.personId, ann.personId) };
  expect((await ann.try('POST', '/api/me/calendars/google', forged)).problem?.code).toBe('consent-not-given');
  const [first, second] = [await consent(), await consent()];
  const swapped = await inge.try('POST', '/api/me/calendars/google', { state: first.state, code: second.code });
  expect(swapped.problem?.code).toBe('calendar-not-reached');
  expect((await inge.try('POST', '/api/me/calendars/google', { state: given.state, error: 'access_denied' })).problem?.code).toBe(
    'consent-not-given',
  );
});

test('a consent that was taken back is said', async () => {
  const connectionId = await connect();
  google.revoke();
  await sync(connectionId);
  const [item] = (await inge.get<Connections>('/api/me/calendars')).items;
  expect(item).toMatchObject({ kind: 'google', problem: { code: 'wrong-credentials' } });
});
