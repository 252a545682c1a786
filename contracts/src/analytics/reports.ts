import { z } from 'zod';
import { Email } from '../accounts/requests.ts';
import { dateAt, momentOf, plusDays, weekdayOf } from '../consultations/scheduling/moments.ts';
import type { Fact } from '../fact.ts';
import { Id, instant, Instant, TimeZone } from '../values.ts';

/** How often a report is sent: each day, on Mondays, or on the first of the month. */
export const ReportRhythm = z.enum(['day', 'week', 'month']).meta({ id: 'ReportRhythm' });
export type ReportRhythm = z.infer<typeof ReportRhythm>;

const when = { every: ReportRhythm, timeZone: TimeZone, hour: z.int().min(0).max(23) };
/** Of the academy, or of one course. */
const Course = Id.nullable().default(null);

export const MOST_READERS = 20;

/** `POST /api/analytics/reports`: the addresses are of people of the academy. */
export const PlanReportRequest = z
  .strictObject({ courseId: Course, ...when, emails: z.array(Email).min(1).max(MOST_READERS) })
  .meta({ id: 'PlanReportRequest' });
export type PlanReportRequest = z.infer<typeof PlanReportRequest>;

export interface ReportPlan {
  readonly courseId: Id | null;
  readonly every: ReportRhythm;
  readonly timeZone: string;
  /** The hour of the day in that zone. */
  readonly hour: number;
}

const Named = z.object({ personId: Id, name: z.string().nullable() });
export const Report = z
  .object({
    reportId: Id,
    course: z.object({ id: Id, title: z.string() }).nullable(),
    ...when,
    readers: z.array(Named),
    state: z.enum(['active', 'paused']),
    /** When the next goes out; null while it is paused. */
    next: Instant.nullable(),
    sent: Instant.nullable(),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof Report>;
export const Reports = z.object({ items: z.array(Report) }).meta({ id: 'Reports' });
export type Reports = z.infer<typeof Reports>;
export const ReportMade = z.object({ reportId: Id }).meta({ id: 'ReportMade' });

/** `PUT /api/analytics/reports/:id/state`. */
export const ReportStateRequest = z.strictObject({ state: z.enum(['active', 'paused']) }).meta({ id: 'ReportStateRequest' });
export type ReportStateRequest = z.infer<typeof ReportStateRequest>;

interface Of {
  readonly reportId: Id;
}

/** Facts of a report that is sent by schedule: stream `report-ID`. `next` is when it goes out next. */
export type ReportEvent =
  | Fact<'analytics.ReportPlanned.v1', Of & { ownerId: Id; plan: ReportPlan; about: readonly Id[]; next: Instant }>
  | Fact<'analytics.ReportPaused.v1', Of>
  | Fact<'analytics.ReportResumed.v1', Of & { next: Instant }>
  /** It was written to all its readers as it was due. */
  | Fact<'analytics.ReportSent.v1', Of & { due: Instant; next: Instant }>
  /** A reader wants it no more. */
  | Fact<'analytics.ReportLeft.v1', Of & { personId: Id }>
  | Fact<'analytics.ReportDeleted.v1', Of>;

/** The first time after a moment at which a report is to go out. */
export function nextReport({ every, timeZone, hour }: Omit<ReportPlan, 'courseId'>, after: Instant): Instant {
  const moment = Date.parse(after);
  for (let date = dateAt(moment, timeZone); ; date = plusDays(date, 1)) {
    const fits = every === 'day' || (every === 'week' ? weekdayOf(date) === 1 : date.endsWith('-01'));
    const at = momentOf(date, `${String(hour).padStart(2, '0')}:00`, timeZone);
    if (fits && at > moment) return instant(at);
  }
}

/** The days (UTC) that a report which is due tells of: the last ones that were over by then. */
export function daysOfReport(
  { every, timeZone }: Omit<ReportPlan, 'courseId'>,
  due: Instant,
): { readonly from: string; readonly to: string } {
  const [there, here] = [dateAt(Date.parse(due), timeZone), due.slice(0, 10)];
  const to = plusDays(there < here ? there : here, -1);
  const from = every === 'day' ? to : every === 'week' ? plusDays(to, -6) : `${to.slice(0, 7)}-01`;
  return { from, to };
}
