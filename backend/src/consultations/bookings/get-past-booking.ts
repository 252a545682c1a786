import type { Booking, Id, Instant } from '@lyceum/contracts';
import { bookingFrom, ReadModels } from '@lyceum/projections';
import type { EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { happenedBy } from '../../deciding/past.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { calendars } from '../calendar/calendar.ts';
import { findBooking } from './pointer.ts';
import { bookingOf } from './shown.ts';

/** A booking as it stood at an instant, for its two and for admins. */
export class GetPastBooking extends Query<Booking> {
  constructor(
    readonly who: Asker,
    readonly bookingId: Id,
    readonly asOf: Instant,
  ) {
    super();
  }
}

/** Folded from the calendar that it lies in, up to then. */
@QueryHandler(GetPastBooking)
export class GetPastBookingHandler implements IQueryHandler<GetPastBooking> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ who, bookingId, asOf }: GetPastBooking): Promise<Booking> {
    const { pointer, party } = await findBooking(this.streams, who, bookingId);
    const facts = await this.log.read(calendars.stream(pointer.instructorId));
    const row = bookingFrom(bookingId, happenedBy(facts, asOf));
    if (!row) throw new Refused({ code: 'not-there-yet' });
    return bookingOf(row, party, await this.models.people.names(row.people));
  }
}
