import type { EventStore } from '../storage/event-store.ts';
import { isSoftDeleted } from '../storage/restrictions.ts';
import type { StoredEvent } from '../storage/stored-events.ts';
import { type Stream, TOMBSTONE } from '../storage/streams.ts';

/** What of a stream its metadata let readers see: revisions from `first` on that are not older than `notBefore`. */
export type Visible = { readonly first: number; readonly notBefore: number; readonly softDeleted: boolean };

export const visibleOf = (store: EventStore, stream: Stream): Visible => {
  const restrictions = store.streams.restrictionsOf(stream);
  const { truncateBefore, maxCount, maxAgeMilliseconds } = restrictions;
  return {
    first: Math.max(truncateBefore, maxCount > 0 ? stream.last - maxCount + 1 : 0),
    notBefore: maxAgeMilliseconds > 0 ? Date.now() - maxAgeMilliseconds : 0,
    softDeleted: isSoftDeleted(restrictions),
  };
};

/** One event of a stream if readers may see it; revision -1 is its last. */
export const visibleEvent = (store: EventStore, name: string, revision: number): StoredEvent | undefined => {
  const stream = store.streams.get(name);
  if (stream.last < 0 || stream.last === TOMBSTONE || store.isTombstoned(stream)) return undefined;
  const { first, notBefore, softDeleted } = visibleOf(store, stream);
  const wanted = revision === -1 ? stream.last : revision;
  if (softDeleted || wanted < first) return undefined;
  const event = store.stored.at(stream.id, wanted);
  return event && event.created >= notBefore ? event : undefined;
};
