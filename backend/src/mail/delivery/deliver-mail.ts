import type { Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { firstTry, furtherStep, type CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { begin, conclude, mails } from '../mail.ts';
import { Outgoing } from './outgoing.ts';

/** A message that waits is handed to the mail server. */
export class DeliverMail extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly mailId: Id,
  ) {
    super();
  }
}

/**
 * A try is recorded before it begins and again when its end is known (docs/decisions/mail.md says what a crash in between means). Its ids
 * are its own and not the clock's: of two backends that are told at once, the one whose append is refused must not believe that it was its.
 */
@CommandHandler(DeliverMail)
export class DeliverMailHandler implements ICommandHandler<DeliverMail> {
  constructor(
    private readonly streams: Streams,
    private readonly outgoing: Outgoing,
    private readonly clock: Clock,
  ) {}

  async execute({ context: { correlationId, causationId, at, run }, mailId }: DeliverMail): Promise<void> {
    const context = { ...firstTry(null, at, correlationId), causationId, run };
    const begun = await this.streams.decide(mails, mailId, context, (mail) => begin(mail, at));
    const mail = begun.state;
    if (!begun.recorded || mail.phase !== 'waiting') return;
    const delivery = await this.outgoing.send(mail);
    await this.streams.decide(mails, mailId, furtherStep(context, 'end'), (now) => conclude(now, mail.tries, delivery, this.clock.now()));
  }
}
