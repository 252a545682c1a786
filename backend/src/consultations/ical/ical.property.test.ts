import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import type { CalendarEntry } from './event.ts';
import { invitationTo } from './invitation.ts';

const address = new URL('https://lyceum.example.org');
const organizer = { name: 'Lyceum "x"', email: 'lyceum@example.org' };
const attendee = { name: 'Ann; Smith, the 2nd', email: 'ann@example.org' };

const zones = Intl.supportedValuesOf('timeZone');
const FIRST = Date.parse('2026-01-01T00:00:00Z');
const TWO_YEARS = 2 * 366 * 24 * 60;

const entry = fc.record({
  bookingId: fc.uuid(),
  start: fc.integer({ min: 0, max: TWO_YEARS }).map((minutes) => new Date(FIRST + minutes * 60_000).toISOString()),
  length: fc.integer({ min: 5, max: 480 }),
  sequence: fc.nat(50),
  summary: fc.string({ minLength: 1, maxLength: 120, unit: 'grapheme' }).map((text) => text.replace(/\p{Cc}/gu, ' ')),
  description: fc.constant('https://lyceum.example.org/bookings/1'),
  status: fc.constantFrom('confirmed' as const, 'cancelled' as const),
  stamp: fc.constant('2026-01-01T00:00:00.000Z'),
});

const read = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[]);
const wall = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);

const single = (of: CalendarEntry) => {
  const file = invitationTo({ entries: [of], attendee, organizer, address });
  const calendar = read(file.content ?? '');
  return { file, calendar, event: new ICAL.Event(calendar.getFirstSubcomponent('vevent')!) };
};

test('an independent parser reads the same instants, in every zone of the world on days of two years', () => {
  fc.assert(
    fc.property(entry, fc.constantFrom(...zones), (of, zone) => {
      const { event } = single(of);
      const [start, end] = [event.startDate.toJSDate(), event.endDate.toJSDate()];
      expect(start.toISOString()).toBe(of.start);
      expect(end.getTime() - start.getTime()).toBe(of.length * 60_000);
      expect(wall(start, zone)).toBe(wall(new Date(of.start), zone));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['2026-03-29T00:30:00.000Z', 'Europe/Kyiv', '2026-03-29 02:30:00'],
  ['2026-03-29T01:00:00.000Z', 'Europe/Kyiv', '2026-03-29 04:00:00'],
  ['2026-10-25T00:30:00.000Z', 'Europe/Kyiv', '2026-10-25 03:30:00'],
  ['2026-10-25T01:30:00.000Z', 'Europe/Kyiv', '2026-10-25 03:30:00'],
  ['2026-11-01T05:30:00.000Z', 'America/New_York', '2026-11-01 01:30:00'],
  ['2026-11-01T06:30:00.000Z', 'America/New_York', '2026-11-01 01:30:00'],
])('%s is %s %s, also where the clocks are changed', (start, zone, local) => {
  const of = { ...fc.sample(entry, { numRuns: 1, seed: 1 })[0]!, start };
  const read = single(of).event.startDate.toJSDate();
  expect(read.toISOString()).toBe(start);
  expect(wall(read, zone)).toBe(local);
});

test('whatever it is called, it is one line of text, and the same booking is the same entry', () => {
  fc.assert(
    fc.property(entry, (of) => {
      const { file, calendar, event } = single(of);
      const method = of.status === 'cancelled' ? 'CANCEL' : 'REQUEST';
      expect(event.summary).toBe(of.summary);
      expect(event.uid).toBe(`${of.bookingId}@lyceum.example.org`);
      expect(event.sequence).toBe(of.sequence);
      expect(calendar.getFirstPropertyValue('method')).toBe(method);
      expect(file.contentType).toContain(`method=${method}`);
      expect(event.component.getFirstPropertyValue('status')).toBe(of.status.toUpperCase());
      expect(event.organizer).toBe('mailto:lyceum@example.org');
      expect(event.attendees.map((one) => String(one.getFirstValue()).toLowerCase())).toEqual(['mailto:ann@example.org']);
      for (const line of (file.content ?? '').split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    }),
  );
});

test('several sessions are entries of one file to import, each under its own name', () => {
  const entries = fc.sample(entry, { numRuns: 5, seed: 2 }).map((of) => ({ ...of, status: 'confirmed' as const }));
  const calendar = read(invitationTo({ entries, attendee, organizer, address }).content ?? '');
  expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
  const starts = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event).startDate.toJSDate().toISOString());
  expect(starts).toEqual(entries.map(({ start }) => start));
});
