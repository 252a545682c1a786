import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant } from '../../values.ts';
import { Availability } from '../availability.ts';
import { EMPTY_CALENDAR, type Calendar, type HandSlot, type StandingBooking } from './calendar.ts';
import { MINUTE } from './moments.ts';
import { reasonsAgainst } from './reasons.ts';
import { freeSlots } from './slots.ts';

const NOW = Date.parse('2027-03-25T10:00:00.000Z');
const WINDOW = { start: NOW - 12 * 60 * MINUTE, end: NOW + 4 * 24 * 60 * MINUTE };

const quarter = fc
  .integer({ min: 0, max: 95 })
  .map((of) => `${String(of >> 2).padStart(2, '0')}:${String((of & 3) * 15).padStart(2, '0')}`);
const range = fc.tuple(quarter, quarter).map(([a, b]) => (a < b ? { start: a, end: b } : { start: b, end: a === b ? '24:00' : a }));
const date = fc.integer({ min: 25, max: 29 }).map((day) => `2027-03-${day}`);
const minutes = fc.constantFrom(0, 5, 10, 30);

const availability = fc
  .record({
    timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Africa/Cairo', 'UTC'),
    weekly: fc.array(
      fc.record({ day: fc.integer({ min: 1, max: 7 }), range }).map((one) => ({ day: one.day, ...one.range })),
      { maxLength: 12 },
    ),
    overrides: fc.array(fc.record({ date, ranges: fc.array(range, { maxLength: 2 }) }), { maxLength: 2 }),
    holidays: fc.array(
      date.map((from) => ({ from, to: from })),
      { maxLength: 1 },
    ),
    lengths: fc.constantFrom([30], [30, 60], [45], [20, 90]),
    interval: fc.constantFrom(null, 15, 40),
    bufferBefore: minutes,
    bufferAfter: minutes,
    minimumNotice: fc.constantFrom(0, 60, 24 * 60),
    horizonDays: fc.integer({ min: 1, max: 9 }),
    perDay: fc.constantFrom(null, 1, 2),
    perWeek: fc.constantFrom(null, 2, 3),
  })
  .map((rules) => Availability.parse(rules));

const start = fc.integer({ min: -30, max: 4 * 96 }).map((quarters) => instant(NOW + quarters * 15 * MINUTE));

const booking = (index: number) =>
  fc
    .record({
      start,
      length: fc.constantFrom(30, 60),
      before: minutes,
      after: minutes,
      phase: fc.constantFrom('held' as const, 'confirmed' as const, 'requested' as const),
      expires: fc.constantFrom(null, instant(NOW - MINUTE), instant(NOW + MINUTE)),
      slotId: fc.constantFrom(null, 's0'),
    })
    .map((one): StandingBooking => ({
      ...one,
      bookingId: `b${index}`,
      studentId: `p${index % 2}`,
      price: null,
      cancellation: { freeUntil: 0, lateRefund: 0 },
      seriesId: null,
      since: null,
      missing: null,
    }));

const slot = (index: number) =>
  fc
    .record({ start, length: fc.constantFrom(30, 60), seats: fc.constantFrom(1, 2), before: minutes, after: minutes })
    .map((one): HandSlot => ({ ...one, slotId: `s${index}`, title: '' }));

const calendar: fc.Arbitrary<Calendar> = fc
  .record({
    availability,
    bookings: fc.integer({ min: 0, max: 4 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => booking(i)))),
    slots: fc.integer({ min: 0, max: 2 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => slot(i)))),
    busy: fc.array(
      start.map((from) => ({ start: from, end: instant(Date.parse(from) + 50 * MINUTE) })),
      { maxLength: 2 },
    ),
  })
  .map(({ availability: rules, bookings, slots, busy }) => ({
    ...EMPTY_CALENDAR,
    availability: rules,
    bookings: Object.fromEntries(bookings.map((one) => [one.bookingId, one])),
    slots: Object.fromEntries(slots.map((one) => [one.slotId, one])),
    busy: { c: busy },
  }));

test('the slots that are listed are exactly the times that nothing speaks against', () => {
  fc.assert(
    fc.property(calendar, fc.constantFrom(0, 1), (one, which) => {
      const now = instant(NOW);
      const { lengths } = one.availability!;
      const length = lengths[which] ?? lengths[0]!;
      const isFree = (at: string) => reasonsAgainst(one, { start: at, length }, now).length === 0;
      const listed = freeSlots(one, { window: WINDOW, length }, now).map(({ start: at }) => at);
      expect(listed.filter((at) => !isFree(at))).toEqual([]);
      const others = Array.from({ length: 230 }, (_, i) => instant(WINDOW.start + i * 25 * MINUTE)).filter((at) => !listed.includes(at));
      expect(others.filter(isFree)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
