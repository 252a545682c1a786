import type { Id } from '@lyceum/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DueCommands } from '../../automation/due-commands.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { Log } from '../../log.ts';
import { DeliverMail } from './deliver-mail.ts';

/** The clock has come to a message that is to go out. */
export class SendWaiting extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly mailId: Id,
  ) {
    super();
  }
}

/** How many messages go out at once from one process. */
const AT_ONCE = 4;

/** Mail servers take their time, and the clock has other things to do: it is not kept waiting. */
@CommandHandler(SendWaiting)
export class SendWaitingHandler implements ICommandHandler<SendWaiting> {
  private readonly waiting = new Map<Id, CommandContext>();
  private readonly sending = new Set<Id>();

  constructor(
    private readonly commands: CommandBus,
    private readonly log: Log,
  ) {}

  async execute({ context, mailId }: SendWaiting): Promise<void> {
    if (!this.sending.has(mailId)) this.waiting.set(mailId, context);
    this.next();
  }

  private next(): void {
    for (const [mailId, context] of this.waiting) {
      if (this.sending.size >= AT_ONCE) return;
      this.waiting.delete(mailId);
      this.sending.add(mailId);
      void this.send(context, mailId);
    }
  }

  private async send(context: CommandContext, mailId: Id): Promise<void> {
    try {
      await this.commands.execute(new DeliverMail(context, mailId));
    } catch (err) {
      this.log.warn({ err, mailId }, 'A message could not be sent yet');
    } finally {
      this.sending.delete(mailId);
      this.next();
    }
  }
}

/** When a message waits to go out, or its next try has come, it is sent. */
@Injectable()
export class WhenMailDueThenDeliver implements OnModuleInit {
  constructor(private readonly due: DueCommands) {}

  onModuleInit(): void {
    this.due.on('send-mail', ({ mailId }, context) => new SendWaiting(context, mailId));
  }
}
