import type { EventStore } from '../storage/event-store.ts';
import { ownEvent } from '../storage/own-event.ts';
import type { StoredEvent } from '../storage/stored-events.ts';
import { METADATA } from '../storage/streams.ts';
import type { Append } from '../storage/writer.ts';
import { type Emitted, isProjected, type Seen, STANDARD, toSeen } from './standard.ts';

const CURSOR = 'standard projections';

/** Events looked at in one go. */
const PAGE = 200;

/** Milliseconds until something is tried again that could not be written. */
const PATIENCE = 1000;

/** Everybody may read what projections write. */
const ACCESS = '{"$acl":{"$r":"$all","$mr":"$all"}}';

const metadataOf = ({ event, content, correlation }: Seen, projection: number, extra: Emitted['extra']): string =>
  JSON.stringify({
    $v: `${projection}:-1:1:4`,
    $c: event.position,
    $p: event.position,
    ...extra,
    $causedBy: content.id,
    ...(correlation !== undefined && { $correlationId: correlation }),
  });

/**
 * Runs the standard projections: follows everything that is written, and writes of each event what they make of it. What was
 * written and how far they have come is one transaction, so that nothing is written twice or left out, whenever the node ends.
 */
export class Projector {
  /** Position of the last event looked at. */
  reached: number;
  /** Events looked at since the start. */
  looked = 0;
  private readonly store: EventStore;
  private readonly unfollow: () => void;
  private timer: NodeJS.Timeout | undefined;
  private busy = false;
  private closed = false;

  constructor(store: EventStore) {
    this.store = store;
    this.reached = store.cursors.get(CURSOR);
    this.unfollow = store.feed.followAll(() => this.wake());
    this.wake();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.unfollow();
  }

  private wake(): void {
    if (this.busy || this.closed) return;
    this.busy = true;
    setImmediate(() => this.step());
  }

  /** Looks at a page of events and writes of it; then at the next. */
  private step(): void {
    if (this.closed) return;
    const { appends, position } = this.nextPage();
    if (appends.length === 0) return this.goOn(position);
    this.store.writer.appendInStep({ appends, cursor: CURSOR, position }, ({ kind }) => {
      if (kind === 'written') this.goOn(position);
      else this.timer = setTimeout(() => this.step(), PATIENCE).unref();
    });
  }

  private goOn(position: number): void {
    const moved = position > this.reached;
    this.reached = position;
    this.busy = false;
    if (moved) this.wake();
  }

  private nextPage(): { appends: Append[]; position: number } {
    const appends: Append[] = [];
    const begun = new Set<string>();
    let position = this.reached;
    let count = 0;
    for (const event of this.store.stored.forward(this.reached + 1)) {
      position = event.position;
      for (const append of this.project(event, begun)) appends.push(append);
      count += 1;
      if (count >= PAGE) break;
    }
    this.looked += count;
    return { appends, position };
  }

  private *project(event: StoredEvent, begun: Set<string>): Generator<Append> {
    const stream = this.store.streams.nameOf(event.stream);
    if (isProjected(stream)) return;
    const seen = toSeen(stream, this.store.types.nameOf(event.type), event);
    for (const [index, projection] of STANDARD.entries()) {
      const emitted = projection.emit(seen);
      if (!emitted) continue;
      yield* this.begin(emitted.stream, begun);
      const custom = metadataOf(seen, index + 1, emitted.extra);
      const written = ownEvent(emitted.type, emitted.data, { isJson: false, custom });
      yield { stream: emitted.stream, expected: 'any', events: [written] };
    }
  }

  /** A stream that is new is described first. */
  private *begin(stream: string, begun: Set<string>): Generator<Append> {
    if (begun.has(stream)) return;
    begun.add(stream);
    const { streams } = this.store;
    if (streams.get(stream).last >= 0 || streams.get(METADATA + stream).last >= 0) return;
    yield { stream: METADATA + stream, expected: 'any', events: [ownEvent('$metadata', ACCESS)] };
  }
}
