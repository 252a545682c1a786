import {
  attendanceMark,
  staysAsOf,
  type AttendanceGrading,
  type AttendanceMark,
  type Id,
  type Instant,
  type Presence,
  type Sitting,
} from '@lyceum/contracts';
import type { AttendanceRow, GradebookRow, WebinarRow } from '@lyceum/projections';

/** A webinar of a course as its column tells. */
export interface WebinarColumn extends Sitting {
  readonly webinarId: Id;
  readonly title: string;
  readonly grading: AttendanceGrading;
}

/** The webinars whose attendance counts now. */
export const countedWebinars = (rows: readonly WebinarRow[]): WebinarColumn[] =>
  rows.flatMap(({ webinarId, title, start, end, openings, grading, cancelled }) =>
    grading === null || cancelled !== null ? [] : [{ webinarId, title, start, end, openings, grading }],
  );

/** The same rows as they stood then. */
export const presentAsOf = (rows: readonly AttendanceRow[], asOf: Instant): AttendanceRow[] =>
  rows.map((row) => ({ ...row, stays: staysAsOf(row.stays, asOf) })).filter(({ stays }) => stays.length > 0);

/** What attendance came to at that time, for whoever has a line. */
export type Attended = (line: GradebookRow) => Readonly<Record<Id, AttendanceMark>>;

export function attendedIn(webinars: readonly WebinarColumn[], rows: readonly AttendanceRow[], now: Instant): Attended {
  const byWebinar = Map.groupBy(rows, ({ roomId }) => roomId);
  const sittings = webinars.map((webinar) => {
    const present = new Map((byWebinar.get(webinar.webinarId) ?? []).map((row): [Id, Presence] => [row.personId, row]));
    return { webinar, present };
  });
  return (line) =>
    Object.fromEntries(
      sittings.flatMap(({ webinar, present }) => {
        const mark = attendanceMark(webinar.grading, webinar, present.get(line.personId) ?? null, line, now);
        return mark === null ? [] : [[webinar.webinarId, mark] as const];
      }),
    );
}
