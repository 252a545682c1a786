import type { Id, Money, RefundCause } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { beginRefund, endRefund, payments, type Parties } from './payment.ts';
import { chargeKey, PaymentProvider, refundKey } from './provider/provider.ts';

/** What goes back of which try; `number` null means the one that paid. */
export interface Returning {
  readonly number: number | null;
  readonly amount: Money;
  readonly cause: RefundCause;
}

/** Money goes back to the student. */
export class RefundPayment extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly parties: Parties,
    readonly returning: Returning,
  ) {
    super();
  }
}

/** Recorded before the provider is asked and after: given again, it goes on where it was, under the same key. */
@CommandHandler(RefundPayment)
export class RefundPaymentHandler implements ICommandHandler<RefundPayment> {
  constructor(
    private readonly streams: Streams,
    private readonly provider: PaymentProvider,
  ) {}

  async execute({ context, parties, returning }: RefundPayment): Promise<void> {
    const { bookingId }: { bookingId: Id } = parties;
    const begun = await this.streams.decide(payments, bookingId, context, (paying) =>
      beginRefund(paying, parties, { ...returning, number: returning.number ?? paying.paidBy }),
    );
    for (const [index, { done, number, amount }] of begun.state.refunds.entries()) {
      const chargeId = begun.state.tries[number - 1]?.chargeId;
      if (done || !chargeId) continue;
      const refund = index + 1;
      await this.provider.refund(refundKey(bookingId, refund), chargeId, amount);
      const end = furtherStep(context, `refund ${refund} of ${chargeKey(bookingId, number)}`);
      await this.streams.decide(payments, bookingId, end, (paying) => endRefund(paying, parties, refund));
    }
  }
}
