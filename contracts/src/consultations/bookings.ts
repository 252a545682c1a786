import { z } from 'zod';
import { Id, Instant, pageOf, PageQuery } from '../values.ts';
import { Availability, LocalDate } from './availability.ts';
import { Money } from './money.ts';

/**
 * Where a booking stands. `held`: kept until it expires, for confirming or paying; `requested`: waits for the instructor's yes; then
 * `confirmed`, and after the session `completed` or `no-show`. `expired`, `refused` and `cancelled` take no time.
 */
export const BookingPhase = z
  .enum(['held', 'requested', 'confirmed', 'completed', 'no-show', 'expired', 'refused', 'cancelled'])
  .meta({ id: 'BookingPhase' });
export type BookingPhase = z.infer<typeof BookingPhase>;

/** The phases in which a booking takes its time: nobody else can have it. */
export const TAKES_TIME: readonly BookingPhase[] = ['held', 'requested', 'confirmed', 'completed', 'no-show'];

const Length = z
  .int()
  .min(5)
  .max(8 * 60);
const Note = z.string().trim().max(2000);

/** Every week or every second one at the same time of day (of the instructor's zone): all of them, or none. */
export const Repeat = z.strictObject({ every: z.enum(['week', 'two-weeks']), count: z.int().min(2).max(26) });
export type Repeat = z.infer<typeof Repeat>;

export const BookRequest = z
  .strictObject({
    start: Instant,
    length: Length,
    /** Only keeps the time for ten minutes, to confirm within them. */
    hold: z.boolean().default(false),
    note: Note.default(''),
    repeat: Repeat.optional(),
  })
  .meta({ id: 'BookRequest' });
export type BookRequest = z.infer<typeof BookRequest>;

/** `expires` where the time is only held. A series has the ids of all its bookings in order, of which `bookingId` is the first. */
export const Booked = z
  .object({
    bookingId: Id,
    phase: BookingPhase,
    expires: Instant.nullable(),
    price: Money.nullable(),
    series: z.array(Id).optional(),
  })
  .meta({ id: 'Booked' });
export type Booked = z.infer<typeof Booked>;

export const CancelRequest = z.strictObject({ reason: Note.default(''), series: z.boolean().default(false) }).meta({ id: 'CancelRequest' });
export type CancelRequest = z.infer<typeof CancelRequest>;
export const RescheduleRequest = z.strictObject({ start: Instant, length: Length.optional() }).meta({ id: 'RescheduleRequest' });
export type RescheduleRequest = z.infer<typeof RescheduleRequest>;
export const RefuseRequest = z.strictObject({ reason: Note.default('') }).meta({ id: 'RefuseRequest' });
export type RefuseRequest = z.infer<typeof RefuseRequest>;
export const NoShowRequest = z.strictObject({ who: z.enum(['student', 'instructor']) }).meta({ id: 'NoShowRequest' });
export type NoShowRequest = z.infer<typeof NoShowRequest>;
export const WaitRequest = z.strictObject({ date: LocalDate, length: Length }).meta({ id: 'WaitRequest' });
export type WaitRequest = z.infer<typeof WaitRequest>;
/** `place` 1 is the next to be offered what becomes free. */
export const Waits = z.object({ place: z.int() }).meta({ id: 'Waits' });

/** What came of a change of a booking; `refund` where something is paid back. */
export const BookingChanged = z.object({ bookingId: Id, phase: BookingPhase, refund: Money.nullable() }).meta({ id: 'BookingChanged' });
export type BookingChanged = z.infer<typeof BookingChanged>;

const Named = z.object({ personId: Id, name: z.string().nullable() });

/** The days that I wait for; dates are those of the instructor's calendar. */
export const MyWaits = z
  .object({ items: z.array(z.object({ instructor: Named, date: LocalDate, length: z.int(), place: z.int() })) })
  .meta({ id: 'MyWaits' });
export type MyWaits = z.infer<typeof MyWaits>;

