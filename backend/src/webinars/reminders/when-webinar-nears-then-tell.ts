import { Injectable, type OnModuleInit } from '@nestjs/common';
import { reaction } from '../../automation/automation.ts';
import { Automations } from '../../automation/automations.ts';
import { TellOfWebinarReminder } from './tell-of-webinar-reminder.ts';

/** When a webinar has come near, those who are to be there are written to. */
@Injectable()
export class WhenWebinarNearsThenTell implements OnModuleInit {
  constructor(private readonly automations: Automations) {}

  onModuleInit(): void {
    this.automations.add(reaction('when-webinar-nears-then-tell', (fact, context) => new TellOfWebinarReminder(context, fact)));
  }
}
