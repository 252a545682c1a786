import { holdIsOver, type Calendar, type Card, type Id, type Instant, type Money, type Payment, type Refusal } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { Clock } from '../../api/clock.ts';
import type { Asker } from '../../courses/staff.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { findBooking } from '../bookings/pointer.ts';
import { calendars } from '../calendar/calendar.ts';
import { begin, conclude, openTry, payments } from './payment.ts';
import { chargeKey, PaymentProvider } from './provider/provider.ts';
import { shownPayment } from './shown-payment.ts';

/** The student pays for a time that is kept for them. */
export class PayBooking extends Command<Written<Payment>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly bookingId: Id,
    readonly card: Card,
  ) {
    super();
  }
}

/** What is to be paid for a booking now, or why nothing is. */
export function priceNow(calendar: Calendar, bookingId: Id, now: Instant): Money | Refusal {
  const booking = calendar.bookings[bookingId];
  if (!booking) return { code: calendar.ended.some((one) => one.bookingId === bookingId) ? 'booking-over' : 'booking-not-found' };
  if (booking.price === null || booking.phase !== 'held') return { code: 'nothing-to-pay' };
  return holdIsOver(booking, now) ? { code: 'hold-expired' } : booking.price;
}

/**
 * The try is recorded, then the provider is asked under its key, then the outcome is recorded. A process that dies in between leaves an open
 * try, which the clock settles by asking what became of it (settle-payment.ts).
 */
@CommandHandler(PayBooking)
export class PayBookingHandler implements ICommandHandler<PayBooking> {
  constructor(
    private readonly streams: Streams,
    private readonly provider: PaymentProvider,
    private readonly clock: Clock,
  ) {}

  async execute({ context, who, bookingId, card }: PayBooking): Promise<Written<Payment>> {
    const { pointer, party } = await findBooking(this.streams, who, bookingId);
    if (party !== 'student') throw new Refused({ code: 'not-allowed' });
    const before = await this.streams.look(payments, bookingId);
    if (before.state.paidBy > 0) return answer(before, shownPayment(bookingId, before.state));
    const { state: calendar } = await this.streams.look(calendars, pointer.instructorId);
    const amount = priceNow(calendar, bookingId, context.at);
    if ('code' in amount) throw new Refused(amount);
    const begun = await this.streams.decide(payments, bookingId, context, (paying) => begin(paying, pointer, amount));
    const number = openTry(begun.state);
    if (number === 0) return answer(begun, shownPayment(bookingId, begun.state));
    const charge = await this.provider.charge(chargeKey(bookingId, number), amount, card);
    const end = { ...furtherStep(context, `end ${number}`), at: this.clock.now() };
    const ended = await this.streams.decide(payments, bookingId, end, (paying) => conclude(paying, pointer, number, charge));
    return answer(ended, shownPayment(bookingId, ended.state));
  }
}
