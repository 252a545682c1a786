import type { Id, Instant } from '../../values.ts';
import type { Availability, LocalDate } from '../availability.ts';
import type { BookingPhase } from '../bookings.ts';
import type { CalendarEvent, Party, SessionTime } from '../events.ts';
import type { Money } from '../money.ts';
import { MINUTE, spanOf, type Span } from './moments.ts';

/** The phases that take time. */
export type StandingPhase = Extract<BookingPhase, 'held' | 'requested' | 'confirmed' | 'completed' | 'no-show'>;
export type EndedPhase = Exclude<BookingPhase, StandingPhase>;

/** A booking that takes its time. `since` is when it began to, where that is known. */
export interface StandingBooking extends SessionTime {
  readonly bookingId: Id;
  readonly studentId: Id;
  readonly phase: StandingPhase;
  readonly expires: Instant | null;
  readonly price: Money | null;
  readonly cancellation: Availability['cancellation'];
  readonly seriesId: Id | null;
  readonly since: Instant | null;
  /** Who did not come, where that was said. */
  readonly missing: 'student' | 'instructor' | null;
}

/** A slot opened by hand; minutes. */
export interface HandSlot {
  readonly slotId: Id;
  readonly start: Instant;
  readonly length: number;
  readonly seats: number;
  readonly title: string;
  readonly before: number;
  readonly after: number;
}

/** A booking that takes no time any more: `agreed` tells that it was more than a hold, `refund` is what the policy gave back. */
export interface EndedBooking {
  readonly bookingId: Id;
  readonly studentId: Id;
  readonly phase: EndedPhase;
  readonly agreed: boolean;
  readonly refund: Money | null;
}

export interface Waiting {
  readonly studentId: Id;
  readonly date: LocalDate;
  readonly length: number;
}

/** An instructor's calendar, as far as it decides who gets which time. */
export interface Calendar {
  readonly availability: Availability | null;
  /** When the availability was set, where that is known. */
  readonly since: Instant | null;
  readonly bookings: Readonly<Record<Id, StandingBooking>>;
  /** The newest that take no time any more. */
  readonly ended: readonly EndedBooking[];
  readonly slots: Readonly<Record<Id, HandSlot>>;
  /** In the order of their coming. */
  readonly waiting: readonly Waiting[];
  /** By the connection to another calendar. */
  readonly busy: Readonly<Record<Id, readonly { readonly start: Instant; readonly end: Instant }[]>>;
}

export const EMPTY_CALENDAR: Calendar = { availability: null, since: null, bookings: {}, ended: [], slots: {}, waiting: [], busy: {} };

const ENDED_KEPT = 500;
/** Sessions of so long ago count for no limit and are not moved any more. */
const PAST_KEPT = 100 * 24 * 60 * MINUTE;

/** The time that a session takes from all others: with its buffers. */
export const takenBy = ({ start, length, before, after }: SessionTime | HandSlot): Span => {
  const span = spanOf(start, length);
  return { start: span.start - before * MINUTE, end: span.end + after * MINUTE };
};

/** Whether a hold is over though the clock has not said so yet. */
export const holdIsOver = ({ phase, expires }: StandingBooking, now: Instant): boolean =>
  phase === 'held' && expires !== null && expires <= now;

/** The terms of a session that `by` has moved: who did not choose the new time may call it off for nothing. */
export const termsAfterMove = (terms: Availability['cancellation'], by: Party): Availability['cancellation'] =>
  by === 'student' ? terms : { freeUntil: 0, lateRefund: 100 };

const without = <T>(record: Readonly<Record<Id, T>>, id: Id): Readonly<Record<Id, T>> => {
  const { [id]: _, ...others } = record;
  return others;
};

function end(calendar: Calendar, bookingId: Id, phase: EndedPhase, refund: Money | null = null): Calendar {
  const booking = calendar.bookings[bookingId];
  if (!booking) return calendar;
  const { studentId, phase: before } = booking;
  const ended = [...calendar.ended, { bookingId, studentId, phase, agreed: before !== 'held', refund }].slice(-ENDED_KEPT);
  return { ...calendar, bookings: without(calendar.bookings, bookingId), ended };
}

