import type { ConversationEvent, Id, Instant } from '@lyceum/contracts';
import { derivedId } from '@lyceum/stores';
import { z } from 'zod';
import type { Decider } from '../../deciding/decider.ts';

/** What decisions need to know of a conversation. Nothing that anybody wrote is kept in it. */
export interface Conversation {
  /** Nobody as long as it has not begun. */
  readonly members: readonly Id[];
  /** How many messages there are: the number of the last. */
  readonly sent: number;
  /** Up to which message each has read. */
  readonly read: Readonly<Record<Id, number>>;
  /** When each who has written sent their last messages, as many as one may send at a go. */
  readonly times: Readonly<Record<Id, readonly Instant[]>>;
}

/** So many messages may somebody send at a go. */
export const AT_A_GO = 20;

const form: z.ZodType<Conversation> = z.object({
  members: z.array(z.string()),
  sent: z.int(),
  read: z.record(z.string(), z.int()),
  times: z.record(z.string(), z.array(z.string())),
});

/** `conversation-ID`: what two people write to each other. */
export const conversations: Decider<Conversation, ConversationEvent> = {
  stream: (conversationId) => `conversation-${conversationId}`,
  initial: { members: [], sent: 0, read: {}, times: {} },
  evolve: (conversation, { type, data }) => {
    switch (type) {
      case 'consultations.ConversationBegun.v1':
        return { ...conversation, members: [data.beginnerId, data.otherId] };
      case 'consultations.MessageSent.v1': {
        const { number, authorId, at } = data;
        const times = [...(conversation.times[authorId] ?? []), at].slice(-AT_A_GO);
        return { ...conversation, sent: number, times: { ...conversation.times, [authorId]: times } };
      }
      case 'consultations.MessagesRead.v1':
        return { ...conversation, read: { ...conversation.read, [data.readerId]: data.upTo } };
    }
  },
  snapshot: { version: 1, every: 300, form },
};

/** The id of the conversation of two: whoever of them begins it, at whatever backend, means the same one. */
export function conversationIdOf(one: Id, other: Id): Id {
  const [first, second] = one < other ? [one, other] : [other, one];
  return `${first.slice(0, 13)}-7${derivedId(first, `conversation ${second}`).slice(15)}`;
}

/** The other of the two, or undefined where the person is none of them. */
export const otherThan = ({ members }: Conversation, personId: Id): Id | undefined =>
  members.includes(personId) ? members.find((member) => member !== personId) : undefined;
