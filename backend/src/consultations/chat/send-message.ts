import type { ConversationEvent, FileItem, Id, Instant, MessageSent, SendMessageRequest } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { files, type KeptFile } from '../../files/file.ts';
import { AT_A_GO, conversations, otherThan, type Conversation } from './conversation.ts';

/** Somebody writes to the other of a conversation. */
export class SendMessage extends Command<Written<MessageSent>> {
  constructor(
    readonly context: CommandContext,
    readonly authorId: Id,
    readonly conversationId: Id,
    readonly request: SendMessageRequest,
  ) {
    super();
  }
}

/** What a message is made of. */
export interface Draft {
  readonly conversationId: Id;
  readonly messageId: Id;
  readonly authorId: Id;
  readonly text: string;
  readonly at: Instant;
}

/** At a go: within so many milliseconds. */
const GO = 60_000;
/** So many messages may wait for a first answer. */
const UNANSWERED = 10;

const itemOf = ({ fileId, name, type, size }: FileItem): FileItem => ({ fileId, name, type, size });

export function decide(conversation: Conversation, draft: Draft, attached: readonly KeptFile[]): Decision<ConversationEvent> {
  const { authorId, conversationId, at } = draft;
  const readerId = otherThan(conversation, authorId);
  if (readerId === undefined) return refuse('conversation-not-found');
  const times = conversation.times[authorId] ?? [];
  const [oldest] = times;
  const rest = oldest === undefined ? 0 : Date.parse(oldest) + GO - Date.parse(at);
  if (times.length >= AT_A_GO && rest > 0) return refuse('too-many-requests', { more: { retryAfter: Math.ceil(rest / 1000) } });
  const answered = conversation.times[readerId] !== undefined;
  if (!answered && conversation.sent >= UNANSWERED) return refuse('answer-awaited');
  const whole = attached.flatMap((file) => file.whole ?? []);
  const own = whole.filter(({ ownerId, placeId }) => ownerId === authorId && placeId === conversationId);
  if (own.length < attached.length) return refuse('file-not-found');
  const data = { ...draft, readerId, number: conversation.sent + 1, files: own.map(itemOf) };
  return accept({ type: 'consultations.MessageSent.v1', data });
}

@CommandHandler(SendMessage)
export class SendMessageHandler implements ICommandHandler<SendMessage> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, authorId, conversationId, request: { text, files: fileIds } }: SendMessage): Promise<Written<MessageSent>> {
    const messageId = createdId(context, 'message');
    const draft = { conversationId, messageId, authorId, text, at: context.at };
    const sent = await this.streams.decide(
      conversations,
      conversationId,
      context,
      (conversation, attached: readonly KeptFile[]) => decide(conversation, draft, attached),
      { seeing: (see) => Promise.all(fileIds.map((fileId) => see(files, fileId))) },
    );
    return answer(sent, { messageId });
  }
}
