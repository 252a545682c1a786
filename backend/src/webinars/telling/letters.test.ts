import { WebinarMailKind } from '@lyceum/contracts';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { letterOf, type News } from './letters.ts';

const reader = { personId: 'ann', name: 'Ann', email: 'ann@example.org', timeZone: 'America/New_York' };
const plan = { title: 'Sound', start: '2027-03-01T16:00:00.000Z', end: '2027-03-01T17:00:00.000Z' };
const letter = (kind: News['kind'], more: Partial<News> = {}) => {
  const at = '2027-02-01T00:00:00.000Z';
  const nothing = { ticketId: null, waited: false, guestId: 'ben', guest: 'Ben', reason: null, as: 'attendee', at, now: at } as const;
  return letterOf({ kind, webinarId: 'w', plan, ...nothing, ...more }, reader, new URL('https://lyceum.example.org'));
};

test.each(WebinarMailKind.options)("%s has its subject, its sentence, the reader's own time, and a way to the webinar", (kind) => {
  const { subject, headline, particulars, action, until } = letter(kind);
  expect(subject).toContain('Sound');
  expect(headline).toContain('Sound');
  expect(particulars[0]).toEqual(['When', 'Monday, 1 March 2027, 11:00–12:00 (America/New_York, GMT-5)']);
  expect(action?.path).toMatch(/^\/webinars\/w/);
  expect(until).toBe(kind === 'webinar-tomorrow' || kind === 'webinar-soon' ? plan.start : plan.end);
});

describe('the calendar file', () => {
  const read = (kind: News['kind'], at: string) => {
    const calendar = new ICAL.Component(ICAL.parse(letter(kind, { at }).attachments[0]?.content ?? '') as unknown[]);
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
    return {
      method: calendar.getFirstPropertyValue('method'),
      sequence: event.sequence,
      uid: event.uid,
      start: event.startDate.toJSDate().toISOString(),
    };
  };
  test('puts it in, moves it and takes it out under one name, each later than the one before', () => {
    const all = [
      read('webinar-registered', '2027-02-01T00:00:00.000Z'),
      read('webinar-moved', '2027-02-02T00:00:00.000Z'),
      read('webinar-cancelled', '2027-02-03T00:00:00.000Z'),
    ];
    expect(new Set(all.map(({ uid }) => uid)).size).toBe(1);
    expect(all.map(({ method }) => method)).toEqual(['PUBLISH', 'PUBLISH', 'CANCEL']);
    expect(all[0]!.start).toBe(plan.start);
    expect(all.map(({ sequence }) => sequence)).toEqual(all.map(({ sequence }) => sequence).toSorted((a, b) => a - b));
  });
  test('is not sent to who has no place', () => {
    for (const kind of ['webinar-asked', 'webinar-waiting', 'webinar-refused', 'webinar-withdrawn'] as const)
      expect(letter(kind).attachments).toEqual([]);
  });
});

test('a ticket has its number, a refusal its reason', () => {
  expect(letter('webinar-registered', { ticketId: 't-1', waited: true })).toMatchObject({
    headline: 'A seat has become free: you have a place in “Sound”',
    particulars: [expect.anything(), ['Ticket', 't-1']],
  });
  expect(letter('webinar-refused', { reason: 'Full of others' }).particulars).toContainEqual(['Reason', 'Full of others']);
});

test('a reminder says how long it is until then, and to each what they have to do', () => {
  const tomorrow = { now: '2027-02-28T16:00:01.000Z' };
  expect(letter('webinar-tomorrow', { ...tomorrow, ticketId: 't-1' })).toMatchObject({
    headline: '“Sound” begins in 24 hours',
    paragraphs: [expect.stringMatching(/^You go in/), expect.stringMatching(/give your place up/)],
    particulars: [expect.anything(), ['Ticket', 't-1']],
    attachments: [],
  });
  const soon = (as: News['as'], now: string) => letter('webinar-soon', { as, now });
  expect(soon('host', '2027-03-01T15:00:02.000Z')).toMatchObject({
    subject: 'In an hour: Sound',
    paragraphs: [expect.stringMatching(/^You host/)],
  });
  expect(soon('speaker', '2027-03-01T15:43:00.000Z')).toMatchObject({
    subject: 'In 17 minutes: Sound',
    paragraphs: [expect.stringMatching(/^You speak/)],
  });
});