/** At most 366 days at once. `length` in minutes; the shortest that is offered where it is not given. `cursor` as a page gave it: where it begins. */
export const SlotsQuery = z.object({
  from: Instant,
  to: Instant,
  length: z.coerce.number().int().min(5).max(480).optional(),
  cursor: Instant.optional(),
});
export type SlotsQuery = z.infer<typeof SlotsQuery>;

/** A time that can be booked now. `slotId`, `seats` and `title` where it was opened by hand. */
export const Slot = z
  .object({
    start: Instant,
    end: Instant,
    slotId: Id.nullable().default(null),
    seats: z.object({ all: z.int(), left: z.int() }).nullable().default(null),
    title: z.string().default(''),
  })
  .meta({ id: 'Slot' });
export type Slot = z.infer<typeof Slot>;
export const SlotsPage = pageOf(Slot).meta({ id: 'SlotsPage' });

export const ExplanationQuery = z.object({ start: Instant, length: z.coerce.number().int().min(5).max(480).optional() });
export type ExplanationQuery = z.infer<typeof ExplanationQuery>;

/** One reason why a time cannot be booked. `code` is stable; `since` is when the fact behind it happened, `until` when it may be over. */
export const SlotReason = z
  .object({ code: z.string(), text: z.string(), since: Instant.nullable().default(null), until: Instant.nullable().default(null) })
  .meta({ id: 'SlotReason' });
export type SlotReason = z.infer<typeof SlotReason>;
export const SlotExplanation = z.object({ free: z.boolean(), reasons: z.array(SlotReason) }).meta({ id: 'SlotExplanation' });
export type SlotExplanation = z.infer<typeof SlotExplanation>;

/** A booking as its two see it. `as` is which of the two the reader is. */
export const Booking = z
  .object({
    bookingId: Id,
    as: z.enum(['student', 'instructor', 'admin']),
    instructor: Named,
    student: Named,
    phase: BookingPhase,
    start: Instant,
    end: Instant,
    /** Minutes. */
    length: z.int(),
    expires: Instant.nullable(),
    price: Money.nullable(),
    note: z.string(),
    seriesId: Id.nullable(),
    slotId: Id.nullable(),
    reason: z.string(),
    by: z.enum(['student', 'instructor', 'admin']).nullable(),
    /** What is paid back of it, where it was refused or cancelled. */
    refund: Money.nullable(),
    /** Who did not come. */
    missing: z.enum(['student', 'instructor']).nullable(),
    /** Until when cancelling costs the student nothing, and the percentage that is paid back after it. */
    freeUntil: Instant,
    lateRefund: z.int(),
  })
  .meta({ id: 'Booking' });
export type Booking = z.infer<typeof Booking>;
export const BookingsPage = pageOf(Booking).meta({ id: 'BookingsPage' });

/** `as`: those I booked, or those booked with me; both where it is not given. `when`: still to come, or over. */
export const BookingsQuery = PageQuery.extend({
  as: z.enum(['student', 'instructor']).optional(),
  when: z.enum(['coming', 'past']).optional(),
  with: Id.optional(),
});
export type BookingsQuery = z.infer<typeof BookingsQuery>;

/** What an instructor or admin sees of a calendar between two instants. */
export const CalendarQuery = z
  .object({ from: Instant, to: Instant })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 62 * 24 * 60 * 60 * 1000, {
    path: ['to'],
    message: 'at most 62 days after from',
  });
export type CalendarQuery = z.infer<typeof CalendarQuery>;

export const SlotOpened = z.object({ slotId: Id }).meta({ id: 'SlotOpened' });

/** `slots` are those opened by hand; lengths and buffers in minutes. */
export const CalendarView = z
  .object({
    instructor: Named,
    availability: Availability.nullable(),
    slots: z.array(
      z.object({ slotId: Id, start: Instant, length: z.int(), seats: z.int(), title: z.string(), before: z.int(), after: z.int() }),
    ),
    bookings: z.array(Booking),
    busy: z.array(z.object({ start: Instant, end: Instant })),
    waiting: z.array(z.object({ student: Named, date: LocalDate, length: z.int() })),
  })
  .meta({ id: 'CalendarView' });
export type CalendarView = z.infer<typeof CalendarView>;
