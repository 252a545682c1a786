import {
  Availability,
  EMPTY_CALENDAR,
  evolveCalendar,
  Money,
  type Calendar,
  type CalendarEvent,
  type EndedPhase,
  type StandingPhase,
} from '@lyceum/contracts';
import { z } from 'zod';
import type { Decider } from '../../deciding/decider.ts';

const STANDING = ['held', 'requested', 'confirmed', 'completed', 'no-show'] as const satisfies readonly StandingPhase[];
const ENDED = ['expired', 'refused', 'cancelled'] as const satisfies readonly EndedPhase[];

const text = z.string();
const maybe = text.nullable();
const time = { start: text, length: z.int(), before: z.int(), after: z.int() };

const form: z.ZodType<Calendar> = z.object({
  availability: Availability.nullable(),
  since: maybe,
  bookings: z.record(
    text,
    z.object({
      ...time,
      slotId: maybe,
      bookingId: text,
      studentId: text,
      phase: z.enum(STANDING),
      expires: maybe,
      price: Money.nullable(),
      cancellation: Availability.shape.cancellation.unwrap(),
      seriesId: maybe,
      since: maybe,
      missing: z.enum(['student', 'instructor']).nullable(),
    }),
  ),
  ended: z.array(z.object({ bookingId: text, studentId: text, phase: z.enum(ENDED), agreed: z.boolean(), refund: Money.nullable() })),
  slots: z.record(text, z.object({ ...time, slotId: text, seats: z.int(), title: text })),
  waiting: z.array(z.object({ studentId: text, date: text, length: z.int() })),
  busy: z.record(text, z.array(z.object({ start: text, end: text }))),
});

/** `calendar-INSTRUCTORID`: who gets which time of an instructor. */
export const calendars: Decider<Calendar, CalendarEvent> = {
  stream: (instructorId) => `calendar-${instructorId}`,
  initial: EMPTY_CALENDAR,
  evolve: (calendar, fact) => evolveCalendar(calendar, fact),
  snapshot: { version: 2, every: 300, form },
};
