import {
  handSlotAt,
  holdIsOver,
  instant,
  priceOf,
  reasonsAgainst,
  type Availability,
  type Calendar,
  type CalendarEvent,
  type Id,
  type Instant,
  type Reason,
} from '@lyceum/contracts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import type { Deciding } from './calendars.ts';

/** For how long a time is kept: for who confirms or pays, and for who waited for it; minutes. */
export const HOLD_MINUTES = 10;
export const OFFER_MINUTES = 30;
/** How many times one student may keep at once without confirming one. */
const MOST_HOLDS = 3;

const DEFAULT_CANCELLATION: Availability['cancellation'] = { freeUntil: 24 * 60, lateRefund: 0 };

/** A time that a student takes. `hold` only keeps it; `offered` keeps it for who waited. */
export interface Wanted {
  readonly bookingId: Id;
  readonly studentId: Id;
  readonly start: Instant;
  readonly length: number;
  readonly note: string;
  readonly seriesId: Id | null;
  readonly hold: boolean;
  readonly offered: boolean;
}

/** The refusal that reasons come to: the weightiest gives the code, all of them are told. */
export const refusalOf = (reasons: readonly Reason[]): Decision<never> =>
  refuse(reasons[0]!.code, { detail: reasons.map(({ text }) => text).join(' '), more: { reasons } });

const later = (at: Instant, minutes: number): Instant => instant(Date.parse(at) + minutes * 60_000);

/** Holds whose time is over though the clock has not said so: whoever takes their time says it. */
const expired = (calendar: Calendar, { instructorId, now }: Deciding<unknown>): CalendarEvent[] =>
  Object.values(calendar.bookings)
    .filter((booking) => holdIsOver(booking, now))
    .map(({ bookingId, studentId }) => ({ type: 'consultations.HoldExpired.v1', data: { instructorId, bookingId, studentId } }));

/** A series is kept as one. */
function mayHold({ bookings }: Calendar, { studentId, seriesId }: Wanted, now: Instant): boolean {
  const held = Object.values(bookings).filter((one) => one.studentId === studentId && one.phase === 'held' && !holdIsOver(one, now));
  const kept = new Set(held.map((one) => one.seriesId ?? one.bookingId));
  return kept.size < MOST_HOLDS || (seriesId !== null && kept.has(seriesId));
}

/** The facts of a booking that nothing speaks against. */
export function taking(calendar: Calendar, wanted: Wanted, { instructorId, now, hour }: Deciding<unknown>): CalendarEvent[] {
  const { bookingId, studentId, start, length, note, seriesId, hold, offered } = wanted;
  const { bufferBefore = 0, bufferAfter = 0, approval = false, cancellation = DEFAULT_CANCELLATION } = calendar.availability ?? {};
  const slot = handSlotAt(calendar, wanted);
  const price = priceOf(hour, length);
  const waits = hold || price !== null;
  const of = { instructorId, bookingId, studentId };
  const held: CalendarEvent = {
    type: 'consultations.BookingHeld.v1',
    data: {
      ...of,
      start,
      length,
      before: slot?.before ?? bufferBefore,
      after: slot?.after ?? bufferAfter,
      slotId: slot?.slotId ?? null,
      expires: waits ? later(now, offered ? OFFER_MINUTES : HOLD_MINUTES) : null,
      price,
      cancellation,
      note,
      seriesId,
      offered,
    },
  };
  if (waits) return [held];
  return [held, { type: approval ? 'consultations.BookingRequested.v1' : 'consultations.BookingConfirmed.v1', data: of }];
}

/** Books one time, or says why it cannot be booked. */
export function placing(calendar: Calendar, wanted: Wanted, deciding: Deciding<unknown>): Decision<CalendarEvent> {
  const reasons = reasonsAgainst(calendar, wanted, deciding.now);
  if (reasons.length > 0) return refusalOf(reasons);
  const over = expired(calendar, deciding);
  const facts = taking(calendar, wanted, deciding);
  const isHeld = facts.length === 1;
  if (isHeld && !mayHold(calendar, wanted, deciding.now)) return refuse('too-many-holds');
  return accept(...over, ...facts);
}
