import type { ConversationEvent, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { conversations, otherThan, type Conversation } from './conversation.ts';

/** Somebody has read what the other wrote, up to a message. */
export class ReadMessages extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly readerId: Id,
    readonly conversationId: Id,
    readonly upTo: number,
  ) {
    super();
  }
}

/** A mark goes forward only, and no further than there are messages. */
export function decide(conversation: Conversation, conversationId: Id, readerId: Id, upTo: number): Decision<ConversationEvent> {
  if (otherThan(conversation, readerId) === undefined) return refuse('conversation-not-found');
  const number = Math.min(upTo, conversation.sent);
  if (number <= (conversation.read[readerId] ?? 0)) return nothing();
  return accept({ type: 'consultations.MessagesRead.v1', data: { conversationId, readerId, upTo: number } });
}

@CommandHandler(ReadMessages)
export class ReadMessagesHandler implements ICommandHandler<ReadMessages> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, readerId, conversationId, upTo }: ReadMessages): Promise<Written<undefined>> {
    const read = await this.streams.decide(conversations, conversationId, context, (conversation) =>
      decide(conversation, conversationId, readerId, upTo),
    );
    return answer(read, undefined);
  }
}
