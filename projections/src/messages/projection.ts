import type { FileItem, Id, Instant } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** A message. What a forgotten person wrote is null. */
export interface MessageRow {
  readonly messageId: Id;
  readonly conversationId: Id;
  readonly members: readonly [Id, Id];
  readonly number: number;
  readonly authorId: Id;
  readonly text: string | null;
  readonly files: readonly (Omit<FileItem, 'name'> & { readonly name: string | null })[];
  readonly at: Instant;
  /** Its number as a text that sorts. */
  readonly nth: string;
}

export const messages = projection<MessageRow, 'consultations.MessageSent.v1'>({
  name: 'messages',
  version: 1,
  from: ['consultations.MessageSent.v1'],
  first: ['consultations.MessageSent.v1'],
  key: ({ data }) => data.messageId,
  fold: (_, { data, metadata: { at } }) => {
    const { messageId, conversationId, number, authorId, readerId, text, files } = data;
    return {
      messageId,
      conversationId,
      members: [authorId, readerId],
      number,
      authorId,
      text,
      files,
      at,
      nth: String(number).padStart(9, '0'),
    };
  },
  indexes: [
    { conversationId: 1, nth: -1, _id: -1 },
    { members: 1, position: 1 },
  ],
  rooms: { person: 'members' },
  views: ({ members, nth: _, ...row }) => members.map((member) => ({ room: `person:${member}`, audience: 'member', row })),
});
