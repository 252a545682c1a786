import { EMPTY_CALENDAR, evolveCalendar, freeSlots, MINUTE, type CalendarEvent, type Recorded } from '@lyceum/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { availabilitySet, bookingCancelled, bookingHeld, bookingMoved, horizonMoved, slotOpened } from '../testing/consultations.ts';
import { at, id, recorded } from '../testing/history.ts';
import { afterFact, CLOSED, nextFree, type Run } from './openings.ts';

const inge = id(1);
const of = (number: number) => ({ bookingId: id(100 + number), instructorId: inge, studentId: id(2) });
/** A fact of the minute that is its turn, or of a time that is named. */
type Happened = CalendarEvent | readonly [CalendarEvent, string];
const facts = (...all: readonly Happened[]) =>
  all.map((one, number) => {
    const [fact, when] = 'type' in one ? [one, at(number)] : one;
    return recorded(fact, number, when) as Recorded<CalendarEvent>;
  });
const after = (...all: readonly Happened[]) => facts(...all).reduce(afterFact, CLOSED);
const on = (free: readonly Run[], day: string) =>
  free.filter(({ first }) => first.startsWith(day)).map(({ first, last }) => [first.slice(11, 16), last.slice(11, 16)]);

describe('the openings of a calendar', () => {
  test('are one run a day, as far as the calendar is open', () => {
    const { free } = after(availabilitySet(inge));
    expect(on(free, '2026-03-05')).toEqual([['09:00', '11:30']]);
    expect(free.at(-1)?.first.slice(0, 10)).toBe('2026-03-16');
  });

  test('are two around a booking with its buffer, and one again when it is cancelled', () => {
    const held = bookingHeld(of(1), '2026-03-05T10:00:00.000Z');
    expect(on(after(availabilitySet(inge), held).free, '2026-03-05')).toEqual([
      ['09:00', '09:00'],
      ['11:00', '11:30'],
    ]);
    expect(on(after(availabilitySet(inge), held, bookingCancelled(of(1))).free, '2026-03-05')).toEqual([['09:00', '11:30']]);
  });

  test('move on with time, and forget what is over', () => {
    const later = '2026-03-04T00:05:00.000Z';
    const { free, calendar } = after(
      availabilitySet(inge),
      bookingHeld(of(1), '2026-03-02T10:00:00.000Z'),
      [horizonMoved(inge, '2026-06-02T00:00:00.000Z'), later],
      [horizonMoved(inge, '2026-06-22T00:00:00.000Z'), '2026-03-24T00:05:00.000Z'],
    );
    expect([free[0]?.first.slice(0, 10), free.at(-1)?.first.slice(0, 10)]).toEqual(['2026-03-24', '2026-04-07']);
    expect(calendar.bookings).toEqual({});
  });

  test('with a limit a week a booking closes its whole week', () => {
    const { free } = after(availabilitySet(inge, { perWeek: 1 }), bookingHeld(of(1), '2026-03-12T10:00:00.000Z'));
    expect(free.map(({ first }) => first.slice(8, 10))).toEqual(['02', '03', '04', '05', '06', '07', '08', '16']);
  });
});

test('the next free time keeps the notice, and the step of its run', () => {
  const { free } = after(availabilitySet(inge, { minimumNotice: 60 }));
  expect(nextFree(free, '2026-03-02T05:00:00.000Z')).toBe('2026-03-02T09:00:00.000Z');
  expect(nextFree(free, '2026-03-02T09:10:00.000Z')).toBe('2026-03-02T10:30:00.000Z');
  expect(nextFree(free, '2026-03-02T10:40:00.000Z')).toBe('2026-03-03T09:00:00.000Z');
  expect(nextFree([], '2026-03-02T10:40:00.000Z')).toBeNull();
});

const starts = (free: readonly Run[], from: string): string[] =>
  free
    .flatMap(({ first, last, step }) => {
      const count = step === 0 ? 0 : (Date.parse(last) - Date.parse(first)) / (step * MINUTE);
      return Array.from({ length: count + 1 }, (_, n) => new Date(Date.parse(first) + n * step * MINUTE).toISOString());
    })
    .filter((start) => start >= from);

const minute = fc
  .integer({ min: 0, max: 14 * 48 - 1 })
  .map((half) => new Date(Date.parse('2026-03-02T00:00:00Z') + half * 30 * MINUTE).toISOString());
const booking = fc.integer({ min: 1, max: 6 }).map(of);
const change: fc.Arbitrary<CalendarEvent> = fc.oneof(
  fc.tuple(booking, minute, fc.constantFrom(30, 60)).map(([one, start, length]) => bookingHeld(one, start, length)),
  fc.tuple(booking, minute, minute).map(([one, former, start]) => bookingMoved(one, former, start)),
  booking.map(bookingCancelled),
  fc.tuple(fc.integer({ min: 201, max: 203 }).map(id), minute).map(([slotId, start]) => slotOpened(inge, slotId, start)),
  fc.record({ perDay: fc.constantFrom(null, 1), perWeek: fc.constantFrom(null, 2) }).map((limits) => availabilitySet(inge, limits)),
);

test('fact by fact they are what the whole calendar gives', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const all = facts(availabilitySet(inge), ...changes);
      const { free } = all.reduce(afterFact, CLOSED);
      const calendar = all.reduce((folded, fact) => evolveCalendar(folded, fact, null), EMPTY_CALENDAR);
      const now = all.at(-1)!.metadata.at;
      const window = { start: Date.parse(now), end: Date.parse('2026-04-01T00:00:00Z') };
      expect(starts(free, now)).toEqual(freeSlots(calendar, { window }, now).map(({ start }) => start));
    }),
    { numRuns: 200 },
  );
});
