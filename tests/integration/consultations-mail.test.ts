import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Booked, MailItem, Slot } from '@lyceum/contracts';
import { SetClock } from '../../backend/src/api/clock.ts';
import type { Person } from '../harness/client.ts';
import { MAIL_FROM, MailServer, textOf, type Received } from '../harness/mail-server.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

const clock = new SetClock('2027-03-20T10:00:00.000Z');
let house: House;
let server: MailServer;
/** The backend that acts by itself: it was there first. People talk to another. */
let acting: Backend;
let [admin, inge, ann, ben]: Person[] = [];
const env = () => ({ LYCEUM_SMTP_URL: server.url, LYCEUM_MAIL_FROM: MAIL_FROM, LYCEUM_PUBLIC_URL: 'https://lyceum.example.org' });

const HOUR = 3_600_000;
const WEEKLY = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '08:00', end: '12:00' }));
const available = (more: object = {}) =>
  inge!.put('/api/instructors/me/availability', { timeZone: 'Europe/Kyiv', weekly: WEEKLY, lengths: [30], horizonDays: 60, ...more });

/** Time passes; sessions of people run out meanwhile. */
async function later(to: number): Promise<void> {
  clock.present = new Date(to).toISOString();
  for (const person of [admin, inge, ann, ben]) await person!.signInAgain();
}
const slot = async (date: string): Promise<string> => {
  const path = `/api/instructors/${inge!.personId}/slots?from=${date}T00:00:00Z&to=${date}T23:59:59Z`;
  ann!.saw(inge!.seen);
  const [first] = (await ann!.get<{ items: Slot[] }>(path)).items;
  return first!.start;
};
const book = (who: Person, start: string, more: object = {}) =>
  who.post<Booked>(`/api/instructors/${inge!.personId}/bookings`, { start, length: 30, ...more });

/** Mails to somebody about something, once so many have come. */
const mails = (who: Person, about: RegExp, count = 1): Promise<readonly Received[]> =>
  until(`${count} about ${about} have come to ${who.me.name}`, () => {
    const found = server.to(who.credentials.email).filter(({ mail }) => about.test(mail.subject ?? ''));
    return found.length >= count && found;
  });
const written = async (kind: MailItem['kind']) =>
  (await admin!.get<{ items: MailItem[] }>('/api/operations/mailbox?limit=200')).items.filter((item) => item.kind === kind);
/** Everything that happened has been reacted to, and what was written has gone out. */
const settled = () =>
  until('nothing waits', async () => (await admin!.get<{ items: MailItem[] }>('/api/operations/mailbox?state=waiting')).items.length === 0);

function entryOf({ mail }: Received) {
  const calendar = new ICAL.Component(ICAL.parse(textOf(mail.attachments[0]!.content)) as unknown[]);
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
  const start = event.startDate.toJSDate().toISOString();
  return { method: calendar.getFirstPropertyValue('method'), sequence: event.sequence, start, uid: event.uid };
}

beforeAll(async () => {
  house = await House.build();
  server = await MailServer.start();
  acting = await house.backend({ clock, env: env() });
  const { api } = await house.backend({ clock, env: env() });
  admin = await api.signIn(ADMIN);
  [inge, ann, ben] = [await api.person('Inge', ['instructor'], admin), await api.person('Ann'), await api.person('Ben')];
  await available();
});
afterAll(async () => {
  await house?.close();
  await server?.close();
});

test('a session is confirmed, moved and cancelled by mail to both, each once, and so it is in their calendars', async () => {
  const start = await slot('2027-03-24');
  const { bookingId } = await book(ann!, start, { note: 'About bars' });
  const [toAnn] = await mails(ann!, /^Confirmed/);
  const [toInge] = await mails(inge!, /^Confirmed: .*Ann/);
  expect(toAnn?.mail.text).toContain(`https://lyceum.example.org/bookings/${bookingId}`);
  expect(toAnn?.mail.text).toContain('About bars');
  expect(entryOf(toAnn!)).toEqual({ method: 'REQUEST', sequence: 0, start, uid: `${bookingId}@lyceum.example.org` });
  expect(entryOf(toInge!)).toEqual(entryOf(toAnn!));

  const next = await slot('2027-03-25');
  await ann!.post(`/api/bookings/${bookingId}/rescheduling`, { start: next });
  const [moved] = await mails(inge!, /^Moved/);
  expect(entryOf(moved!)).toEqual({ method: 'REQUEST', sequence: 1, start: next, uid: `${bookingId}@lyceum.example.org` });
  expect(moved?.mail.text).toContain('Ann moved your session');

  await inge!.post(`/api/bookings/${bookingId}/cancellation`, { reason: 'Ill' });
  const [gone] = await mails(ann!, /^Cancelled/);
  expect(entryOf(gone!)).toMatchObject({ method: 'CANCEL', sequence: 2, uid: `${bookingId}@lyceum.example.org` });
  expect(gone?.mail.text).toContain('Inge cancelled the session with you');
  expect(gone?.mail.text).toContain('Ill');
  await mails(inge!, /^Cancelled/);
  await settled();
  for (const kind of ['booking-confirmed', 'booking-moved', 'booking-cancelled'] as const) expect(await written(kind)).toHaveLength(2);
});

