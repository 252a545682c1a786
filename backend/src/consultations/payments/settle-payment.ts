import type { Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { bookingPointers } from '../bookings/pointer.ts';
import { conclude, openTry, payments } from './payment.ts';
import { chargeKey, PaymentProvider } from './provider/provider.ts';

/** The provider is asked what became of a try whose end is not known. */
export class SettlePayment extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly bookingId: Id,
  ) {
    super();
  }
}

@CommandHandler(SettlePayment)
export class SettlePaymentHandler implements ICommandHandler<SettlePayment> {
  constructor(
    private readonly streams: Streams,
    private readonly provider: PaymentProvider,
  ) {}

  async execute({ context, bookingId }: SettlePayment): Promise<void> {
    const [{ state: pointer }, { state: paying }] = await Promise.all([
      this.streams.look(bookingPointers, bookingId, Infinity),
      this.streams.look(payments, bookingId),
    ]);
    const number = openTry(paying);
    if (!pointer || number === 0) return;
    // What the provider never heard of was not charged, and never will be: the process that was to ask it is long gone.
    const unheard = { state: 'declined', reason: 'The payment did not reach the bank' } as const;
    const charge = (await this.provider.find(chargeKey(bookingId, number))) ?? unheard;
    const end = furtherStep(context, `end ${number}`);
    await this.streams.decide(payments, bookingId, end, (now) => conclude(now, pointer, number, charge));
  }
}
