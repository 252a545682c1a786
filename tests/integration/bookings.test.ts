import { EventStoreDBClient } from '@eventstore/db-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Booking, MyWaits, CalendarView, Slot, SlotExplanation } from '@lyceum/contracts';
import { inParallel } from '../harness/academy.ts';
import type { Person } from '../harness/client.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backends: Backend[];
let admin: Person;
let inge: Person;
let students: Person[];

beforeAll(async () => {
  house = await House.build();
  backends = [await house.backend(), await house.backend()];
  const { api } = backends[0]!;
  admin = await api.signIn(ADMIN);
  inge = await api.person('Inge', ['instructor'], admin);
  students = await inParallel(['Ann', 'Ben', 'Cem', 'Dee'], 4, (name) => api.person(name));
});
afterAll(() => house?.close());

const ALWAYS = {
  timeZone: 'UTC',
  weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '08:00', end: '12:00' })),
  lengths: [30, 60],
  bufferAfter: 10,
  horizonDays: 60,
};

const DAY = 86_400_000;
const dayAhead = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

const available = (person: Person, more: object = {}) => person.put('/api/instructors/me/availability', { ...ALWAYS, ...more });

async function slotsOn(asker: Person, of: Person, date: string, length = 30): Promise<Slot[]> {
  const path = `/api/instructors/${of.personId}/slots?from=${date}T00:00:00Z&to=${date}T23:59:59Z&length=${length}`;
  return (await asker.get<{ items: Slot[] }>(path)).items;
}

const book = (student: Person, of: Person, start: string, more: object = {}) =>
  student.try('POST', `/api/instructors/${of.personId}/bookings`, { start, length: 30, ...more });

test('a time is booked once; who comes late is told why, and the slot is gone for all', async () => {
  await available(inge);
  const [ann, ben] = students as [Person, Person];
  ann.saw(inge.seen);
  const date = dayAhead(3);
  const [first] = await slotsOn(ann, inge, date);
  expect(first).toMatchObject({ start: `${date}T08:00:00.000Z`, end: `${date}T08:30:00.000Z` });
  const won = await book(ann, inge, first!.start, { note: 'About bars' });
  expect(won.status).toBe(201);
  expect(won.body).toMatchObject({ phase: 'confirmed', expires: null });
  const lost = await book(ben, inge, first!.start);
  expect(lost.status).toBe(409);
  expect(lost.problem).toMatchObject({ code: 'slot-booked', detail: 'Somebody else has booked this time.' });
  ben.saw(won.position!);
  const left = await slotsOn(ben, inge, date);
  expect(left.map(({ start }) => start.slice(11, 16))).toEqual(['09:00', '09:30', '10:00', '10:30', '11:00', '11:30']);
  const why = await ben.get<SlotExplanation>(`/api/instructors/${inge.personId}/slots/explanation?start=${date}T08:30:00Z&length=30`);
  expect(why).toMatchObject({ free: false, reasons: [{ code: 'slot-in-buffer', since: expect.any(String) }] });
  ann.saw(won.position!);
  const { items } = await ann.get<{ items: Booking[] }>('/api/me/bookings?when=coming');
  expect(items).toMatchObject([{ as: 'student', instructor: { name: 'Inge' }, phase: 'confirmed', note: 'About bars', length: 30 }]);
});

test('whoever waits is offered what becomes free, also where the instructor opens more hours', async () => {
  const [ann, ben] = students as [Person, Person];
  const otto = await backends[0]!.api.person('Otto', ['instructor'], admin);
  const date = dayAhead(4);
  await available(otto, { overrides: [{ date, ranges: [{ start: '09:00', end: '09:30' }] }] });
  expect((await book(ann, otto, `${date}T09:00:00Z`)).status).toBe(201);
  expect(await ben.post(`/api/instructors/${otto.personId}/waiting`, { date, length: 30 })).toEqual({ place: 1 });
  const waits = () => ben.get<MyWaits>('/api/me/waiting');
  const instructor = { personId: otto.personId, name: 'Otto' };
  expect(await waits()).toEqual({ items: [{ instructor, date, length: 30, place: 1 }] });
  expect(await ann.get('/api/me/waiting')).toEqual({ items: [] });
  await available(otto, { overrides: [{ date, ranges: [{ start: '09:00', end: '12:00' }] }] });
  ben.saw(otto.seen);
  const { items } = await ben.get<{ items: Booking[] }>(`/api/me/bookings?with=${otto.personId}`);
  expect(items).toMatchObject([{ phase: 'held', start: `${date}T10:00:00.000Z`, expires: expect.any(String) }]);
  expect(await waits()).toEqual({ items: [] });
});

test('an instant means the same however it is written: in a calendar, for a slot, for a second slot at the same time', async () => {
  const olga = await backends[1]!.api.person('Olga', ['instructor'], admin);
  const date = dayAhead(5);
  await available(olga);
  const open = (start: string) => olga.try('POST', '/api/instructors/me/slots', { start, length: 30, seats: 2 });
  expect((await open(`${date}T20:00:00Z`)).status).toBe(201);
  for (const again of [`${date}T20:00:00Z`, `${date}T20:00:00.000Z`, `${date}T20:00:00.000001Z`])
    expect((await open(again)).problem?.code).toBe('slot-overlaps');
  expect((await book(students[2]!, olga, `${date}T20:00:00.0Z`)).status).toBe(201);
  olga.saw(students[2]!.seen);
  const view = await olga.get<CalendarView>(`/api/instructors/me/calendar?from=${date}T20:00:00Z&to=${date}T20:30:00Z`);
  expect(view.slots).toMatchObject([{ start: `${date}T20:00:00.000Z` }]);
  expect(view.bookings).toMatchObject([{ start: `${date}T20:00:00.000Z`, slotId: view.slots[0]!.slotId }]);
  const explained = `/api/instructors/${olga.personId}/slots/explanation?start=${date}T20:00:00Z`;
  students[3]!.saw(olga.seen);
  expect(await students[3]!.get<SlotExplanation>(explained)).toEqual({ free: true, reasons: [] });
});

test('who is forgotten keeps nobody from a time: what they wait for and have booked can be seen to', async () => {
  const { api } = backends[0]!;
  const [emil, fay] = [await api.person('Emil'), await api.person('Fay')];
  const [ann, hal] = [students[0]!, await api.person('Hal', ['instructor'], admin)];
  const date = dayAhead(6);
  const ranges = [{ start: '09:00', end: '10:10' }];
  await available(hal, { overrides: [{ date, ranges }], lengths: [30] });
  const [first, second] = await Promise.all([book(ann, hal, `${date}T09:00:00Z`), book(emil, hal, `${date}T09:30:00Z`)]);
  const taken = [first, second].flatMap(({ status, body }) => (status === 201 ? [(body as { bookingId: string }).bookingId] : []));
  await fay.post(`/api/instructors/${hal.personId}/waiting`, { date, length: 30 });
  const client = EventStoreDBClient.connectionString(house.eventStoreUrl);
  for (const { personId } of [emil, fay]) await client.tombstoneStream(`key-${personId}`);
  await client.dispose();
  // One that never had their keys in memory.
  const later = await (await house.backend()).api.signIn(hal.credentials);
  for (const bookingId of taken)
    expect((await later.try('POST', `/api/bookings/${bookingId}/cancellation`, { reason: 'Ill' })).status).toBe(200);
});
