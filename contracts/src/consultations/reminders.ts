import type { Fact } from '../fact.ts';
import type { Id, Instant } from '../values.ts';

/** How long before a session its two, and before a webinar those who are to be there, are reminded of it; minutes. */
export const REMINDERS = [24 * 60, 60] as const;

/**
 * The fact of a reminder: stream `reminders-BOOKINGID`. The session that begins at `start` is `minutes` away, or less where nobody was
 * there to notice; so far it was to take place.
 */
export type ReminderEvent = Fact<
  'consultations.SessionNeared.v1',
  { bookingId: Id; instructorId: Id; studentId: Id; start: Instant; minutes: number }
>;
