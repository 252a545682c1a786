import { Module } from '@nestjs/common';
import { AttachFileHandler } from './attach-file.ts';
import { AttachmentsController } from './attachments-controller.ts';
import { BeginConversationHandler } from './begin-conversation.ts';
import { ClientsModule } from '../clients/module.ts';
import { ChatLimit } from './chat-limit.ts';
import { ConversationsController } from './conversations-controller.ts';
import { GetAttachedFileHandler } from './get-attached-file.ts';
import { GetConversationHandler, ListMessagesHandler } from './get-conversation.ts';
import { GetUnreadHandler, ListConversationsHandler } from './list-conversations.ts';
import { ReadMessagesHandler } from './read-messages.ts';
import { SendMessageHandler } from './send-message.ts';

/** What students and instructors write to each other. */
@Module({
  imports: [ClientsModule],
  controllers: [ConversationsController, AttachmentsController],
  providers: [
    ChatLimit,
    BeginConversationHandler,
    SendMessageHandler,
    ReadMessagesHandler,
    AttachFileHandler,
    ListConversationsHandler,
    GetUnreadHandler,
    GetConversationHandler,
    ListMessagesHandler,
    GetAttachedFileHandler,
  ],
})
export class ChatModule {}
