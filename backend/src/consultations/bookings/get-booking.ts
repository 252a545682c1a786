import type { Booking, Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { partyOf } from './pointer.ts';
import { bookingOf } from './shown.ts';

/** A booking, for its two and for admins. */
export class GetBooking extends Query<Booking> {
  constructor(
    readonly who: Asker,
    readonly bookingId: Id,
  ) {
    super();
  }
}

@QueryHandler(GetBooking)
export class GetBookingHandler implements IQueryHandler<GetBooking> {
  constructor(private readonly models: ReadModels) {}

  async execute({ who, bookingId }: GetBooking): Promise<Booking> {
    const row = await this.models.bookings.find(bookingId);
    const party = row && partyOf(row, who);
    if (!row || !party) throw new Refused({ code: 'booking-not-found' });
    return bookingOf(row, party, await this.models.people.names(row.people));
  }
}
