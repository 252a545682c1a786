import { EMPTY_CALENDAR, type AcademyEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { calendars } from '../calendars/projection.ts';
import { due } from '../due/projection.ts';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { bookings } from './projection.ts';

const [inge, ann, one] = [id(1), id(2), id(3)];
const of = { instructorId: inge, bookingId: one, studentId: ann };
const start = '2026-03-03T09:30:00.000Z';
const times = { start, length: 30, before: 0, after: 10, slotId: null };

const held = (expires: string | null): AcademyEvent => ({
  type: 'consultations.BookingHeld.v1',
  data: {
    ...of,
    ...times,
    expires,
    price: { amount: 2000, currency: 'EUR' },
    cancellation: { freeUntil: 60, lateRefund: 50 },
    note: 'About bars',
    seriesId: null,
    offered: false,
  },
});
const confirmed: AcademyEvent = { type: 'consultations.BookingConfirmed.v1', data: of };
const moved: AcademyEvent = {
  type: 'consultations.BookingRescheduled.v1',
  data: { ...of, ...times, start: '2026-03-04T10:00:00.000Z', by: 'student', former: { start, length: 30 } },
};
const over: AcademyEvent = { type: 'consultations.SessionHeld.v1', data: of };

test('a booking is one row that both see, with what became of it', () => {
  const row = rowsOf(bookings, history(held(null), confirmed, moved)).get(one);
  expect(row).toMatchObject({
    people: [ann, inge],
    phase: 'confirmed',
    over: false,
    start: '2026-03-04T10:00:00.000Z',
    end: '2026-03-04T10:30:00.000Z',
    moves: 1,
    by: 'student',
    note: 'About bars',
    since: at(2),
  });
  expect(rowsOf(bookings, history(held(null), confirmed, over)).get(one)).toMatchObject({ phase: 'completed', over: true });
  expect(bookings.views(row!).map(({ room }) => room)).toEqual([`person:${ann}`, `person:${inge}`]);
});

test('who is moved by the other may call it off for nothing', () => {
  const movedBy = (by: 'student' | 'instructor') => ({ ...moved, data: { ...moved.data, by } }) as AcademyEvent;
  const terms = (by: 'student' | 'instructor') => rowsOf(bookings, history(held(null), confirmed, movedBy(by))).get(one)?.cancellation;
  expect(terms('student')).toEqual({ freeUntil: 60, lateRefund: 50 });
  expect(terms('instructor')).toEqual({ freeUntil: 0, lateRefund: 100 });
});

test('what is refused after it was paid is paid back as a whole', () => {
  const refused: AcademyEvent = { type: 'consultations.BookingRefused.v1', data: { ...of, reason: 'Away' } };
  expect(rowsOf(bookings, history(held(null), refused)).get(one)).toMatchObject({
    phase: 'refused',
    reason: 'Away',
    refund: { amount: 2000, currency: 'EUR' },
  });
});

test('a calendar knows since when a time is taken; others see that it is, not by whom', () => {
  const row = rowsOf(calendars, history(held('2026-03-01T12:00:00.000Z'))).get(inge)!;
  expect(row).toMatchObject({ ...EMPTY_CALENDAR, instructorId: inge, bookings: { [one]: { phase: 'held', since: at(0) } } });
  const [view] = calendars.views(row);
  expect(view).toEqual({
    room: `calendar:${inge}`,
    audience: 'member',
    row: { instructorId: inge, taken: [{ start: Date.parse(start), end: Date.parse(start) + 40 * 60_000 }] },
  });
});

test('the clock has to see to a hold when it expires, and to a session when it ends', () => {
  const dueAt = (...facts: AcademyEvent[]) => rowsOf(due, history(...facts)).get(one)?.at;
  expect(dueAt(held('2026-03-01T12:00:00.000Z'))).toBe('2026-03-01T12:00:00.000Z');
  expect(dueAt(held('2026-03-01T12:00:00.000Z'), moved)).toBe('2026-03-01T12:00:00.000Z');
  expect(dueAt(held(null), confirmed)).toBe('2026-03-03T10:00:00.000Z');
  expect(dueAt(held(null), { type: 'consultations.BookingRequested.v1', data: of })).toBe(start);
  expect(dueAt(held(null), confirmed, moved)).toBe('2026-03-04T10:30:00.000Z');
  expect(dueAt(held(null), confirmed, over)).toBeUndefined();
});
