import type { Mailbox, MailboxQuery } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { z } from 'zod';

/** The messages of the academy, the newest first. */
export class ListMailbox extends Query<z.infer<typeof Mailbox>> {
  constructor(readonly page: MailboxQuery) {
    super();
  }
}

@QueryHandler(ListMailbox)
export class ListMailboxHandler implements IQueryHandler<ListMailbox> {
  constructor(private readonly models: ReadModels) {}

  async execute({ page }: ListMailbox) {
    const { items, next } = await this.models.mailbox.page(page);
    return { items: [...items], next };
  }
}
