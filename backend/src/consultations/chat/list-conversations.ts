import type { Conversation, Id, Page, PageQuery, Unread } from '@lyceum/contracts';
import { ReadModels, seenBy, type ConversationRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

/** A person's conversations, the one with the newest message first. */
export class ListConversations extends Query<Page<Conversation>> {
  constructor(
    readonly personId: Id,
    readonly page: PageQuery,
  ) {
    super();
  }
}

/** How much waits to be read by a person. */
export class GetUnread extends Query<Unread> {
  constructor(readonly personId: Id) {
    super();
  }
}

/** The row as one of its two reads it. */
export function shownTo(personId: Id, row: ConversationRow, names: ReadonlyMap<Id, string | null>): Conversation {
  const { otherId, ...conversation } = seenBy(row, personId);
  return { ...conversation, with: { personId: otherId, name: names.get(otherId) ?? null } };
}

@QueryHandler(ListConversations)
export class ListConversationsHandler implements IQueryHandler<ListConversations> {
  constructor(private readonly models: ReadModels) {}

  async execute({ personId, page }: ListConversations): Promise<Page<Conversation>> {
    const { items, next } = await this.models.conversations.page({ personId, ...page });
    const names = await this.models.people.names(items.flatMap(({ members }) => members));
    return { items: items.map((row) => shownTo(personId, row, names)), next };
  }
}

@QueryHandler(GetUnread)
export class GetUnreadHandler implements IQueryHandler<GetUnread> {
  constructor(private readonly models: ReadModels) {}

  async execute({ personId }: GetUnread): Promise<Unread> {
    const rows = await this.models.conversations.unreadBy(personId);
    const conversations = rows.map((row) => ({ conversationId: row.conversationId, messages: seenBy(row, personId).unread }));
    return { messages: conversations.reduce((sum, { messages }) => sum + messages, 0), conversations };
  }
}
