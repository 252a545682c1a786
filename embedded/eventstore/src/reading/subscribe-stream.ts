import type { Call } from '../grpc/call.ts';
import { LARGEST } from '../protobuf/reader.ts';
import { streamDeleted } from '../protocol/answers.ts';
import type { ReadRequest, StreamStart } from '../protocol/read-request.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { StoredEvent } from '../storage/stored-events.ts';
import { TOMBSTONE } from '../storage/streams.ts';
import type { Page } from './pages.ts';
import { presenter } from './present.ts';
import { type Trail, subscribe } from './subscription.ts';
import { visibleOf } from './visible.ts';

const firstWanted = (from: StreamStart, last: number): number => {
  if (from === 'end') return last + 1;
  return typeof from === 'number' ? Math.min(from + 1, LARGEST) : 0;
};

/** Follows a stream for a call. Metadata restrict the past; what is live comes whatever they say. */
export const subscribeToStream = (store: EventStore, call: Call, name: string, from: StreamStart, request: ReadRequest): void => {
  const stream = store.streams.get(name);
  if (store.isTombstoned(stream)) throw streamDeleted(name);
  const show = presenter(store, request);
  let next = firstWanted(from, stream.last);
  let deleted = false;

  const trail: Trail = {
    *rest(phase) {
      const current = store.streams.get(name);
      if (current.id === 0) return;
      if (phase === 'live') return yield* store.stored.forwardIn(current.id, next, LARGEST + 1);
      const { first, notBefore, softDeleted } = visibleOf(store, current);
      if (softDeleted) return;
      for (const event of store.stored.forwardIn(current.id, Math.max(next, first), LARGEST + 1))
        if (event.created >= notBefore) yield event;
    },
    take(event: StoredEvent, page: Page) {
      // A subscription from beyond the end waits until the stream gets there.
      if (event.revision < next) return;
      next = event.revision + 1;
      page.add(show(event));
      if (event.revision !== TOMBSTONE) return;
      deleted = true;
      const frames = page.joined();
      if (frames) call.write(frames);
      call.fail(streamDeleted(name));
    },
    pastEnded: () => {},
    passed: (event) => event.revision < next,
    ended: () => deleted,
    follow: (follower) => store.feed.followStream(name, follower),
  };
  subscribe(call, trail, from === 'end');
};