const change = (calendar: Calendar, bookingId: Id, changed: Partial<StandingBooking>): Calendar => {
  const booking = calendar.bookings[bookingId];
  return booking ? { ...calendar, bookings: { ...calendar.bookings, [bookingId]: { ...booking, ...changed } } } : calendar;
};

/** What took place long before this session is not needed any more. */
function withoutLongPast(calendar: Calendar, bookingId: Id): Calendar {
  const latest = calendar.bookings[bookingId];
  if (!latest) return calendar;
  const oldest = Date.parse(latest.start) - PAST_KEPT;
  const isRecent = ({ start }: { readonly start: Instant }) => Date.parse(start) >= oldest;
  const recent = <T extends { readonly start: Instant }>(record: Readonly<Record<Id, T>>) =>
    Object.values(record).every(isRecent) ? record : Object.fromEntries(Object.entries(record).filter(([, one]) => isRecent(one)));
  return { ...calendar, bookings: recent(calendar.bookings), slots: recent(calendar.slots) };
}

/** Pure. The calendar after a fact; `at` is when it happened, or null where it is not needed. */
export function evolveCalendar(calendar: Calendar, fact: CalendarEvent, at: Instant | null = null): Calendar {
  switch (fact.type) {
    case 'consultations.AvailabilitySet.v1':
      return { ...calendar, availability: fact.data.availability, since: at };
    case 'consultations.SlotOpened.v1': {
      const { instructorId: _, ...slot } = fact.data;
      return { ...calendar, slots: { ...calendar.slots, [slot.slotId]: slot } };
    }
    case 'consultations.SlotClosed.v1':
      return { ...calendar, slots: without(calendar.slots, fact.data.slotId) };
    case 'consultations.BookingHeld.v1': {
      const { instructorId: _, note: __, offered: ___, ...held } = fact.data;
      return { ...calendar, bookings: { ...calendar.bookings, [held.bookingId]: { ...held, phase: 'held', since: at, missing: null } } };
    }
    case 'consultations.HoldExpired.v1':
      return end(calendar, fact.data.bookingId, 'expired');
    case 'consultations.BookingRequested.v1':
      return change(calendar, fact.data.bookingId, { phase: 'requested', expires: null });
    case 'consultations.BookingConfirmed.v1':
      return change(calendar, fact.data.bookingId, { phase: 'confirmed', expires: null });
    case 'consultations.BookingRefused.v1':
      return end(calendar, fact.data.bookingId, 'refused');
    case 'consultations.BookingCancelled.v1':
      return end(calendar, fact.data.bookingId, 'cancelled', fact.data.refund);
    case 'consultations.BookingRescheduled.v1': {
      const { bookingId, start, length, before, after, slotId, by } = fact.data;
      const moved = change(calendar, bookingId, { start, length, before, after, slotId, since: at });
      const terms = calendar.bookings[bookingId]?.cancellation;
      return terms ? change(moved, bookingId, { cancellation: termsAfterMove(terms, by) }) : moved;
    }
    case 'consultations.SessionHeld.v1':
      return withoutLongPast(change(calendar, fact.data.bookingId, { phase: 'completed' }), fact.data.bookingId);
    case 'consultations.NoShowRecorded.v1':
      return change(calendar, fact.data.bookingId, { phase: 'no-show', missing: fact.data.who });
    case 'consultations.WaitingJoined.v1': {
      const { studentId, date, length } = fact.data;
      return { ...calendar, waiting: [...withoutWaiting(calendar, studentId, date), { studentId, date, length }] };
    }
    case 'consultations.WaitingLeft.v1':
      return { ...calendar, waiting: withoutWaiting(calendar, fact.data.studentId, fact.data.date) };
    case 'consultations.BusyTimesSet.v1': {
      const { connectionId, busy } = fact.data;
      return { ...calendar, busy: busy.length === 0 ? without(calendar.busy, connectionId) : { ...calendar.busy, [connectionId]: busy } };
    }
    case 'consultations.HorizonMoved.v1':
      return calendar;
  }
}

const withoutWaiting = ({ waiting }: Calendar, studentId: Id, date: LocalDate): Waiting[] =>
  waiting.filter((one) => one.studentId !== studentId || one.date !== date);
