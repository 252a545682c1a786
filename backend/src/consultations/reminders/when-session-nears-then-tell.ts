import { Injectable, type OnModuleInit } from '@nestjs/common';
import { WITHIN_A_DAY } from '../../automation/automation.ts';
import { Automations } from '../../automation/automations.ts';
import { TellOfReminder } from './tell-of-reminder.ts';

/** When a session has come near, its two are written to. */
@Injectable()
export class WhenSessionNearsThenTell implements OnModuleInit {
  constructor(private readonly automations: Automations) {}

  onModuleInit(): void {
    this.automations.add<'consultations.SessionNeared.v1'>({
      name: 'when-session-nears-then-tell',
      from: ['consultations.SessionNeared.v1'],
      fresh: WITHIN_A_DAY,
      command: (fact, context) => new TellOfReminder(context, fact),
    });
  }
}
