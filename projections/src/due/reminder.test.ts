import type { AcademyEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { at, history, id, recorded, rowsOf } from '../testing/history.ts';
import { due } from './projection.ts';

const of = { instructorId: id(1), bookingId: id(2), studentId: id(3) };
const HOUR = 60;
/** Two days after the beginning of the history. */
const START = at(48 * HOUR);
const times = (start: string) => ({ start, length: 30, before: 0, after: 0, slotId: null });
const held: AcademyEvent = {
  type: 'consultations.BookingHeld.v1',
  data: {
    ...of,
    ...times(START),
    expires: null,
    price: null,
    cancellation: { freeUntil: 0, lateRefund: 0 },
    note: '',
    seriesId: null,
    offered: false,
  },
};
const confirmed: AcademyEvent = { type: 'consultations.BookingConfirmed.v1', data: of };
const moved = (start: string): AcademyEvent => ({
  type: 'consultations.BookingRescheduled.v1',
  data: { ...of, ...times(start), by: 'student', former: { start: START, length: 30 } },
});
const neared = (minutes: number, start = START): AcademyEvent => ({
  type: 'consultations.SessionNeared.v1',
  data: { ...of, start, minutes },
});
const NEVER = '9999-12-31T00:00:00.000Z';

const dues = (...facts: AcademyEvent[]) => {
  const rows = rowsOf(due, history(...facts));
  return [rows.get(`${of.bookingId}:1440`)?.at, rows.get(`${of.bookingId}:60`)?.at];
};

test('a confirmed session is reminded of a day and an hour before, one that only waits is not', () => {
  expect(dues(held)).toEqual([NEVER, NEVER]);
  expect(dues(held, { type: 'consultations.BookingRequested.v1', data: of })).toEqual([NEVER, NEVER]);
  expect(dues(held, confirmed)).toEqual([at(24 * HOUR), at(47 * HOUR)]);
});

test('what was booked later than the reminder would have come has none', () => {
  const late = [recorded(held, 1), recorded(confirmed, 2, at(30 * HOUR))];
  const rows = rowsOf(due, late);
  expect([rows.get(`${of.bookingId}:1440`)?.at, rows.get(`${of.bookingId}:60`)?.at]).toEqual([NEVER, at(47 * HOUR)]);
});

test('a moved session is reminded of at its new time, also after it was reminded of', () => {
  const later = at(96 * HOUR);
  expect(dues(held, confirmed, neared(1440))).toEqual([NEVER, at(47 * HOUR)]);
  expect(dues(held, confirmed, neared(1440), moved(later))).toEqual([at(72 * HOUR), at(95 * HOUR)]);
  // That of the time before concerns the new one no more.
  expect(dues(held, confirmed, moved(later), neared(60))).toEqual([at(72 * HOUR), at(95 * HOUR)]);
});

test('and none of what is over in any way', () => {
  const ends: AcademyEvent[] = [
    { type: 'consultations.BookingCancelled.v1', data: { ...of, by: 'student', reason: '', refund: null } },
    { type: 'consultations.BookingRefused.v1', data: { ...of, reason: '' } },
    { type: 'consultations.HoldExpired.v1', data: of },
    { type: 'consultations.SessionHeld.v1', data: of },
    { type: 'consultations.NoShowRecorded.v1', data: { ...of, who: 'student' } },
  ];
  for (const end of ends) expect(dues(held, confirmed, end)).toEqual([undefined, undefined]);
});
