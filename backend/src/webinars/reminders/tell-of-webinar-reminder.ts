import { MINUTE, type Recorded, type WebinarEvent, type WebinarMailKind, type WebinarReminderEvent } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CONFIG, type Config } from '../../config.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { publicAddress } from '../../mail/writing/public-address.ts';
import { Writer } from '../../mail/writing/writer.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { webinars } from '../planning/webinar.ts';
import { letterOf } from '../telling/letters.ts';
import { reminderOf } from './reminder.ts';

/** Those who are to be at a webinar are reminded of it. */
export class TellOfWebinarReminder extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly fact: Recorded<WebinarReminderEvent>,
  ) {
    super();
  }
}

const HOUR = 60;

@CommandHandler(TellOfWebinarReminder)
export class TellOfWebinarReminderHandler implements ICommandHandler<TellOfWebinarReminder> {
  private readonly address: URL;

  constructor(
    private readonly writer: Writer,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CONFIG) config: Config,
  ) {
    this.address = publicAddress(config);
  }

  async execute({ context, fact }: TellOfWebinarReminder): Promise<void> {
    const { webinarId, start, minutes } = fact.data;
    const left = (Date.parse(start) - Date.parse(context.at)) / MINUTE;
    // Where nobody was there to notice in time, the later reminder is the one.
    if (left <= (minutes > HOUR ? HOUR : 0)) return;
    const facts = (await this.log.read(webinars.stream(webinarId))) as readonly Recorded<WebinarEvent>[];
    const reminder = reminderOf(facts, fact.data);
    if (!reminder) return;
    const kind: WebinarMailKind = minutes > HOUR ? 'webinar-tomorrow' : 'webinar-soon';
    const nobody = { guestId: null, guest: null, reason: null };
    const what = { kind, webinarId, plan: reminder.plan, waited: false, ...nobody, at: fact.metadata.at, now: context.at };
    for (const { personId, as, ticketId } of reminder.people) {
      const news = { ...what, as, ticketId };
      await this.writer.write(context, { of: fact.id, kind, personId }, (reader) => letterOf(news, reader, this.address));
    }
  }
}
