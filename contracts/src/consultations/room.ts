import { z } from 'zod';
import { Id, Instant } from '../values.ts';
import type { Problem } from '../problem.ts';

/** A session's room opens so long before it begins, and closes so long after it ends; milliseconds. */
export const OPENS_BEFORE = 10 * 60_000;
export const CLOSES_AFTER = 60 * 60_000;

const Named = z.object({ personId: Id, name: z.string().nullable() });

/** The room of a session, for its two. `conversationId` is that of the two, whether or not it has `begun`. */
export const SessionRoom = z
  .object({
    bookingId: Id,
    as: z.enum(['student', 'instructor']),
    instructor: Named,
    student: Named,
    start: Instant,
    end: Instant,
    opens: Instant,
    closes: Instant,
    conversation: z.object({ conversationId: Id, begun: z.boolean() }),
  })
  .meta({ id: 'SessionRoom' });
export type SessionRoom = z.infer<typeof SessionRoom>;

/** `emit('enter', { bookingId }, ack)`: the page shows the room; `exit` when it does not any more. The room has to be open. */
export const EnterRequest = z.strictObject({ bookingId: Id });
export type EnterRequest = z.infer<typeof EnterRequest>;
export type EnterAnswer = { readonly ok: true; readonly here: readonly Id[] } | ({ readonly ok: false } & Problem);

/** `here`: the other one has come into the room, or has left it. */
export interface HereNews {
  readonly bookingId: Id;
  readonly personId: Id;
  readonly here: boolean;
}
