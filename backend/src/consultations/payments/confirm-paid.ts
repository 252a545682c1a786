import type { EventOf, RefundCause } from '@lyceum/contracts';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { Calendars } from '../bookings/calendars.ts';
import { decide } from '../bookings/confirm-booking.ts';
import { payments } from './payment.ts';
import { RefundPayment } from './refund-payment.ts';

/** Money has come in: the booking is confirmed, or where that cannot be any more, all of it goes back. */
export class ConfirmPaid extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly captured: EventOf<'consultations.PaymentCaptured.v1'>['data'],
  ) {
    super();
  }
}

@CommandHandler(ConfirmPaid)
export class ConfirmPaidHandler implements ICommandHandler<ConfirmPaid> {
  constructor(
    private readonly streams: Streams,
    private readonly calendars: Calendars,
    private readonly commands: CommandBus,
  ) {}

  async execute({ context, captured }: ConfirmPaid): Promise<void> {
    const { bookingId, instructorId, number, amount } = captured;
    const { state: paying } = await this.streams.look(payments, bookingId);
    const cause = paying.paidBy === number ? await this.confirm(context, captured) : 'twice';
    if (cause === null) return;
    const back = furtherStep(context, 'refund');
    const parties = { bookingId, instructorId, studentId: captured.studentId };
    await this.commands.execute(new RefundPayment(back, parties, { number, amount, cause }));
  }

  /** Null where it is confirmed. A time that is not kept any more is somebody else's to have. */
  private async confirm(context: CommandContext, { bookingId, instructorId }: ConfirmPaid['captured']): Promise<RefundCause | null> {
    try {
      await this.calendars.decide(context, instructorId, (calendar, { now }) => decide(calendar, instructorId, bookingId, now, true));
      return null;
    } catch (error) {
      if (error instanceof Refused && ['hold-expired', 'booking-over', 'booking-not-found'].includes(error.refusal.code)) return 'too-late';
      throw error;
    }
  }
}
