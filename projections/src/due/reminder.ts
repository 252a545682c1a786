import { instant, MINUTE, REMINDERS, type EventOf, type Id, type Instant, type Recorded } from '@lyceum/contracts';
import { NEVER, type BookingFact } from './booking.ts';
import type { Thing } from './projection.ts';

/** The two of a session are to be reminded of it so many minutes before it begins, once it is confirmed. */
export interface ReminderDue {
  readonly what: 'remind';
  readonly at: Instant;
  readonly instructorId: Id;
  readonly bookingId: Id;
  readonly start: Instant;
  readonly minutes: number;
  readonly confirmed: boolean;
}

export type ReminderFact = BookingFact | 'consultations.SessionNeared.v1';

const keyOf = (bookingId: Id, minutes: number): string => `${bookingId}:${minutes}`;

/** The keys of the reminders of a booking. */
export const reminderKeys = (bookingId: Id): readonly string[] => REMINDERS.map((minutes) => keyOf(bookingId, minutes));
export const isReminderKey = (key: string): boolean => key.includes(':');

/** When it is time for a reminder; of what was settled later than it would have come there is none. */
export function remindAt(start: Instant, minutes: number, settled: Instant): Instant {
  const at = instant(Date.parse(start) - minutes * MINUTE);
  return settled < at ? at : NEVER;
}

const timed = (due: Omit<ReminderDue, 'at'>, settled: Instant): ReminderDue => ({
  ...due,
  at: due.confirmed ? remindAt(due.start, due.minutes, settled) : NEVER,
});

export function foldReminder(row: Thing | undefined, fact: Recorded<EventOf<ReminderFact>>, key: string): Thing | null | undefined {
  const { at } = fact.metadata;
  if (fact.type === 'consultations.BookingHeld.v1') {
    const { instructorId, bookingId, start } = fact.data;
    const minutes = Number(key.split(':')[1]);
    return { what: 'remind', at: NEVER, instructorId, bookingId, start, minutes, confirmed: false };
  }
  if (row?.what !== 'remind') return undefined;
  switch (fact.type) {
    case 'consultations.BookingRequested.v1':
      return timed({ ...row, confirmed: false }, at);
    case 'consultations.BookingConfirmed.v1':
      return timed({ ...row, confirmed: true }, at);
    case 'consultations.BookingRescheduled.v1':
      return timed({ ...row, start: fact.data.start }, at);
    case 'consultations.SessionNeared.v1':
      return row.minutes === fact.data.minutes && row.start === fact.data.start ? { ...row, at: NEVER } : undefined;
    default:
      return null;
  }
}
