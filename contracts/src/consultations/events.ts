import type { Fact } from '../fact.ts';
import type { Id, Instant } from '../values.ts';
import type { Availability, LocalDate } from './availability.ts';
import type { Money } from './money.ts';

/** Whose doing a change of a booking was. */
export type Party = 'student' | 'instructor' | 'admin';

/** One student's place in one session: every fact about a booking names the three. */
interface Of {
  readonly instructorId: Id;
  readonly bookingId: Id;
  readonly studentId: Id;
}

/** When a session is; minutes. `before` and `after` are the buffers that it was booked with; `slotId` the hand-opened slot it takes a seat of. */
export interface SessionTime {
  readonly start: Instant;
  readonly length: number;
  readonly before: number;
  readonly after: number;
  readonly slotId: Id | null;
}

/**
 * Facts of an instructor's calendar: stream `calendar-INSTRUCTORID`, where it is decided who gets which time. All of it lies in one
 * stream, so that buffers across midnight, weekly limits, a series of dates and a moved session are each one append
 * (docs/decisions/calendar-streams.md).
 */
export type CalendarEvent =
  | Fact<'consultations.AvailabilitySet.v1', { instructorId: Id; availability: Availability }>
  | Fact<
      'consultations.SlotOpened.v1',
      { instructorId: Id; slotId: Id; start: Instant; length: number; seats: number; title: string; before: number; after: number }
    >
  | Fact<'consultations.SlotClosed.v1', { instructorId: Id; slotId: Id }>
  /** A time is kept for a student until `expires`; null where nothing has to follow in time. `price` is what the session costs, `cancellation` the terms that hold for it;
   *  `offered` tells that it was kept for somebody who waited. */
  | Fact<
      'consultations.BookingHeld.v1',
      Of &
        SessionTime & {
          expires: Instant | null;
          price: Money | null;
          cancellation: Availability['cancellation'];
          note: string;
          seriesId: Id | null;
          offered: boolean;
        }
    >
  | Fact<'consultations.HoldExpired.v1', Of>
  /** The instructor is asked for a yes. */
  | Fact<'consultations.BookingRequested.v1', Of>
  | Fact<'consultations.BookingConfirmed.v1', Of>
  | Fact<'consultations.BookingRefused.v1', Of & { reason: string }>
  /** `refund` is what the policy gives back of what was paid. */
  | Fact<'consultations.BookingCancelled.v1', Of & { by: Party; reason: string; refund: Money | null }>
  | Fact<'consultations.BookingRescheduled.v1', Of & SessionTime & { by: Party; former: { start: Instant; length: number } }>
  /** The session's time is over and nobody said that it did not take place. */
  | Fact<'consultations.SessionHeld.v1', Of>
  | Fact<'consultations.NoShowRecorded.v1', Of & { who: 'student' | 'instructor' }>
  /** The student waits for a session of that length on a full date (of the instructor's zone). */
  | Fact<'consultations.WaitingJoined.v1', { instructorId: Id; studentId: Id; date: LocalDate; length: number }>
  | Fact<'consultations.WaitingLeft.v1', { instructorId: Id; studentId: Id; date: LocalDate }>
  /** What the instructor's other calendar says is taken; without a word of what for. */
  | Fact<
      'consultations.BusyTimesSet.v1',
      { instructorId: Id; connectionId: Id; busy: readonly { readonly start: Instant; readonly end: Instant }[] }
    >
  /** Time went on: days up to `until` are bookable now. */
  | Fact<'consultations.HorizonMoved.v1', { instructorId: Id; until: Instant }>;

/** Facts of an instructor's public profile: stream `profile-INSTRUCTORID`. `price` is that of an hour; texts of a forgotten person are null. */
export type ProfileEvent =
  | Fact<
      'consultations.ProfileEdited.v1',
      {
        instructorId: Id;
        headline: string | null;
        biography: string | null;
        subjects: readonly string[];
        languages: readonly string[];
        price: Money | null;
        timeZone: string;
      }
    >
  | Fact<'consultations.PhotoChanged.v1', { instructorId: Id; imageId: Id | null }>;

/** Stream `booking-BOOKINGID`: whose calendar a booking is in. It is written before the calendar decides, and means nothing where that refused. */
export type BookingPointerEvent = Fact<'consultations.BookingAsked.v1', { bookingId: Id; instructorId: Id; studentId: Id }>;
