import type { Attendance, AttendanceEntry, Id, Instant } from '@lyceum/contracts';
import { ReadModels, type AttendanceRow, type WebinarRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import type { Asker } from '../../courses/staff.ts';
import { Streams } from '../../deciding/streams.ts';
import { minutesIn, shareOf, spanOf } from './attendance.ts';
import { findRun } from './seen.ts';

/** Who was in the room of a webinar and how long, for those who run it. */
export class GetAttendance extends Query<Attendance> {
  constructor(
    readonly who: Asker,
    readonly webinarId: Id,
  ) {
    super();
  }
}

function entryOf(row: AttendanceRow, webinar: WebinarRow, name: string | null, now: Instant): AttendanceEntry {
  const span = spanOf(webinar, now);
  const minutes = minutesIn(row.stays, span, now);
  const first = row.stays[0]?.from ?? now;
  return {
    person: { personId: row.personId, name },
    first,
    last: row.here ? null : (row.stays.at(-1)?.to ?? null),
    minutes: Math.round(minutes * 10) / 10,
    share: shareOf(row.stays, span, now),
    stays: row.stays.map((stay) => ({ ...stay })),
  };
}

@QueryHandler(GetAttendance)
export class GetAttendanceHandler implements IQueryHandler<GetAttendance> {
  constructor(
    private readonly models: ReadModels,
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  async execute({ who, webinarId }: GetAttendance): Promise<Attendance> {
    const webinar = await findRun(this.models, this.streams, who, webinarId);
    const [rows, confirmed] = await Promise.all([this.models.attendance.of(webinarId), this.models.registrations.confirmed(webinarId)]);
    const came = new Set(rows.map(({ personId }) => personId));
    const missing = confirmed.filter(({ personId }) => !came.has(personId));
    const names = await this.models.people.names([...came, ...missing.map(({ personId }) => personId)]);
    const now = this.clock.now();
    const items = rows.map((row) => entryOf(row, webinar, names.get(row.personId) ?? null, now));
    return {
      webinarId,
      opened: webinar.opened,
      closed: webinar.closed,
      items: items.toSorted((a, b) => b.minutes - a.minutes),
      absent: missing.map(({ personId }) => ({ personId, name: names.get(personId) ?? null })),
    };
  }
}
