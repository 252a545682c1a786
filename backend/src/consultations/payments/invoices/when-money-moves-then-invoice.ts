import { derivedId } from '@lyceum/stores';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { reaction } from '../../../automation/automation.ts';
import { Automations } from '../../../automation/automations.ts';
import { IssueInvoice } from './issue-invoice.ts';

/** When money came in there is an invoice for it, when some went back a credit note. */
@Injectable()
export class WhenMoneyMovesThenInvoice implements OnModuleInit {
  constructor(private readonly automations: Automations) {}

  onModuleInit(): void {
    this.automations.add(
      reaction('when-money-moves-then-invoice', ({ type, data, id, metadata }, context) => {
        const { bookingId, instructorId, studentId, number, amount } = data;
        const parties = { bookingId, instructorId, studentId };
        const kind = type === 'consultations.RefundDone.v1' ? 'credit-note' : 'invoice';
        const invoice = { ...parties, invoiceId: derivedId(id, 'invoice'), kind, amount, payment: number } as const;
        return new IssueInvoice(context, metadata.at.slice(0, 4), invoice);
      }),
    );
  }
}
