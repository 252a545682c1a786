import { instant, MINUTE, type EventOf, type Id, type Instant, type Recorded } from '@lyceum/contracts';
import type { Thing } from './projection.ts';

/** A booking is to be seen to: its hold expires, its session would begin without an answer, or ends. Length in minutes. */
export interface BookingDue {
  readonly what: 'attend-booking';
  readonly at: Instant;
  readonly instructorId: Id;
  readonly bookingId: Id;
  readonly phase: 'held' | 'requested' | 'confirmed';
  readonly start: Instant;
  readonly length: number;
}

/** The directory has to look further ahead in a calendar. */
export interface HorizonDue {
  readonly what: 'move-horizon';
  readonly at: Instant;
  readonly instructorId: Id;
}

export type BookingFact =
  | 'consultations.BookingHeld.v1'
  | 'consultations.HoldExpired.v1'
  | 'consultations.BookingRequested.v1'
  | 'consultations.BookingConfirmed.v1'
  | 'consultations.BookingRefused.v1'
  | 'consultations.BookingCancelled.v1'
  | 'consultations.BookingRescheduled.v1'
  | 'consultations.SessionHeld.v1'
  | 'consultations.NoShowRecorded.v1';

export type CalendarFact = 'consultations.AvailabilitySet.v1' | 'consultations.HorizonMoved.v1';

/** A free booking needs no confirming: its hold has no end, and what follows in the same append says when it is due. */
export const NEVER = '9999-12-31T00:00:00.000Z';

const timed = (due: Omit<BookingDue, 'at'>): BookingDue => ({
  ...due,
  at: due.phase === 'requested' ? due.start : instant(Date.parse(due.start) + due.length * MINUTE),
});

export function foldBooking(row: Thing | undefined, fact: Recorded<EventOf<BookingFact>>): Thing | null | undefined {
  if (fact.type === 'consultations.BookingHeld.v1') {
    const { instructorId, bookingId, start, length, expires } = fact.data;
    return { what: 'attend-booking', at: expires ?? NEVER, instructorId, bookingId, phase: 'held', start, length };
  }
  if (row?.what !== 'attend-booking') return undefined;
  switch (fact.type) {
    case 'consultations.BookingRequested.v1':
      return timed({ ...row, phase: 'requested' });
    case 'consultations.BookingConfirmed.v1':
      return timed({ ...row, phase: 'confirmed' });
    case 'consultations.BookingRescheduled.v1': {
      const { start, length } = fact.data;
      const moved = { ...row, start, length };
      return row.phase === 'held' ? moved : timed(moved);
    }
    default:
      return null;
  }
}

const MONTH = 30 * 24 * 60 * MINUTE;

export const foldCalendar = (_: Thing | undefined, { data, metadata }: Recorded<EventOf<CalendarFact>>): Thing => ({
  what: 'move-horizon',
  at: instant(Date.parse(metadata.at) + MONTH),
  instructorId: data.instructorId,
});
