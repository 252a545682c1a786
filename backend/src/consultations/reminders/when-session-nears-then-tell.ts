import { Injectable, type OnModuleInit } from '@nestjs/common';
import { reaction } from '../../automation/automation.ts';
import { Automations } from '../../automation/automations.ts';
import { TellOfReminder } from './tell-of-reminder.ts';

/** When a session has come near, its two are written to. */
@Injectable()
export class WhenSessionNearsThenTell implements OnModuleInit {
  constructor(private readonly automations: Automations) {}

  onModuleInit(): void {
    this.automations.add(reaction('when-session-nears-then-tell', (fact, context) => new TellOfReminder(context, fact)));
  }
}
