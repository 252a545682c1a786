import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DueCommands } from '../../automation/due-commands.ts';
import { RemindOfSession } from './remind-of-session.ts';

/** When a session is near, its two are to be reminded. */
@Injectable()
export class WhenSessionNearThenRemind implements OnModuleInit {
  constructor(private readonly due: DueCommands) {}

  onModuleInit(): void {
    this.due.on('remind', ({ instructorId, bookingId, start, minutes }, context) => {
      return new RemindOfSession(context, { instructorId, bookingId, start, minutes });
    });
  }
}
