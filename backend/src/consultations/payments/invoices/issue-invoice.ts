import type { InvoiceEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../../deciding/context.ts';
import { Streams } from '../../../deciding/streams.ts';
import { invoiceBooks, issue } from './invoice-book.ts';

/** Money that moved is written down under a number. `year` is the one in which it moved, in UTC. */
export class IssueInvoice extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly year: string,
    readonly invoice: Omit<InvoiceEvent['data'], 'number'>,
  ) {
    super();
  }
}

@CommandHandler(IssueInvoice)
export class IssueInvoiceHandler implements ICommandHandler<IssueInvoice> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, year, invoice }: IssueInvoice): Promise<void> {
    await this.streams.decide(invoiceBooks, year, context, (book) => issue(book, year, invoice));
  }
}
