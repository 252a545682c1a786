import { Availability, type CalendarEvent, type EventOf, type Id, type Money } from '@lyceum/contracts';
import type { Deciding } from './calendars.ts';

/** What the tests of calendars and bookings tell of: an instructor, two students, a week from Monday, 2 March 2026 on. */
export const INGE = 'inge';
export const ANN = 'ann';
export const BEN = 'ben';

/** `at(2, '09:00')`: the second of March. */
export const at = (day: number, time: string): string => `2026-03-${String(day).padStart(2, '0')}T${time}:00.000Z`;

export const NOW = at(1, '12:00');

export const deciding = (now = NOW, hour: Money | null = null): Deciding<void> => ({
  instructorId: INGE,
  now,
  hour,
  newId: (name) => name,
  seen: undefined,
});

type Rules = Parameters<typeof Availability.parse>[0] & object;

/** Every day from nine to twelve, in half hours. */
export const available = (rules: Rules = {}): EventOf<'consultations.AvailabilitySet.v1'> => ({
  type: 'consultations.AvailabilitySet.v1',
  data: {
    instructorId: INGE,
    availability: Availability.parse({
      timeZone: 'UTC',
      weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '12:00' })),
      lengths: [30],
      ...rules,
    }),
  },
});

const of = (bookingId: Id, studentId: Id) => ({ instructorId: INGE, bookingId, studentId });

type Held = EventOf<'consultations.BookingHeld.v1'>;

export const held = (bookingId: Id, studentId: Id, start: string, more: Partial<Held['data']> = {}): Held => ({
  type: 'consultations.BookingHeld.v1',
  data: {
    ...of(bookingId, studentId),
    start,
    length: 30,
    before: 0,
    after: 0,
    slotId: null,
    expires: null,
    price: null,
    cancellation: { freeUntil: 24 * 60, lateRefund: 0 },
    note: '',
    seriesId: null,
    offered: false,
    ...more,
  },
});

export const confirmed = (bookingId: Id, studentId: Id): CalendarEvent => ({
  type: 'consultations.BookingConfirmed.v1',
  data: of(bookingId, studentId),
});
export const requested = (bookingId: Id, studentId: Id): CalendarEvent => ({
  type: 'consultations.BookingRequested.v1',
  data: of(bookingId, studentId),
});
export const expired = (bookingId: Id, studentId: Id): CalendarEvent => ({
  type: 'consultations.HoldExpired.v1',
  data: of(bookingId, studentId),
});
export const cancelled = (
  bookingId: Id,
  studentId: Id,
  by: 'student' | 'instructor' = 'student',
  refund: Money | null = null,
): CalendarEvent => ({
  type: 'consultations.BookingCancelled.v1',
  data: { ...of(bookingId, studentId), by, reason: '', refund },
});
type Moved = EventOf<'consultations.BookingRescheduled.v1'>;

/** Booking `b`, from half past nine on the third. */
export const moved = (start: string, by: 'student' | 'instructor' = 'student'): Moved => ({
  type: 'consultations.BookingRescheduled.v1',
  data: { ...of('b', ANN), start, length: 30, before: 0, after: 0, slotId: null, by, former: { start: at(3, '09:30'), length: 30 } },
});
export const sessionHeld = (bookingId: Id, studentId: Id): CalendarEvent => ({
  type: 'consultations.SessionHeld.v1',
  data: of(bookingId, studentId),
});
export const waits = (studentId: Id, date: string, length = 30): CalendarEvent => ({
  type: 'consultations.WaitingJoined.v1',
  data: { instructorId: INGE, studentId, date, length },
});
export const slotOpened = (slotId: Id, start: string, seats: number, buffers = { before: 0, after: 0 }): CalendarEvent => ({
  type: 'consultations.SlotOpened.v1',
  data: { instructorId: INGE, slotId, start, length: 60, seats, title: 'Together', ...buffers },
});
