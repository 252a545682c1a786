import type { Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams, type Outcome } from '../../deciding/streams.ts';
import { mails, order, type Mail } from '../mail.ts';

/** An operator has a message tried again that could not be sent. */
export class SendAgain extends Command<Outcome<Mail>> {
  constructor(
    readonly context: CommandContext,
    readonly mailId: Id,
    readonly operatorId: Id,
  ) {
    super();
  }
}

@CommandHandler(SendAgain)
export class SendAgainHandler implements ICommandHandler<SendAgain> {
  constructor(private readonly streams: Streams) {}

  /** @throws Refused where it has gone out or is on its way */
  async execute({ context, mailId, operatorId }: SendAgain): Promise<Outcome<Mail>> {
    const outcome = await this.streams.decide(mails, mailId, context, (mail) => order(mail, operatorId, context.at));
    if (!outcome.recorded) throw new Refused({ code: 'run-not-repeatable' });
    return outcome;
  }
}
