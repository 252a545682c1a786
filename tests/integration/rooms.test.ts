import { instant, type EnterAnswer, type HereNews, type SessionRoom } from '@lyceum/contracts';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { SetClock } from '../../backend/src/api/clock.ts';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

const START = Date.UTC(2027, 0, 4, 10);
const minutes = (n: number) => instant(START + n * 60_000);
const clock = new SetClock(minutes(-24 * 60));

let house: House;
let one: Backend;
let two: Backend;
let inge: Person;
let ann: Person;
let eve: Person;
let admin: Person;
let bookingId: string;

/** Tokens live a quarter of an hour, and the clock is set. */
const signIn = async () => {
  for (const person of [inge, ann, eve, admin]) await person.signInAgain();
};

beforeAll(async () => {
  house = await House.build();
  [one, two] = [await house.backend({ clock }), await house.backend({ clock })];
  admin = await one.api.signIn(ADMIN);
  inge = await one.api.person('Inge', ['instructor'], admin);
  [ann, eve] = [await one.api.person('Ann'), await one.api.person('Eve')];
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '24:00' }));
  await inge.put('/api/instructors/me/availability', { timeZone: 'UTC', weekly, lengths: [30] });
  ({ bookingId } = await ann.post<{ bookingId: string }>(`/api/instructors/${inge.personId}/bookings`, { start: minutes(0), length: 30 }));
});
afterAll(() => house?.close());
beforeEach(async () => {
  clock.present = minutes(-5);
  await signIn();
});

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

async function page({ token }: Person, { url }: Backend) {
  const socket = io(url, { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true });
  const heard: HereNews[] = [];
  socket.on('here', (news: HereNews) => heard.push(news));
  sockets.push(socket);
  await new Promise<void>((done, fail) => socket.once('connect', done).once('connect_error', fail));
  const ask = (event: string, body: object) => socket.timeout(15_000).emitWithAck(event, body) as Promise<EnterAnswer>;
  return { socket, heard, enter: () => ask('enter', { bookingId }), exit: () => ask('exit', {}) };
}

test('a room is known to its two, with when it opens and where they talk', async () => {
  const room = await ann.get<SessionRoom>(`/api/bookings/${bookingId}/room`);
  expect(room).toMatchObject({ as: 'student', opens: minutes(-10), closes: minutes(90), instructor: { name: 'Inge' } });
  expect((await inge.get<SessionRoom>(`/api/bookings/${bookingId}/room`)).conversation).toEqual(room.conversation);
  for (const who of [eve, admin]) expect((await who.try('GET', `/api/bookings/${bookingId}/room`)).problem?.code).toBe('booking-not-found');
});

test('the two see each other come into it and leave it, through whichever backend; nobody else gets in', async () => {
  const [hers, his, other] = [await page(ann, one), await page(inge, two), await page(eve, one)];
  expect(await hers.enter()).toEqual({ ok: true, here: [ann.personId] });
  expect(await other.enter()).toMatchObject({ ok: false, code: 'booking-not-found' });
  const entered = async () => {
    const answer = await his.enter();
    return answer.ok && answer.here.includes(ann.personId);
  };
  await until('Inge finds Ann there', entered);
  await until('Ann sees Inge come', () => hers.heard.at(-1)?.here === true);
  await his.exit();
  await until('Ann sees Inge leave', () => hers.heard.at(-1)?.here === false);
  expect(hers.heard.every(({ personId }) => personId === inge.personId)).toBe(true);
  hers.socket.disconnect();
});

test.each([
  ['a moment before it opens', -10 * 60_000 - 1, 'room-closed'],
  ['when it opens', -10 * 60_000, undefined],
  ['an hour after the end, less a moment', 90 * 60_000 - 1, undefined],
  ['when it closes', 90 * 60_000, 'room-closed'],
])('%s', async (_, offset, code) => {
  clock.present = instant(START + offset);
  await signIn();
  const answer = await (await page(ann, one)).enter();
  expect(answer.ok ? undefined : answer.code).toBe(code);
});

test('what is cancelled has no room', async () => {
  const start = minutes(3 * 24 * 60);
  const booked = await ann.post<{ bookingId: string }>(`/api/instructors/${inge.personId}/bookings`, { start, length: 30 });
  await ann.post(`/api/bookings/${booked.bookingId}/cancellation`, { reason: 'Ill' });
  expect((await ann.try('GET', `/api/bookings/${booked.bookingId}/room`)).problem?.code).toBe('no-room');
});
