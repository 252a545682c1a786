import type { Conversation, Id, Message, Page, PageQuery } from '@lyceum/contracts';
import { ReadModels, type ConversationRow, type MessageRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../../deciding/refused.ts';
import { shownTo } from './list-conversations.ts';

/** A conversation, for its two. */
export class GetConversation extends Query<Conversation> {
  constructor(
    readonly personId: Id,
    readonly conversationId: Id,
  ) {
    super();
  }
}

/** What was written in it, the newest first. */
export class ListMessages extends Query<Page<Message>> {
  constructor(
    readonly personId: Id,
    readonly conversationId: Id,
    readonly page: PageQuery,
  ) {
    super();
  }
}

/** @throws Refused where the person is none of its two */
async function ofTheirs(models: ReadModels, personId: Id, conversationId: Id): Promise<ConversationRow> {
  const row = await models.conversations.find(conversationId);
  if (!row?.members.includes(personId)) throw new Refused({ code: 'conversation-not-found' });
  return row;
}

const messageOf = ({ messageId, number, authorId, text, files, at }: MessageRow): Message => ({
  messageId,
  number,
  authorId,
  text,
  files: [...files],
  at,
});

@QueryHandler(GetConversation)
export class GetConversationHandler implements IQueryHandler<GetConversation> {
  constructor(private readonly models: ReadModels) {}

  async execute({ personId, conversationId }: GetConversation): Promise<Conversation> {
    const row = await ofTheirs(this.models, personId, conversationId);
    return shownTo(personId, row, await this.models.people.names(row.members));
  }
}

@QueryHandler(ListMessages)
export class ListMessagesHandler implements IQueryHandler<ListMessages> {
  constructor(private readonly models: ReadModels) {}

  async execute({ personId, conversationId, page }: ListMessages): Promise<Page<Message>> {
    await ofTheirs(this.models, personId, conversationId);
    const { items, next } = await this.models.messages.page({ conversationId, ...page });
    return { items: items.map(messageOf), next };
  }
}
