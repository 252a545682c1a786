import { randomUUID } from 'node:crypto';
import type { Call } from '../grpc/call.ts';
import { CallError, handlerFailed, Status } from '../grpc/status.ts';
import { confirmationFrame } from '../protocol/answers.ts';
import type { AllStart, ReadRequest } from '../protocol/read-request.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { StoredEvent } from '../storage/stored-events.ts';
import { isBoundary } from '../storage/writer.ts';
import { Checkpoints } from './checkpoints.ts';
import { Filter } from './filter.ts';
import { presenter } from './present.ts';
import { type Trail, subscribe } from './subscription.ts';

type Start = { readonly commit: number; readonly prepare: number };

const BEGINNING: Start = { commit: 0, prepare: 0 };

const startOf = (store: EventStore, from: AllStart): Start => {
  if (from === 'end') return { commit: store.writer.lastPosition, prepare: store.writer.lastPosition };
  if (typeof from === 'string' || from === undefined) return BEGINNING;
  if (from.prepare > from.commit) throw handlerFailed();
  return from;
};

const reject = (call: Call): void => {
  call.write(confirmationFrame(randomUUID()));
  call.fail(new CallError(Status.INVALID_ARGUMENT, 'Trying to read from an invalid position.'));
};

/** Follows $all for a call, everything or what a filter lets through; then checkpoints say how far it has looked. */
export const subscribeToAll = (store: EventStore, call: Call, from: AllStart, request: ReadRequest): void => {
  const filter = request.filter && new Filter(request.filter, store);
  const start = startOf(store, from);
  const checkpoints = request.filter && new Checkpoints(request.filter, start);
  if (start.commit <= store.writer.lastPosition && !isBoundary(start.commit)) return reject(call);
  const show = presenter(store, request);
  // The event at the start itself is looked at, since the real server counts it, but was seen before.
  let next = start.commit;
  const isNew = ({ position }: StoredEvent) => position > start.commit || start.prepare < start.commit;

  const trail: Trail = {
    rest: () => store.stored.forward(next),
    take(event, page, phase) {
      next = event.position + 1;
      const wanted = isNew(event) && (!filter || filter.wants(event));
      if (phase === 'past') checkpoints?.beforePast(event);
      if (wanted) page.add(show(event));
      const checkpoint = phase === 'past' ? checkpoints?.afterPast(event, wanted) : checkpoints?.afterLive(event);
      if (checkpoint) page.add(checkpoint);
    },
    pastEnded(page) {
      const checkpoint = checkpoints?.pastEnded();
      if (checkpoint) page.add(checkpoint);
    },
    passed: (event) => event.position < next,
    ended: () => false,
    follow: (follower) => store.feed.followAll(follower),
  };
  if (from === 'end') next = start.commit + 1;
  subscribe(call, trail, from === 'end');
};
