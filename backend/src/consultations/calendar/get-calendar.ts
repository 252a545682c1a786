import { type CalendarView, type Id, type Instant } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Streams } from '../../deciding/streams.ts';
import { bookingOf } from '../bookings/shown.ts';
import { mustOffer } from '../profiles/offers.ts';
import { calendars } from './calendar.ts';

/** An instructor's calendar for whoever manages it, with the revision that a change of it may expect. */
export class GetCalendar extends Query<{ view: CalendarView; revision: number }> {
  constructor(
    readonly instructorId: Id,
    readonly as: 'instructor' | 'admin',
    readonly from: Instant,
    readonly to: Instant,
  ) {
    super();
  }
}

@QueryHandler(GetCalendar)
export class GetCalendarHandler implements IQueryHandler<GetCalendar> {
  constructor(
    private readonly models: ReadModels,
    private readonly streams: Streams,
  ) {}

  async execute({ instructorId, as, from, to }: GetCalendar): Promise<{ view: CalendarView; revision: number }> {
    const { state: calendar, revision } = await this.streams.look(calendars, instructorId);
    // Whoever offered consultations once has a calendar still; whoever never did has none.
    if (revision < 0) await mustOffer(this.streams.see, instructorId);
    const rows = await this.models.bookings.between(instructorId, from, to);
    const names = await this.models.people.names([
      instructorId,
      ...rows.map(({ studentId }) => studentId),
      ...calendar.waiting.map(({ studentId }) => studentId),
    ]);
    const isWithin = ({ start }: { readonly start: Instant }) => start >= from && start < to;
    const view: CalendarView = {
      instructor: { personId: instructorId, name: names.get(instructorId) ?? null },
      availability: calendar.availability,
      slots: Object.values(calendar.slots).filter(isWithin),
      bookings: rows.map((row) => bookingOf(row, as, names)),
      busy: Object.values(calendar.busy)
        .flat()
        .filter(({ start, end }) => start < to && end > from),
      waiting: calendar.waiting.map(({ studentId, ...day }) => ({
        ...day,
        student: { personId: studentId, name: names.get(studentId) ?? null },
      })),
    };
    return { view, revision };
  }
}
