import { BookingMailKind } from '@lyceum/contracts';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { letterOf, type News } from './letters.ts';
import type { Session } from './sessions.ts';

const session: Session = {
  bookingId: '00000000-0000-7000-8000-000000000001',
  instructorId: '00000000-0000-7000-8000-000000000002',
  studentId: '00000000-0000-7000-8000-000000000003',
  start: '2027-03-01T08:00:00.000Z',
  length: 30,
  phase: 'confirmed',
  price: { amount: 2000, currency: 'EUR' },
  note: 'About bars',
  title: '',
  expires: null,
  moves: 0,
  known: true,
  invited: true,
};
const news = (kind: News['kind'], more: Partial<News> = {}): News => ({
  kind,
  as: 'student',
  other: 'Inge',
  sessions: [session],
  by: null,
  reason: null,
  refund: null,
  former: null,
  at: '2027-02-20T08:00:00.000Z',
  now: '2027-02-20T08:00:05.000Z',
  ...more,
});
const reader = { personId: session.studentId, name: 'Ann', email: 'ann@example.org', timeZone: 'America/New_York' };
const sender = { address: new URL('https://lyceum.example.org'), organizer: { name: 'Lyceum', email: 'lyceum@example.org' } };
const letter = (of: News) => letterOf(of, reader, sender)!;
const eventOf = (of: News) => {
  const calendar = new ICAL.Component(ICAL.parse(letter(of).attachments[0]?.content ?? '') as unknown[]);
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
  return {
    method: calendar.getFirstPropertyValue('method'),
    sequence: event.sequence,
    start: event.startDate.toJSDate().toISOString(),
    uid: event.uid,
  };
};

test.each(BookingMailKind.options)("%s has its subject, its sentence and a way to the session, in the reader's own time", (kind) => {
  const { subject, headline, particulars, action } = letter(news(kind));
  expect(subject).toContain('Inge');
  expect(headline).toContain('Inge');
  expect(particulars).toContainEqual(['When', 'Monday, 1 March 2027, 03:00–03:30 (America/New_York, GMT-5)']);
  expect(action).toMatchObject({ path: `/bookings/${session.bookingId}` });
});

test('what is confirmed says what it costs and what was noted', () => {
  expect(letter(news('booking-confirmed')).particulars).toEqual([
    ['When', 'Monday, 1 March 2027, 03:00–03:30 (America/New_York, GMT-5)'],
    ['With', 'Inge'],
    ['Price', '€20.00'],
    ['Note', 'About bars'],
  ]);
});

test('a series is one message, with all its times and what they cost together', () => {
  const sessions = [session, { ...session, bookingId: session.instructorId, start: '2027-03-08T08:00:00.000Z' }];
  const { subject, particulars, attachments } = letter(news('booking-confirmed', { sessions }));
  expect(subject).toContain('2 sessions');
  expect(particulars[0]?.[1].split('\n')).toHaveLength(2);
  expect(particulars).toContainEqual(['Price', '€40.00']);
  expect(attachments.map(({ filename }) => filename)).toEqual(['sessions.ics']);
});

describe('who did it is said from where the reader stands', () => {
  const cancelled = (as: 'student' | 'instructor', by: News['by']) => letter(news('booking-cancelled', { as, by, other: 'Inge' })).headline;
  test.each([
    ['student', 'student', 'You cancelled the session with Inge'],
    ['student', 'instructor', 'Inge cancelled the session with you'],
    ['student', 'admin', 'The academy cancelled the session with Inge'],
    ['instructor', 'instructor', 'You cancelled the session with Inge'],
    ['instructor', 'student', 'Inge cancelled the session with you'],
  ] as const)('to the %s, where it was the %s', (as, by, headline) => expect(cancelled(as, by)).toBe(headline));

  test('moved by the other one, with what was before', () => {
    const former = { start: '2027-02-28T08:00:00.000Z', length: 60 };
    const { headline, particulars } = letter(news('booking-moved', { by: 'instructor', former }));
    expect(headline).toBe('Inge moved your session');
    expect(particulars).toContainEqual(['Before', 'Sunday, 28 February 2027, 03:00–04:00 (America/New_York, GMT-5)']);
  });

  test('what is paid back only to who paid', () => {
    const back = { refund: { amount: 1000, currency: 'EUR' }, by: 'student' as const };
    expect(letter(news('booking-cancelled', back)).paragraphs).toContain('You get back €10.00.');
    expect(letter(news('booking-cancelled', { ...back, as: 'instructor' })).paragraphs.join()).not.toContain('10.00');
  });
});

describe('the calendar file', () => {
  test('is put in, moved and taken out under one name, with a rising number', () => {
    const put = eventOf(news('booking-confirmed'));
    const moved = eventOf(news('booking-moved', { sessions: [{ ...session, moves: 1, start: '2027-03-02T08:00:00.000Z' }] }));
    const out = eventOf(news('booking-cancelled', { sessions: [{ ...session, moves: 1, phase: 'cancelled' }] }));
    expect([put, moved, out].map(({ method, sequence }) => [method, sequence])).toEqual([
      ['REQUEST', 0],
      ['REQUEST', 1],
      ['CANCEL', 2],
    ]);
    expect(new Set([put, moved, out].map(({ uid }) => uid)).size).toBe(1);
    expect(moved.start).toBe('2027-03-02T08:00:00.000Z');
  });
  test('is not sent for what was never confirmed, asked for, or is only remembered', () => {
    const asked = [{ ...session, invited: false, phase: 'cancelled' as const }];
    expect(letter(news('booking-cancelled', { sessions: asked })).attachments).toEqual([]);
    for (const kind of ['booking-requested', 'booking-tomorrow', 'booking-soon', 'review-asked'] as const)
      expect(letter(news(kind)).attachments).toEqual([]);
  });
});

test('reminders say how long it is still, and are of no use once it has begun', () => {
  const soon = letter(news('booking-soon', { now: '2027-03-01T07:00:02.000Z' }));
  expect(soon.subject).toBe('In an hour: your session with Inge');
  expect(soon.until).toBe(session.start);
  expect(letter(news('booking-soon', { now: '2027-03-01T07:48:00.000Z' })).headline).toContain('in 12 minutes');
  expect(letter(news('booking-tomorrow', { now: '2027-02-28T08:00:03.000Z' })).headline).toContain('in 24 hours');
});
