import type { Fact } from '../../fact.ts';
import type { Id, Instant } from '../../values.ts';
import type { FileItem } from '../../files/requests.ts';

/**
 * Facts of a conversation of two: stream `conversation-ID`, whose id derives from theirs. Messages are numbered from 1 in the order in
 * which they were decided; a read mark says up to which number somebody has seen what the other wrote.
 */
export type ConversationEvent =
  | Fact<'consultations.ConversationBegun.v1', { conversationId: Id; beginnerId: Id; otherId: Id }>
  | Fact<
      'consultations.MessageSent.v1',
      {
        conversationId: Id;
        messageId: Id;
        number: number;
        authorId: Id;
        readerId: Id;
        text: string;
        files: readonly FileItem[];
        at: Instant;
      }
    >
  | Fact<'consultations.MessagesRead.v1', { conversationId: Id; readerId: Id; upTo: number }>;
