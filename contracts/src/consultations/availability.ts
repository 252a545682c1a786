import { z } from 'zod';
import { Instant, TimeZone } from '../values.ts';

/** A date of the calendar, `2027-03-28`, in a zone that is said elsewhere. */
export const LocalDate = z.iso.date().meta({ id: 'LocalDate' });
export type LocalDate = string;

/** A time of day, `09:00`; `24:00` is the end of the day. */
export const LocalTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day such as 09:00, or 24:00')
  .meta({ id: 'LocalTime' });
export type LocalTime = string;

const risingRange = (range: { start: string; end: string }) => range.start < range.end;

/** Hours of one day, end excluded. */
export const DayRange = z
  .strictObject({ start: LocalTime, end: LocalTime })
  .refine(risingRange, { path: ['end'], message: 'the end comes after the start' });
export type DayRange = z.infer<typeof DayRange>;

/** Hours of every week; `day` is 1 for Monday to 7 for Sunday (ISO 8601). */
export const WeeklyRange = z
  .strictObject({ day: z.int().min(1).max(7), start: LocalTime, end: LocalTime })
  .refine(risingRange, { path: ['end'], message: 'the end comes after the start' });
export type WeeklyRange = z.infer<typeof WeeklyRange>;

/** Other hours than every week's on one date; none closes it. */
export const DateOverride = z.strictObject({ date: LocalDate, ranges: z.array(DayRange).max(24) });
export type DateOverride = z.infer<typeof DateOverride>;

/** Days off, both ends included. */
export const Holiday = z
  .strictObject({ from: LocalDate, to: LocalDate, title: z.string().trim().max(100).default('') })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'the last day is not before the first' });
export type Holiday = z.infer<typeof Holiday>;

const Minutes = (most: number) => z.int().min(0).max(most);
const DAY = 24 * 60;

/**
 * When an instructor can be booked and on which terms. Hours are those of `timeZone`; lengths, buffers, notice and times are minutes.
 * A repeated key of a list is allowed: ranges that touch or overlap are one.
 */
export const Availability = z
  .strictObject({
    timeZone: TimeZone,
    weekly: z.array(WeeklyRange).max(100),
    overrides: z.array(DateOverride).max(1000).default([]),
    holidays: z.array(Holiday).max(200).default([]),
    /** The lengths that a session may have. */
    lengths: z
      .array(
        z
          .int()
          .min(5)
          .max(8 * 60),
      )
      .min(1)
      .max(10),
    /** Between the starts that are offered; the shortest length where it is not given. */
    interval: z
      .int()
      .min(5)
      .max(8 * 60)
      .nullable()
      .default(null),
    bufferBefore: Minutes(DAY).default(0),
    bufferAfter: Minutes(DAY).default(0),
    /** How long before its start a session can be booked at the latest. */
    minimumNotice: Minutes(90 * DAY).default(0),
    /** How many days ahead sessions can be booked. */
    horizonDays: z.int().min(1).max(730).default(60),
    /** How many sessions a day, and a week that begins on Monday, may have. */
    perDay: z.int().min(1).max(100).nullable().default(null),
    perWeek: z.int().min(1).max(500).nullable().default(null),
    /** A booking waits for the instructor's yes. */
    approval: z.boolean().default(false),
    /** Until how long before the start cancelling costs nothing, and the percentage that is paid back after it. */
    cancellation: z
      .strictObject({ freeUntil: Minutes(90 * DAY), lateRefund: z.int().min(0).max(100) })
      .default({ freeUntil: DAY, lateRefund: 0 }),
  })
  .meta({ id: 'Availability' });
export type Availability = z.infer<typeof Availability>;

/** A single slot that is opened by hand, outside the weekly hours or within; several seats make a group session. */
export const OpenSlotRequest = z
  .strictObject({
    start: Instant,
    length: z
      .int()
      .min(5)
      .max(8 * 60),
    seats: z.int().min(1).max(500).default(1),
    title: z.string().trim().max(200).default(''),
  })
  .meta({ id: 'OpenSlotRequest' });
export type OpenSlotRequest = z.infer<typeof OpenSlotRequest>;
