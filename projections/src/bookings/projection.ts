import {
  instant,
  MINUTE,
  termsAfterMove,
  type Availability,
  type BookingPhase,
  type EventOf,
  type Id,
  type Instant,
  type Money,
  type Party,
  type Recorded,
} from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** A booking with what its two see of it; `over` is true as soon as nothing more comes. Length in minutes. */
export interface BookingRow {
  readonly bookingId: Id;
  readonly instructorId: Id;
  readonly studentId: Id;
  /** Both of them, for the lists of either. */
  readonly people: readonly Id[];
  readonly phase: BookingPhase;
  readonly over: boolean;
  readonly start: Instant;
  readonly end: Instant;
  readonly length: number;
  readonly expires: Instant | null;
  readonly price: Money | null;
  readonly cancellation: Availability['cancellation'];
  readonly note: string;
  readonly seriesId: Id | null;
  readonly slotId: Id | null;
  /** Why it was refused or cancelled, and by whom it was cancelled or moved last. */
  readonly reason: string;
  readonly by: Party | null;
  readonly refund: Money | null;
  /** Who did not come. */
  readonly missing: 'student' | 'instructor' | null;
  /** How often it was moved. */
  readonly moves: number;
  readonly since: Instant;
}

type From =
  | 'consultations.BookingHeld.v1'
  | 'consultations.HoldExpired.v1'
  | 'consultations.BookingRequested.v1'
  | 'consultations.BookingConfirmed.v1'
  | 'consultations.BookingRefused.v1'
  | 'consultations.BookingCancelled.v1'
  | 'consultations.BookingRescheduled.v1'
  | 'consultations.SessionHeld.v1'
  | 'consultations.NoShowRecorded.v1';

const endOf = (start: Instant, length: number): Instant => instant(Date.parse(start) + length * MINUTE);

function held({ data, metadata }: Recorded<EventOf<'consultations.BookingHeld.v1'>>): BookingRow {
  const { bookingId, instructorId, studentId, start, length, expires, price, cancellation, seriesId, slotId } = data;
  const people = [studentId, instructorId];
  const times = { start, end: endOf(start, length), length };
  const nothingYet = { reason: '', by: null, refund: null, missing: null, moves: 0 };
  const of = { bookingId, instructorId, studentId, people, phase: 'held' as const, over: false, ...times, expires, price, cancellation };
  // The note of somebody who has been forgotten is gone.
  return { ...of, note: data.note ?? '', seriesId, slotId, ...nothingYet, since: metadata.at };
}

function changes(row: BookingRow, fact: Recorded<EventOf<Exclude<From, 'consultations.BookingHeld.v1'>>>): Partial<BookingRow> {
  switch (fact.type) {
    case 'consultations.HoldExpired.v1':
      return { phase: 'expired', over: true };
    case 'consultations.BookingRequested.v1':
      return { phase: 'requested', expires: null };
    case 'consultations.BookingConfirmed.v1':
      return { phase: 'confirmed', expires: null };
    case 'consultations.BookingRefused.v1':
      return { phase: 'refused', over: true, reason: fact.data.reason ?? '', refund: row.price };
    case 'consultations.BookingCancelled.v1':
      return { phase: 'cancelled', over: true, reason: fact.data.reason ?? '', by: fact.data.by, refund: fact.data.refund };
    case 'consultations.BookingRescheduled.v1': {
      const { start, length, slotId, by } = fact.data;
      const cancellation = termsAfterMove(row.cancellation, by);
      return { start, end: endOf(start, length), length, slotId, cancellation, by, moves: row.moves + 1 };
    }
    case 'consultations.SessionHeld.v1':
      return { phase: 'completed', over: true };
    case 'consultations.NoShowRecorded.v1':
      return { phase: 'no-show', over: true, missing: fact.data.who };
  }
}

export const bookings = projection<BookingRow, From>({
  name: 'bookings',
  version: 2,
  from: [
    'consultations.BookingHeld.v1',
    'consultations.HoldExpired.v1',
    'consultations.BookingRequested.v1',
    'consultations.BookingConfirmed.v1',
    'consultations.BookingRefused.v1',
    'consultations.BookingCancelled.v1',
    'consultations.BookingRescheduled.v1',
    'consultations.SessionHeld.v1',
    'consultations.NoShowRecorded.v1',
  ],
  first: ['consultations.BookingHeld.v1'],
  key: ({ data }) => data.bookingId,
  fold: (row, fact) => {
    if (fact.type === 'consultations.BookingHeld.v1') return held(fact);
    if (!row) throw new Error('There is no such booking');
    return { ...row, ...changes(row, fact), since: fact.metadata.at };
  },
  indexes: [
    { people: 1, over: 1, start: 1 },
    { instructorId: 1, start: 1 },
    { people: 1, position: 1 },
  ],
  rooms: { person: 'people' },
  views: (row) => row.people.map((personId) => ({ room: `person:${personId}`, audience: 'member' as const, row })),
});
