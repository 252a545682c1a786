import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DueCommands } from '../../automation/due-commands.ts';
import { RemindOfWebinar } from './remind-of-webinar.ts';

/** When a webinar is near, those who are to be there are to be reminded. */
@Injectable()
export class WhenWebinarNearThenRemind implements OnModuleInit {
  constructor(private readonly due: DueCommands) {}

  onModuleInit(): void {
    this.due.on(
      'remind-of-webinar',
      ({ webinarId, start, minutes }, context) => new RemindOfWebinar(context, { webinarId, start, minutes }),
    );
  }
}
