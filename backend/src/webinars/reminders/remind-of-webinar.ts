import type { WebinarReminderEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { remind, reminders } from '../../consultations/reminders/reminder.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { webinars } from '../planning/webinar.ts';

/** The clock has come near a webinar. */
export class RemindOfWebinar extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly near: WebinarReminderEvent['data'],
  ) {
    super();
  }
}

/** Only where it is still to take place then: what was moved or cancelled a moment ago is no longer due as soon as the read model knows. */
@CommandHandler(RemindOfWebinar)
export class RemindOfWebinarHandler implements ICommandHandler<RemindOfWebinar> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, near }: RemindOfWebinar): Promise<void> {
    const { state: webinar } = await this.streams.look(webinars, near.webinarId);
    if (webinar.phase !== 'scheduled' || webinar.plan.start !== near.start) return;
    const fact = { type: 'webinars.WebinarNeared.v1', data: near } as const;
    await this.streams.decide(reminders, near.webinarId, context, (reminded) => remind(reminded, fact), { creating: true });
  }
}
