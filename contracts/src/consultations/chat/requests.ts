import { z } from 'zod';
import { FileItem } from '../../files/requests.ts';
import { Id, Instant, pageOf } from '../../values.ts';

/** The longest message, in characters. */
export const LONGEST_MESSAGE = 5000;
/** The most files that a message may have. */
export const MOST_FILES = 5;

/** A message has a text, files that were kept for the conversation before, or both. */
export const SendMessageRequest = z
  .strictObject({
    text: z.string().trim().max(LONGEST_MESSAGE).default(''),
    files: z.array(Id).max(MOST_FILES).default([]),
  })
  .refine(({ text, files }) => text !== '' || files.length > 0, { path: ['text'], message: 'Write something, or attach a file.' })
  .meta({ id: 'SendMessageRequest' });
export type SendMessageRequest = z.infer<typeof SendMessageRequest>;

export const MessageSent = z.object({ messageId: Id }).meta({ id: 'MessageSent' });
export type MessageSent = z.infer<typeof MessageSent>;

/** What the other wrote is read up to the message with this number. */
export const ReadRequest = z.strictObject({ upTo: z.int().min(1) }).meta({ id: 'ReadRequest' });

export const ConversationBegun = z.object({ conversationId: Id }).meta({ id: 'ConversationBegun' });
export type ConversationBegun = z.infer<typeof ConversationBegun>;

/** A message. What somebody wrote who is forgotten since is null, as are the names of their files. */
export const Message = z
  .object({
    messageId: Id,
    number: z.int(),
    authorId: Id,
    text: z.string().nullable(),
    files: z.array(FileItem.extend({ name: z.string().nullable() })),
    at: Instant,
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof Message>;

/** Newest first. */
export const MessagesPage = pageOf(Message).meta({ id: 'MessagesPage' });

/** A conversation as one of its two sees it. */
export const Conversation = z
  .object({
    conversationId: Id,
    with: z.object({ personId: Id, name: z.string().nullable() }),
    /** The last message, its text cut short. */
    last: z.object({ number: z.int(), authorId: Id, text: z.string().nullable(), files: z.int(), at: Instant }).nullable(),
    /** How many messages the reader has not read; 99 at most. */
    unread: z.int(),
    /** Up to which message the reader has read, and up to which the other one. */
    read: z.int(),
    readByOther: z.int(),
  })
  .meta({ id: 'Conversation' });
export type Conversation = z.infer<typeof Conversation>;

/** The one with the newest message first. */
export const ConversationsPage = pageOf(Conversation).meta({ id: 'ConversationsPage' });

/** What waits to be read, by conversation. */
export const Unread = z
  .object({ messages: z.int(), conversations: z.array(z.object({ conversationId: Id, messages: z.int() })) })
  .meta({ id: 'Unread' });
export type Unread = z.infer<typeof Unread>;
