import type { EventOf, Id, Instant, Recorded } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** The beginning of a text is enough for a list. */
const SNIPPET = 140;
/** So many messages are told apart that wait to be read; beyond that there are simply many. */
const MOST_UNREAD = 99;

/** The last message as a list shows it; its text is null where the author is forgotten. */
export interface LastMessage {
  readonly number: number;
  readonly authorId: Id;
  readonly text: string | null;
  readonly files: number;
  readonly at: Instant;
}

/** What two people write to each other: the last of it, and by person what is read and what is not. */
export interface ConversationRow {
  readonly conversationId: Id;
  readonly members: readonly [Id, Id];
  /** Nobody is shown a conversation in which nothing has been said to them. */
  readonly shownTo: readonly Id[];
  readonly last: LastMessage | null;
  readonly read: Readonly<Record<Id, number>>;
  /** Numbers of the messages that wait for each, the last of them. */
  readonly unread: Readonly<Record<Id, readonly number[]>>;
  /** For whom something waits. */
  readonly unreadBy: readonly Id[];
  /** When something was said last. */
  readonly touched: Instant;
}

/** The row as one of its two sees it. */
export interface ConversationView {
  readonly conversationId: Id;
  readonly otherId: Id;
  readonly last: LastMessage | null;
  readonly unread: number;
  readonly read: number;
  readonly readByOther: number;
}

export const seenBy = (row: ConversationRow, personId: Id): ConversationView => {
  const otherId = row.members.find((member) => member !== personId) ?? personId;
  return {
    conversationId: row.conversationId,
    otherId,
    last: row.last,
    unread: row.unread[personId]?.length ?? 0,
    read: row.read[personId] ?? 0,
    readByOther: row.read[otherId] ?? 0,
  };
};

const withUnread = (row: ConversationRow, personId: Id, numbers: readonly number[]): ConversationRow => {
  const unread = { ...row.unread, [personId]: numbers.slice(-MOST_UNREAD) };
  return { ...row, unread, unreadBy: row.members.filter((member) => (unread[member]?.length ?? 0) > 0) };
};

function withMessage(row: ConversationRow, { data, metadata }: Recorded<EventOf<'consultations.MessageSent.v1'>>): ConversationRow {
  const { number, authorId, readerId, files } = data;
  // Whoever is forgotten has left no text behind.
  const text = (data.text as string | null)?.slice(0, SNIPPET) ?? null;
  const last = { number, authorId, text, files: files.length, at: metadata.at };
  return {
    ...withUnread(row, readerId, [...(row.unread[readerId] ?? []), number]),
    last,
    shownTo: row.members,
    touched: metadata.at,
  };
}

type From = 'consultations.ConversationBegun.v1' | 'consultations.MessageSent.v1' | 'consultations.MessagesRead.v1';

export const conversations = projection<ConversationRow, From>({
  name: 'conversations',
  version: 1,
  from: ['consultations.ConversationBegun.v1', 'consultations.MessageSent.v1', 'consultations.MessagesRead.v1'],
  first: ['consultations.ConversationBegun.v1'],
  key: ({ data }) => data.conversationId,
  fold: (row, fact) => {
    if (fact.type === 'consultations.ConversationBegun.v1') {
      const { conversationId, beginnerId, otherId } = fact.data;
      const none = { last: null, read: {}, unread: {}, unreadBy: [] };
      return { conversationId, members: [beginnerId, otherId], shownTo: [beginnerId], ...none, touched: fact.metadata.at };
    }
    if (!row) throw new Error('a message of a conversation that has not begun');
    if (fact.type === 'consultations.MessageSent.v1') return withMessage(row, fact);
    const { readerId, upTo } = fact.data;
    const waiting = (row.unread[readerId] ?? []).filter((number) => number > upTo);
    return withUnread({ ...row, read: { ...row.read, [readerId]: upTo } }, readerId, waiting);
  },
  indexes: [{ shownTo: 1, touched: -1, _id: -1 }, { shownTo: 1, position: 1 }, { unreadBy: 1 }],
  rooms: { person: 'shownTo' },
  views: (row) => row.shownTo.map((member) => ({ room: `person:${member}`, audience: 'member', row: seenBy(row, member) })),
});
