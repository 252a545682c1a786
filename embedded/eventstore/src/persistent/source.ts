import type { FilterRequest } from '../protocol/read-request.ts';
import { LARGEST } from '../protobuf/reader.ts';
import { Filter } from '../reading/filter.ts';
import { visibleOf } from '../reading/visible.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { StoredEvent } from '../storage/stored-events.ts';
import { ALL, placeText } from '../protocol/place.ts';
import type { Follower } from '../storage/feed.ts';

/** What a group reads: a stream or $all. */
export type Source = {
  readonly name: string;
  /** The last place there is. */
  end(): number;
  placeOf(event: StoredEvent): number;
  textOf(place: number): string;
  /** Events from a place on, as readers may see them. @throws SourceGone */
  from(place: number): Iterable<StoredEvent>;
  /** Whether the group is to have the event; `ours` is what the node writes for groups of $all, which they never see. */
  verdict(event: StoredEvent): 'wanted' | 'unwanted' | 'ours';
  follow(follower: Follower): () => void;
};

/** The stream of the group was deleted for good. */
export class SourceGone extends Error {}

const ofStream = (store: EventStore, name: string): Source => ({
  name,
  end: () => store.streams.get(name).last,
  placeOf: ({ revision }) => revision,
  textOf: (place) => placeText(place, false),
  *from(place) {
    const stream = store.streams.get(name);
    if (store.isTombstoned(stream)) throw new SourceGone();
    const { first, notBefore, softDeleted } = visibleOf(store, stream);
    if (stream.id === 0 || softDeleted) return;
    for (const event of store.stored.forwardIn(stream.id, Math.max(place, first), LARGEST + 1)) if (event.created >= notBefore) yield event;
  },
  verdict: () => 'wanted',
  follow: (follower) => store.feed.followStream(name, follower),
});

const OURS = /^\$persistentsubscription-\$all::.*-(checkpoint|parked)$/s;

const ofAll = (store: EventStore, request: FilterRequest | undefined): Source => {
  const filter = request && new Filter(request, store);
  return {
    name: ALL,
    end: () => store.writer.lastPosition,
    placeOf: ({ position }) => position,
    textOf: (place) => placeText(place, true),
    from: (place) => store.stored.forward(place),
    verdict(event) {
      if (filter && !filter.wants(event)) return 'unwanted';
      return OURS.test(store.streams.nameOf(event.stream)) ? 'ours' : 'wanted';
    },
    follow: (follower) => store.feed.followAll(follower),
  };
};

/** @throws CallError for a filter that cannot be understood */
export const sourceOf = (store: EventStore, name: string, filter: FilterRequest | undefined): Source =>
  name === ALL ? ofAll(store, filter) : ofStream(store, name);
