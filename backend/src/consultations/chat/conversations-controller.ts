import {
  Conversation,
  ConversationBegun,
  ConversationsPage,
  Id,
  MessageSent,
  MessagesPage,
  PageQuery,
  ReadRequest,
  SendMessageRequest,
  Unread,
} from '@lyceum/contracts';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { BeginConversation } from './begin-conversation.ts';
import { GetConversation, ListMessages } from './get-conversation.ts';
import { GetUnread, ListConversations } from './list-conversations.ts';
import { ReadMessages } from './read-messages.ts';
import { SendMessage } from './send-message.ts';

@ApiTags('messages')
@Controller()
export class ConversationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('people/:id/conversation')
  @SignedIn()
  @ApiOperation({ summary: 'Turn to somebody who offers consultations; the conversation there is, where there is one' })
  @Answers(201, ConversationBegun, 'person-not-found', 'own-conversation')
  begin(@Who() who: Principal, @Param('id', { schema: Id }) otherId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new BeginConversation(context, who, otherId));
  }

  @Get('me/conversations')
  @SignedIn()
  @Reads('conversations', 'people')
  @ApiOperation({ summary: 'My conversations, the one with the newest message first' })
  @Answers(200, ConversationsPage)
  list(@Who() { personId }: Principal, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.queries.execute(new ListConversations(personId, page));
  }

  @Get('me/unread')
  @SignedIn()
  @Reads('conversations')
  @ApiOperation({ summary: 'How many messages I have not read, by conversation' })
  @Answers(200, Unread)
  unread(@Who() { personId }: Principal) {
    return this.queries.execute(new GetUnread(personId));
  }

  @Get('conversations/:id')
  @SignedIn()
  @Reads('conversations', 'people')
  @ApiOperation({ summary: 'A conversation, for its two' })
  @Answers(200, Conversation, 'conversation-not-found')
  show(@Who() { personId }: Principal, @Param('id', { schema: Id }) conversationId: Id) {
    return this.queries.execute(new GetConversation(personId, conversationId));
  }

  @Get('conversations/:id/messages')
  @SignedIn()
  @Reads('conversations', 'messages')
  @ApiOperation({ summary: 'What was written, the newest first' })
  @Answers(200, MessagesPage, 'conversation-not-found')
  messages(@Who() { personId }: Principal, @Param('id', { schema: Id }) conversationId: Id, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.queries.execute(new ListMessages(personId, conversationId, page));
  }

  @Post('conversations/:id/messages')
  @SignedIn()
  @ApiOperation({ summary: 'Write a message' })
  @Answers(201, MessageSent, 'conversation-not-found', 'file-not-found', 'answer-awaited')
  send(
    @Who() { personId }: Principal,
    @Param('id', { schema: Id }) conversationId: Id,
    @Body({ schema: SendMessageRequest }) body: SendMessageRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new SendMessage(context, personId, conversationId, body));
  }

  @Post('conversations/:id/read')
  @SignedIn()
  @ApiOperation({ summary: 'I have read up to a message' })
  @Answers(204, undefined, 'conversation-not-found')
  read(
    @Who() { personId }: Principal,
    @Param('id', { schema: Id }) conversationId: Id,
    @Body({ schema: ReadRequest }) { upTo }: z.infer<typeof ReadRequest>,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ReadMessages(context, personId, conversationId, upTo));
  }
}
