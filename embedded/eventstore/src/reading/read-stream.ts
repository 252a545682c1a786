import type { Call } from '../grpc/call.ts';
import { CallError, Status } from '../grpc/status.ts';
import { firstPositionFrame, lastPositionFrame, notFoundFrame, streamDeleted } from '../protocol/answers.ts';
import type { ReadRequest, StreamStart } from '../protocol/read-request.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { StoredEvent } from '../storage/stored-events.ts';
import { Page, turnPages } from './pages.ts';
import { presenter } from './present.ts';
import { type Visible, visibleOf } from './visible.ts';

/** The real server reads so many events at once; it shows where a reader is told of the first position. */
const BATCH = 32;

const readError = (): CallError => new CallError(Status.UNKNOWN, 'Unexpected ReadStreamResult: Error');

type Span = { from: number; readonly visible: Visible; readonly last: number; readonly id: number };

/** Skips what is truncated in the real server's steps, each of which it tells of. */
const skipTruncated = (span: Span, count: number, page: Page, tell: boolean): void => {
  const step = Math.min(count, BATCH);
  if (span.from > span.last || span.from + step - 1 >= span.visible.first) return;
  span.from = span.visible.first;
  if (tell) page.add(firstPositionFrame(span.from));
};

/** Reads a stream for a call, forwards or backwards. */
export const readStream = (store: EventStore, call: Call, name: string, from: StreamStart, request: ReadRequest): void => {
  const { backwards, count = 0 } = request;
  if (from === undefined) return call.succeed();
  if (count === 0 || (from === 'end' && !backwards)) throw readError();
  const stream = store.streams.get(name);
  if (store.isTombstoned(stream)) throw streamDeleted(name);
  const visible = visibleOf(store, stream);
  if (stream.last < 0 || visible.softDeleted) return call.succeed(notFoundFrame(name));

  const tell = request.compatibility >= 1;
  const show = presenter(store, request);
  const start = from === 'start' ? 0 : from === 'end' ? stream.last : from;
  const span: Span = { from: backwards ? Math.min(start, stream.last) : start, visible, last: stream.last, id: stream.id };
  let page = new Page();
  if (!backwards) skipTruncated(span, count, page, tell);
  let at = backwards ? span.from : Math.max(span.from, visible.first);
  let left = count;

  /** False when the page is full before the end was reached. */
  const fill = (events: Iterable<StoredEvent>): boolean => {
    for (const event of events) {
      at = backwards ? event.revision - 1 : event.revision + 1;
      if (event.created >= visible.notBefore) {
        page.add(show(event));
        left -= 1;
      }
      if (left === 0) return true;
      if (page.full()) return false;
    }
    return true;
  };

  turnPages(call, () => {
    const ended = fill(
      backwards ? store.stored.backwardIn(span.id, at, visible.first) : store.stored.forwardIn(span.id, at, span.last + 1),
    );
    if (!ended) {
      const frames = page.joined();
      page = new Page();
      if (frames) call.write(frames);
      return true;
    }
    if (tell && !backwards && left === count && span.from !== span.last + 1) page.add(firstPositionFrame(span.last + 1));
    if (tell) page.add(lastPositionFrame(span.last));
    call.succeed(page.joined());
    return false;
  });
};
