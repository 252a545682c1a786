import { Injectable, type OnModuleInit } from '@nestjs/common';
import { WITHIN_A_DAY } from '../../automation/automation.ts';
import { Automations } from '../../automation/automations.ts';
import { TellOfWebinar, TOLD } from './tell-of-webinar.ts';

/** When something has become of a webinar or of a place in it, those whom it concerns are written to. */
@Injectable()
export class WhenWebinarChangesThenTell implements OnModuleInit {
  constructor(private readonly automations: Automations) {}

  onModuleInit(): void {
    this.automations.add<(typeof TOLD)[number]>({
      name: 'when-webinar-changes-then-tell',
      from: TOLD,
      fresh: WITHIN_A_DAY,
      command: (fact, context) => new TellOfWebinar(context, fact),
    });
  }
}
