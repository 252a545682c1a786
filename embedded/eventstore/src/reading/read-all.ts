import type { Call } from '../grpc/call.ts';
import { CallError, handlerFailed, Status } from '../grpc/status.ts';
import { LARGEST } from '../protobuf/reader.ts';
import type { AllStart, ReadRequest } from '../protocol/read-request.ts';
import type { EventStore } from '../storage/event-store.ts';
import { isBoundary } from '../storage/writer.ts';
import { Filter } from './filter.ts';
import { Page, turnPages } from './pages.ts';
import { presenter } from './present.ts';

const invalid = (what: 'InvalidPosition' | 'Error'): CallError => new CallError(Status.UNKNOWN, `Unexpected ReadAllResult: ${what}`);

/** Forwards: the first position to read. Backwards: the position before which to read. Undefined when there is nothing to read. */
const boundary = (store: EventStore, from: AllStart, backwards: boolean): number | undefined => {
  if (from === undefined || from === (backwards ? 'start' : 'end')) return undefined;
  if (typeof from === 'string') return backwards ? LARGEST : 0;
  if (from.prepare > from.commit) throw handlerFailed();
  if (from.commit > store.writer.lastPosition) {
    if (backwards) throw invalid('Error');
    return undefined;
  }
  if (!isBoundary(from.commit)) throw invalid('InvalidPosition');
  return backwards ? from.prepare : from.commit;
};

/** Reads $all for a call, forwards or backwards, with or without a filter. */
export const readAll = (store: EventStore, call: Call, from: AllStart, request: ReadRequest): void => {
  const { backwards, count = 0 } = request;
  // The real server never answers this.
  if (count === 0) throw new CallError(Status.INVALID_ARGUMENT, 'A read of $all needs a count of 1 or more.');
  const filter = request.filter && new Filter(request.filter, store);
  const first = boundary(store, from, backwards);
  if (first === undefined) return call.succeed();

  const show = presenter(store, request);
  let at = first;
  let left = count;
  turnPages(call, () => {
    const page = new Page();
    let ended = true;
    for (const event of backwards ? store.stored.backward(at) : store.stored.forward(at)) {
      at = backwards ? event.position : event.position + 1;
      if (!filter || filter.wants(event)) {
        page.add(show(event));
        left -= 1;
      }
      if (left === 0) break;
      if (page.full()) {
        ended = false;
        break;
      }
    }
    const frames = page.joined();
    if (ended) call.succeed(frames);
    else if (frames) call.write(frames);
    return !ended;
  });
};
