import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DueCommands } from '../../automation/due-commands.ts';
import { SettlePayment } from './settle-payment.ts';

/** When the end of a payment is not known for a while, the provider is asked. */
@Injectable()
export class WhenPaymentOpenThenSettle implements OnModuleInit {
  constructor(private readonly due: DueCommands) {}

  onModuleInit(): void {
    this.due.on('settle-payment', ({ bookingId }, context) => new SettlePayment(context, bookingId));
  }
}
