import { randomUUID } from 'node:crypto';
import type { Call } from '../grpc/call.ts';
import { CAUGHT_UP_FRAME, confirmationFrame } from '../protocol/answers.ts';
import type { StoredEvent } from '../storage/stored-events.ts';
import { Page, turnPages } from './pages.ts';

/** What a subscription follows: where it is, what of it is wanted, and what else is to be said. */
export type Trail = {
  /** What is there behind the place that was reached: of the past as readers may see it, later everything. */
  rest(phase: 'past' | 'live'): Iterable<StoredEvent>;
  /** Takes an event of either phase and puts what is to be said of it on the page. */
  take(event: StoredEvent, page: Page, phase: 'past' | 'live'): void;
  /** The past is read: what is to be said of that. */
  pastEnded(page: Page): void;
  /** Whether the event was taken before. */
  passed(event: StoredEvent): boolean;
  /** True once the call has been ended. */
  ended(): boolean;
  follow(follower: (events: readonly StoredEvent[]) => void): () => void;
};

/**
 * One subscription: reads the past page by page, says that it has caught up, and is fed from memory from then on. When its
 * reader does not keep up it goes back to reading pages, so that a slow reader costs no memory.
 */
export const subscribe = (call: Call, trail: Trail, fromEnd: boolean): void => {
  let phase: 'past' | 'live' = 'past';
  let fed = false;

  const catchUp = (page: Page): void => {
    trail.pastEnded(page);
    page.add(CAUGHT_UP_FRAME);
    phase = 'live';
  };

  const send = (page: Page): void => {
    const frames = page.joined();
    if (frames && !call.over) call.write(frames);
  };

  /** Reads what is there; from its end on the memory feeds. */
  const readOn = (): void => {
    fed = false;
    turnPages(call, () => {
      const page = new Page();
      let more = false;
      for (const event of trail.rest(phase)) {
        trail.take(event, page, phase);
        if (trail.ended()) break;
        if (page.full()) {
          more = true;
          break;
        }
      }
      if (!more && phase === 'past') catchUp(page);
      send(page);
      if (trail.ended()) return false;
      fed = !more && !call.slow;
      return !fed;
    });
  };

  const take = (events: readonly StoredEvent[]): void => {
    const page = new Page();
    for (const event of events) {
      if (trail.passed(event)) continue;
      trail.take(event, page, phase);
      if (trail.ended()) break;
    }
    send(page);
    if (!call.over && call.slow) {
      fed = false;
      call.drained(readOn);
    }
  };

  // A fault of one subscription must not reach the writer, which feeds them all.
  const feed = (events: readonly StoredEvent[]): void => {
    if (!fed || call.over) return;
    try {
      take(events);
    } catch (error) {
      call.fail(error);
    }
  };

  call.onOver(trail.follow(feed));
  const confirmation = new Page();
  confirmation.add(confirmationFrame(randomUUID()));
  if (fromEnd) {
    catchUp(confirmation);
    fed = true;
  }
  send(confirmation);
  if (!fromEnd) readOn();
};
