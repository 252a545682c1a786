import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Automations } from '../../automation/automations.ts';
import { ConfirmPaid } from './confirm-paid.ts';

/** When a booking has been paid, it is confirmed. Money is never too old to be seen to. */
@Injectable()
export class WhenPaymentCapturedThenConfirm implements OnModuleInit {
  constructor(private readonly automations: Automations) {}

  onModuleInit(): void {
    this.automations.add<'consultations.PaymentCaptured.v1'>({
      name: 'when-payment-captured-then-confirm',
      from: ['consultations.PaymentCaptured.v1'],
      fresh: null,
      command: ({ data }, context) => new ConfirmPaid(context, data),
    });
  }
}
