import { Injectable, type OnModuleInit } from '@nestjs/common';
import { reaction } from '../../automation/automation.ts';
import { Automations } from '../../automation/automations.ts';
import { TellOfWebinar } from './tell-of-webinar.ts';

/** When something has become of a webinar or of a place in it, those whom it concerns are written to. */
@Injectable()
export class WhenWebinarChangesThenTell implements OnModuleInit {
  constructor(private readonly automations: Automations) {}

  onModuleInit(): void {
    this.automations.add(reaction('when-webinar-changes-then-tell', (fact, context) => new TellOfWebinar(context, fact)));
  }
}
