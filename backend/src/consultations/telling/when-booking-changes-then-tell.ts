import { Injectable, type OnModuleInit } from '@nestjs/common';
import { reaction } from '../../automation/automation.ts';
import { Automations } from '../../automation/automations.ts';
import { TellOfBooking } from './tell-of-booking.ts';

/** When something has become of a booking, those whom it concerns are written to. */
@Injectable()
export class WhenBookingChangesThenTell implements OnModuleInit {
  constructor(private readonly automations: Automations) {}

  onModuleInit(): void {
    this.automations.add(reaction('when-booking-changes-then-tell', (fact, context) => new TellOfBooking(context, fact)));
  }
}
