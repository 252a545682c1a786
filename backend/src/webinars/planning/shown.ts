import {
  instant,
  ROOM_CLOSES_AFTER,
  ROOM_OPENS_BEFORE,
  type Id,
  type Instant,
  type Registration,
  type WebinarPhase,
  type WebinarSummary,
} from '@lyceum/contracts';
import type { ReadModels, RegistrationRow, WebinarRow } from '@lyceum/projections';
import type { Asker } from '../../courses/staff.ts';

/** What is shown beside the rows: names of people, titles of courses, and where the reader stands with each. */
export interface Beside {
  readonly names: ReadonlyMap<Id, string | null>;
  readonly titles: ReadonlyMap<Id, string>;
  readonly mine: ReadonlyMap<Id, RegistrationRow>;
}

export async function beside(models: ReadModels, rows: readonly WebinarRow[], who: Asker): Promise<Beside> {
  const courseIds = [...new Set(rows.flatMap(({ courseId }) => courseId ?? []))];
  const [names, courses, mine] = await Promise.all([
    models.people.names(rows.map(({ hostId }) => hostId)),
    models.courses.findMany(courseIds),
    models.registrations.of(
      who.personId,
      rows.map(({ webinarId }) => webinarId),
    ),
  ]);
  const titles = new Map(courses.map(({ courseId, title }) => [courseId, title]));
  return { names, titles, mine: new Map(mine.map((row) => [row.webinarId, row])) };
}

export const phaseOf = ({ cancelled, opened, closed, ended, end }: WebinarRow, now: Instant): WebinarPhase => {
  if (cancelled !== null) return 'cancelled';
  // A room that all have left without closing it is over when nobody comes in any more.
  if (opened !== null && closed === null && now < instant(Date.parse(end) + ROOM_CLOSES_AFTER)) return 'live';
  return end <= now || ended ? 'over' : 'scheduled';
};

export function summaryOf(row: WebinarRow, { names, titles, mine }: Beside, who: Asker, now: Instant): WebinarSummary {
  const { webinarId, title, kind, courseId, hostId, start, end, registration, seats, registered, involved } = row;
  const speaks = involved.includes(who.personId) ? 'speaker' : 'attendee';
  return {
    webinarId,
    title,
    kind,
    course: courseId === null ? null : { courseId, title: titles.get(courseId) ?? '' },
    host: { personId: hostId, name: names.get(hostId) ?? null },
    start,
    end,
    phase: phaseOf(row, now),
    registration,
    seats,
    registered,
    as: hostId === who.personId ? 'host' : speaks,
    mine: mine.get(webinarId)?.phase ?? 'none',
  };
}

/** From when until when the room lets people in. */
export const openTimes = ({ start, end }: Pick<WebinarRow, 'start' | 'end'>) => ({
  opens: instant(Date.parse(start) - ROOM_OPENS_BEFORE),
  closes: instant(Date.parse(end) + ROOM_CLOSES_AFTER),
});

export function registrationOf(row: RegistrationRow, names: ReadonlyMap<Id, string | null>, place: number | null): Registration {
  const { personId, phase, since, ticketId, checked } = row;
  return { person: { personId, name: names.get(personId) ?? null }, phase, since, place, ticketId, checked };
}
