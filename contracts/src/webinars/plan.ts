import { z } from 'zod';
import { Id, Instant, Line, TimeZone } from '../values.ts';
import { AttendanceGrading } from './attendance.ts';

/** What a webinar is: who speaks in it by default follows from it (docs/webinars/planning.md). */
export const WebinarKind = z.enum(['lecture', 'workshop', 'seminar', 'conference-session']).meta({ id: 'WebinarKind' });
export type WebinarKind = z.infer<typeof WebinarKind>;

/** How one gets in: `open` to all who may see it, by the host's `approval`, or by a `ticket` that each has to get before. */
export const RegistrationKind = z.enum(['open', 'approval', 'ticket']).meta({ id: 'RegistrationKind' });
export type RegistrationKind = z.infer<typeof RegistrationKind>;

/** Somebody who speaks; with an account (`personId`) they enter the room as a speaker. */
export const Speaker = z.strictObject({
  personId: Id.nullable().default(null),
  name: Line,
  about: z.string().trim().max(2000).default(''),
});
export type Speaker = z.infer<typeof Speaker>;

/** A point of the programme, `after` so many minutes from the start. */
export const ProgrammeItem = z.strictObject({
  after: z
    .int()
    .min(0)
    .max(24 * 60),
  title: Line,
  speaker: z.string().trim().max(200).default(''),
});
export type ProgrammeItem = z.infer<typeof ProgrammeItem>;

const HOUR = 60 * 60_000;

const fields = {
  title: Line,
  summary: z.string().trim().max(10_000).default(''),
  /** The course it belongs to, whose students see it; null for all of the academy. */
  courseId: Id.nullable().default(null),
  kind: WebinarKind,
  start: Instant,
  end: Instant,
  /** The host's own, in which its times were chosen. */
  timeZone: TimeZone.default('UTC'),
  /** At most so many attendees; null for any number. */
  seats: z.int().min(1).max(10_000).nullable().default(null),
  registration: RegistrationKind,
  speakers: z.array(Speaker).max(50).default([]),
  programme: z.array(ProgrammeItem).max(100).default([]),
  /** Who comes waits until a host lets them in. */
  lobby: z.boolean().default(false),
};

const inOrder = ({ start, end }: { readonly start: Instant; readonly end: Instant }) =>
  Date.parse(end) > Date.parse(start) && Date.parse(end) - Date.parse(start) <= 12 * HOUR;

/**
 * `POST /api/webinars`, and `PUT /api/webinars/:id` with all of it anew. `grading`: whether attendance is counted in the gradebook of the
 * course; what is not said of it stays as it is.
 */
export const ScheduleWebinarRequest = z
  .strictObject({ ...fields, grading: AttendanceGrading.nullable().optional() })
  .refine(inOrder, { path: ['end'], message: 'after the start, by at most twelve hours' })
  .refine(({ courseId, grading }) => courseId !== null || !grading, {
    path: ['grading'],
    message: 'only the webinar of a course has a gradebook',
  })
  .meta({ id: 'ScheduleWebinarRequest' });
export type ScheduleWebinarRequest = z.infer<typeof ScheduleWebinarRequest>;

/** A webinar as it is planned. */
export type WebinarPlan = Omit<ScheduleWebinarRequest, 'grading'>;
