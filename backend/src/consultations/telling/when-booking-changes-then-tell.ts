import { Injectable, type OnModuleInit } from '@nestjs/common';
import { WITHIN_A_DAY } from '../../automation/automation.ts';
import { Automations } from '../../automation/automations.ts';
import { TellOfBooking, TOLD } from './tell-of-booking.ts';

/** When something has become of a booking, those whom it concerns are written to. */
@Injectable()
export class WhenBookingChangesThenTell implements OnModuleInit {
  constructor(private readonly automations: Automations) {}

  onModuleInit(): void {
    this.automations.add<(typeof TOLD)[number]>({
      name: 'when-booking-changes-then-tell',
      from: TOLD,
      fresh: WITHIN_A_DAY,
      command: (fact, context) => new TellOfBooking(context, fact),
    });
  }
}
