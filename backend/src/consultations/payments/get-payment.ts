import type { Id, Payment } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { Streams } from '../../deciding/streams.ts';
import { findBooking } from '../bookings/pointer.ts';
import { payments } from './payment.ts';
import { shownPayment } from './shown-payment.ts';

/** What was paid for a booking, from the stream itself: never behind. */
export class GetPayment extends Query<Payment> {
  constructor(
    readonly who: Asker,
    readonly bookingId: Id,
  ) {
    super();
  }
}

@QueryHandler(GetPayment)
export class GetPaymentHandler implements IQueryHandler<GetPayment> {
  constructor(private readonly streams: Streams) {}

  async execute({ who, bookingId }: GetPayment): Promise<Payment> {
    await findBooking(this.streams, who, bookingId);
    const { state } = await this.streams.look(payments, bookingId);
    return shownPayment(bookingId, state);
  }
}
