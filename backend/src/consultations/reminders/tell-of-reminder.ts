import { MINUTE, type BookingMailKind, type Recorded, type ReminderEvent } from '@lyceum/contracts';
import { derivedId } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CONFIG, type Config } from '../../config.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { Writer } from '../../mail/writing/writer.ts';
import { letterOf } from '../telling/letters.ts';
import { nameOf } from '../../accounts/name-of.ts';
import { senderOf, type Sender } from '../telling/sender.ts';
import { Sessions } from '../telling/sessions.ts';

/** The two of a session are reminded of it. */
export class TellOfReminder extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly fact: Recorded<ReminderEvent>,
  ) {
    super();
  }
}

const HOUR = 60;

@CommandHandler(TellOfReminder)
export class TellOfReminderHandler implements ICommandHandler<TellOfReminder> {
  private readonly sender: Sender;

  constructor(
    private readonly sessions: Sessions,
    private readonly streams: Streams,
    private readonly writer: Writer,
    @Inject(CONFIG) config: Config,
  ) {
    this.sender = senderOf(config);
  }

  async execute({ context, fact }: TellOfReminder): Promise<void> {
    const { instructorId, studentId, bookingId, start, minutes } = fact.data;
    const left = (Date.parse(start) - Date.parse(context.at)) / MINUTE;
    // Where nobody was there to notice in time, the later reminder is the one.
    if (left <= (minutes > HOUR ? HOUR : 0)) return;
    const session = (await this.sessions.now(instructorId)).get(bookingId);
    if (session?.phase !== 'confirmed' || session.start !== start) return;
    const kind: BookingMailKind = minutes > HOUR ? 'booking-tomorrow' : 'booking-soon';
    for (const as of ['student', 'instructor'] as const) {
      const [personId, otherId] = as === 'student' ? [studentId, instructorId] : [instructorId, studentId];
      // The instructor of several students at once is reminded once, whoever of them is met first.
      const of = as === 'student' ? fact.id : derivedId(instructorId, `session ${start}`);
      const what = { by: null, reason: null, refund: null, former: null, at: fact.metadata.at, now: context.at };
      const news = { ...what, kind, as, sessions: [session], other: await nameOf(this.streams, otherId) };
      await this.writer.write(context, { of, kind, personId }, (reader) => letterOf(news, reader, this.sender));
    }
  }
}
