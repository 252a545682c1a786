import type { Connections, FoundCalendars, SlotExplanation } from '@lyceum/contracts';
import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { hasRadicale, Radicale } from '../harness/radicale.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

const DAY = 86_400_000;
/** Noon, some days from now. */
const noon = (days: number) => new Date(Math.floor(Date.now() / DAY) * DAY + days * DAY + DAY / 2).toISOString();
const later = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();
const stamp = (at: string) => at.replaceAll(/[-:]|\.\d+/g, '');

let house: House;
let backend: Backend;
let admin: Person;
let inge: Person;
let ann: Person;
let number = 0;

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend({ env: { LYCEUM_CALENDARS_ANYWHERE: '1' } });
  admin = await backend.api.signIn(ADMIN);
});
afterAll(() => house?.close());
beforeEach(async () => {
  inge = await backend.api.person(`Inge ${++number}`, ['instructor'], admin);
  ann = await backend.api.person(`Ann ${number}`);
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '24:00' }));
  await inge.put('/api/instructors/me/availability', { timeZone: 'Europe/Kyiv', weekly, lengths: [60], horizonDays: 30 });
  ann.saw(inge.seen);
});

const reasons = async (start: string) => {
  ann.saw(inge.seen);
  const path = `/api/instructors/${inge.personId}/slots/explanation?start=${start}&length=60`;
  return (await ann.get<SlotExplanation>(path)).reasons.map(({ code }) => code);
};
const book = async (start: string) =>
  (await ann.post<{ bookingId: string }>(`/api/instructors/${inge.personId}/bookings`, { start, length: 60 })).bookingId;
const list = async () => (await inge.get<Connections>('/api/me/calendars')).items;

describe.skipIf(!hasRadicale())('with a CalDAV server (Radicale; skipped where the system has none)', () => {
  let radicale: Radicale;
  let address: string;

  beforeAll(async () => {
    radicale = await Radicale.start();
  });
  afterAll(() => radicale?.stop());
  beforeEach(async () => {
    address = await radicale.calendar(`work-${number}`);
  });

  const connect = async () => {
    const body = { address, name: 'Work', ...radicale.account };
    return (await inge.post<{ connectionId: string }>('/api/me/calendars', body)).connectionId;
  };
  const sync = (connectionId: string) => inge.post(`/api/me/calendars/${connectionId}/sync`);
  /** Sessions as an independent parser reads them in the calendar. */
  const entries = async () => {
    const calendar = new ICAL.Component(ICAL.parse(await radicale.content(address)) as unknown[]);
    return calendar
      .getAllSubcomponents('vevent')
      .map((component) => new ICAL.Event(component))
      .filter(({ uid }) => uid.includes('@'))
      .map(({ uid, startDate, summary }) => [uid.split('@')[0], startDate.toJSDate().toISOString(), summary]);
  };

  test('calendars are found by the address of the server', async () => {
    const found = await inge.post<FoundCalendars>('/api/me/calendars/search', { address: radicale.url, ...radicale.account });
    expect(found.calendars.map((each) => each.address)).toContain(address);
    const wrong = await inge.try('POST', '/api/me/calendars/search', { address: radicale.url, username: 'inge', password: 'no' });
    expect(wrong.problem).toMatchObject({ code: 'calendar-not-reached', problem: 'wrong-credentials' });
  });

  test('what lies there closes times, each time of what repeats, and what goes opens them', async () => {
    const at = (days: number) => [`DTSTART:${stamp(noon(days))}`, `DTEND:${stamp(later(noon(days), 60))}`];
    await radicale.put(address, 'dentist', ...at(3));
    await radicale.put(address, 'weekly', ...at(4), 'RRULE:FREQ=WEEKLY;COUNT=3');
    await radicale.put(address, 'reminder', ...at(5), 'TRANSP:TRANSPARENT');
    const day = noon(6).slice(0, 10).replaceAll('-', '');
    await radicale.put(address, 'holiday', `DTSTART;VALUE=DATE:${day}`);
    const connectionId = await connect();
    await sync(connectionId);
    const found = await Promise.all([2, 3, 4, 5, 6, 11, 18, 25].map((days) => reasons(noon(days))));
    const busy = ['busy-elsewhere'];
    expect(found).toEqual([[], busy, busy, [], busy, busy, busy, []]);
    expect((await ann.try('POST', `/api/instructors/${inge.personId}/bookings`, { start: noon(3), length: 60 })).problem?.code).toBe(
      'busy-elsewhere',
    );
    await radicale.remove(address, 'dentist');
    await sync(connectionId);
    expect(await reasons(noon(3))).toEqual([]);
  });

  test('sessions appear there, move and go, and close nothing themselves', async () => {
    const connectionId = await connect();
    const bookingId = await book(noon(3));
    inge.saw(ann.seen);
    await until('the session is there', async () => (await entries()).length === 1, { seconds: 20 });
    expect(await entries()).toEqual([[bookingId, noon(3), `Consultation with ${ann.me.name}`]]);
    await ann.post(`/api/bookings/${bookingId}/rescheduling`, { start: noon(4) });
    inge.saw(ann.seen);
    await until('it has moved', async () => (await entries())[0]?.[1] === noon(4), { seconds: 20 });
    await sync(connectionId);
    expect(await reasons(noon(3))).toEqual([]);
    expect(await reasons(noon(4))).toEqual(['slot-yours']);
    await ann.post(`/api/bookings/${bookingId}/cancellation`, { reason: 'Ill' });
    await until('it is gone', async () => (await entries()).length === 0, { seconds: 20 });
  });

  test('that a server is away is said', async () => {
    const other = await Radicale.start();
    const away = await other.calendar('away');
    const body = { address: away, name: 'Away', ...other.account };
    const { connectionId } = await inge.post<{ connectionId: string }>('/api/me/calendars', body);
    await other.stop();
    await sync(connectionId);
    await until('the problem is shown', async () => (await list()).find((item) => item.problem?.code === 'unreachable'));
  });

  test('a calendar that is taken out closes nothing any more, and is nobody else’s to take out', async () => {
    await radicale.put(address, 'dentist', `DTSTART:${stamp(noon(3))}`, `DTEND:${stamp(later(noon(3), 60))}`);
    const connectionId = await connect();
    await sync(connectionId);
    expect(await reasons(noon(3))).toEqual(['busy-elsewhere']);
    expect((await ann.try('DELETE', `/api/me/calendars/${connectionId}`)).problem?.code).toBe('connection-not-found');
    expect((await ann.get<Connections>('/api/me/calendars')).items).toEqual([]);
    await inge.delete(`/api/me/calendars/${connectionId}`);
    expect(await reasons(noon(3))).toEqual([]);
    expect(await list()).toEqual([]);
  });
});

test('without leave the academy calls no address but those of the internet', async () => {
  const guarded = await house.backend();
  const { token } = inge;
  const tries = ['http://127.0.0.1:1/', 'https://127.0.0.1:1/', 'https://localhost:1/', 'https://169.254.169.254/', 'https://[::1]:1/'];
  for (const address of tries) {
    const answer = await guarded.api.try('POST', '/api/me/calendars/search', { address, username: 'a', password: 'b' }, { token });
    expect([address, answer.problem?.['problem']]).toEqual([address, 'address-barred']);
  }
});

test('Google is offered only where the academy has a client there', async () => {
  expect((await inge.get<Connections>('/api/me/calendars')).google).toBe(false);
  expect((await inge.try('POST', '/api/me/calendars/google/consent')).problem?.code).toBe('google-not-configured');
});
