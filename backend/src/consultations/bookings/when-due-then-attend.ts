import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DueCommands } from '../../automation/due-commands.ts';
import { MoveHorizon } from '../calendar/move-horizon.ts';
import { AttendBooking } from './attend-booking.ts';

/** When the time of a booking or of a calendar has come, the clock sees to it. */
@Injectable()
export class WhenDueThenAttend implements OnModuleInit {
  constructor(private readonly due: DueCommands) {}

  onModuleInit(): void {
    this.due.on('attend-booking', ({ instructorId, bookingId }, context) => new AttendBooking(context, instructorId, bookingId));
    this.due.on('move-horizon', ({ instructorId }, context) => new MoveHorizon(context, instructorId));
  }
}
