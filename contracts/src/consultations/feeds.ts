import { z } from 'zod';
import type { Fact } from '../fact.ts';
import type { Id } from '../values.ts';

/**
 * Facts of a person's calendar feed: stream `feed-PERSONID`. Its address is derived from the root secret and `number`, so that the log
 * holds no secret, and a new number ends the address before.
 */
export type FeedEvent =
  Fact<'consultations.FeedOpened.v1', { personId: Id; number: number }> | Fact<'consultations.FeedClosed.v1', { personId: Id }>;

/** Where calendar programs find a person's sessions; null while there is no feed. Whoever has the address can read it. */
export const CalendarFeed = z.object({ url: z.url().nullable() }).meta({ id: 'CalendarFeed' });
export type CalendarFeed = z.infer<typeof CalendarFeed>;