test('a request is put to the instructor, and what they say to the student', async () => {
  await available({ approval: true });
  const { bookingId } = await book(ben!, await slot('2027-03-26'));
  expect((await mails(inge!, /^Ben asks/))[0]?.mail.text).toContain(`/bookings/${bookingId}`);
  await inge!.post(`/api/bookings/${bookingId}/refusal`, { reason: 'Not my subject' });
  expect((await mails(ben!, /^Not confirmed/))[0]?.mail.text).toContain('Not my subject');
  const { bookingId: other } = await book(ben!, await slot('2027-03-26'));
  await inge!.post(`/api/bookings/${other}/approval`);
  await mails(ben!, /^Confirmed/);
  await settled();
  expect((await written('booking-refused')).map(({ attachments }) => attachments.length)).toEqual([0]);
  await available();
});

test('a series is one message, and giving up a time that was only kept is none', async () => {
  const before = await written('booking-confirmed');
  const cancelled = await written('booking-cancelled');
  await book(ann!, await slot('2027-03-29'), { repeat: { every: 'week', count: 3 } });
  const [series] = await mails(ann!, /^Confirmed: your 3 sessions/);
  const calendar = new ICAL.Component(ICAL.parse(textOf(series!.mail.attachments[0]!.content)) as unknown[]);
  expect(calendar.getAllSubcomponents('vevent')).toHaveLength(3);
  const { bookingId } = await book(ben!, await slot('2027-03-27'), { hold: true });
  await ben!.post(`/api/bookings/${bookingId}/cancellation`, { reason: '' });
  await book(ben!, await slot('2027-03-28'));
  await mails(ben!, /^Confirmed/, 2);
  await settled();
  expect(await written('booking-confirmed')).toHaveLength(before.length + 4);
  expect(await written('booking-cancelled')).toHaveLength(cancelled.length);
});

test('who waits is told when a time is kept for them', async () => {
  const day = '2027-04-03';
  await available({ overrides: [{ date: day, ranges: [{ start: '09:00', end: '09:30' }] }] });
  const { bookingId } = await book(ann!, await slot(day));
  await ben!.post(`/api/instructors/${inge!.personId}/waiting`, { date: day, length: 30 });
  await ann!.post(`/api/bookings/${bookingId}/cancellation`, { reason: '' });
  const [offer] = await mails(ben!, /has become free/);
  expect(offer?.mail.text).toContain('20 March 2027 at 10:30 (UTC)');
});

test('both are reminded a day and an hour before, once, by whichever backend runs; not of what has moved meanwhile', async () => {
  const start = Date.parse(await slot('2027-04-06'));
  const { bookingId } = await book(ann!, new Date(start).toISOString());
  const other = Date.parse(await slot('2027-04-07'));
  const moving = await book(ben!, new Date(other).toISOString());
  await mails(ben!, /^Confirmed: your session.*7 April/);

  await later(start - 24 * HOUR + 1000);
  const [day] = await mails(ann!, /^Reminder: /);
  expect(day?.mail.text).toContain('begins in 24 hours');
  await mails(inge!, /^Reminder: .*Ann/);
  await settled();
  await acting.close();
  // A day later than it was: the reminder of a day moves with it, and that of the former time never comes.
  ben!.saw(inge!.seen);
  await ben!.post(`/api/bookings/${moving.bookingId}/rescheduling`, { start: new Date(other + 24 * HOUR).toISOString() });
  await later(start - HOUR + 1000);
  const [soon] = await mails(ann!, /^In an hour/);
  expect(soon?.mail.text).toContain(bookingId);
  await mails(inge!, /^In an hour/);
  await later(other - 24 * HOUR + 60_000);
  await later(start + 31 * 60_000);
  const ofBooking = async (kind: MailItem['kind'], id: string) => (await written(kind)).filter(({ text }) => text?.includes(id)).length;
  await until('a review is asked for', async () => (await ofBooking('review-asked', bookingId)) === 1);
  await settled();
  expect(await ofBooking('booking-tomorrow', moving.bookingId)).toBe(0);
  expect([await ofBooking('booking-tomorrow', bookingId), await ofBooking('booking-soon', bookingId)]).toEqual([2, 2]);
  const ids = server.received.map(({ mail }) => mail.messageId);
  expect(new Set(ids).size).toBe(ids.length);
});
