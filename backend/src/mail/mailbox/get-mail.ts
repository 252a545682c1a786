import type { Id, MailItem } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../../deciding/refused.ts';

/** One message. */
export class GetMail extends Query<MailItem> {
  constructor(readonly mailId: Id) {
    super();
  }
}

@QueryHandler(GetMail)
export class GetMailHandler implements IQueryHandler<GetMail> {
  constructor(private readonly models: ReadModels) {}

  async execute({ mailId }: GetMail): Promise<MailItem> {
    const mail = await this.models.mailbox.find(mailId);
    if (!mail) throw new Refused({ code: 'mail-not-found' });
    return mail;
  }
}
