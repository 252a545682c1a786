import { Injectable, type OnModuleInit } from '@nestjs/common';
import { reaction } from '../../automation/automation.ts';
import { Automations } from '../../automation/automations.ts';
import { RefundPayment } from './refund-payment.ts';

/** All of what was paid: a refund is never more than that. */
const ALL = { amount: Number.MAX_SAFE_INTEGER, currency: '' };

/** When a paid booking is cancelled, what the policy says goes back; when it is refused, all of it. */
@Injectable()
export class WhenBookingEndsThenRefund implements OnModuleInit {
  constructor(private readonly automations: Automations) {}

  onModuleInit(): void {
    this.automations.add(
      reaction('when-booking-ends-then-refund', ({ type, data }, context) => {
        const { bookingId, instructorId, studentId } = data;
        const parties = { bookingId, instructorId, studentId };
        if (type === 'consultations.BookingRefused.v1')
          return new RefundPayment(context, parties, { number: null, amount: ALL, cause: 'refused' });
        const { refund } = data;
        return refund && new RefundPayment(context, parties, { number: null, amount: refund, cause: 'cancelled' });
      }),
    );
  }
}
