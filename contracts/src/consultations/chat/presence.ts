import { z } from 'zod';
import type { Problem } from '../../problem.ts';
import { Id } from '../../values.ts';

/**
 * `emit('attend', { conversationIds }, ack)`: the page shows these conversations and no others. The acknowledgement says who of the others
 * in them is on line; `presence` and `typing` follow as they change. Conversations of others are left out without a word.
 */
export const AttendRequest = z.strictObject({ conversationIds: z.array(Id).max(100) });
export type AttendRequest = z.infer<typeof AttendRequest>;
export type AttendAnswer = { readonly ok: true; readonly online: readonly Id[] } | ({ readonly ok: false } & Problem);

/** `emit('typing', { conversationId }, ack)`, at most every few seconds while somebody types. */
export const TypingRequest = z.strictObject({ conversationId: Id });
export type TypingRequest = z.infer<typeof TypingRequest>;

/** `presence`: somebody came or went. */
export interface PresenceNews {
  readonly personId: Id;
  readonly online: boolean;
}

/** `typing`: somebody is typing in a conversation, for some seconds from now unless it is said again. */
export interface TypingNews {
  readonly conversationId: Id;
  readonly personId: Id;
}

/** How long a sign of typing holds, in milliseconds. */
export const TYPING_LASTS = 6000;
