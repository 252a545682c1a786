import type { FeedEvent, Id } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';

/** How often a person's feed was opened, and whether it is open now. */
export interface Feed {
  readonly number: number;
  readonly open: boolean;
}

/** `feed-PERSONID`. */
export const feeds: Decider<Feed, FeedEvent> = {
  stream: (personId) => `feed-${personId}`,
  initial: { number: 0, open: false },
  evolve: (feed, { type, data }) =>
    type === 'consultations.FeedOpened.v1' ? { number: data.number, open: true } : { ...feed, open: false },
};

/** Each opening gives another address, which ends the one before. */
export const open = ({ number }: Feed, personId: Id): Decision<FeedEvent> =>
  accept({ type: 'consultations.FeedOpened.v1', data: { personId, number: number + 1 } });

export const close = (feed: Feed, personId: Id): Decision<FeedEvent> =>
  feed.open ? accept({ type: 'consultations.FeedClosed.v1', data: { personId } }) : nothing();
