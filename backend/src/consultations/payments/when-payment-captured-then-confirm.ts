import { Injectable, type OnModuleInit } from '@nestjs/common';
import { reaction } from '../../automation/automation.ts';
import { Automations } from '../../automation/automations.ts';
import { ConfirmPaid } from './confirm-paid.ts';

/** When a booking has been paid, it is confirmed. Money is never too old to be seen to. */
@Injectable()
export class WhenPaymentCapturedThenConfirm implements OnModuleInit {
  constructor(private readonly automations: Automations) {}

  onModuleInit(): void {
    this.automations.add(reaction('when-payment-captured-then-confirm', ({ data }, context) => new ConfirmPaid(context, data)));
  }
}
