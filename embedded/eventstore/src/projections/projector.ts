import type { EventStore } from '../storage/event-store.ts';
import { ownEvent } from '../storage/own-event.ts';
import type { StoredEvent } from '../storage/stored-events.ts';
import { METADATA } from '../storage/streams.ts';
import type { Append } from '../storage/writer.ts';
import { isProjected, type Seen, toSeen } from './seen.ts';
import type { Emitted, StandardProjection } from './standard.ts';

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
 * Runs one projection: follows everything that is written, and writes of each event what the projection makes of it. What was
 * written and how far it has come is one transaction, so that nothing is written twice or left out, whenever the node ends.
 */
export class Projector {
  readonly name: string;
  running = false;
  /** Position of the last event looked at. */
  reached: number;
  /** Events looked at since the start. */
  looked = 0;
  private readonly store: EventStore;
  private readonly projection: StandardProjection;
  private readonly number: number;
  private unfollow: (() => void) | undefined;
  private busy = false;

  /** @param number what links tell it by */
  constructor(store: EventStore, projection: StandardProjection, number: number) {
    this.store = store;
    this.projection = projection;
    this.number = number;
    this.name = projection.name;
    this.reached = store.cursors.get(this.name);
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.unfollow = this.store.feed.followAll(() => this.wake());
    this.wake();
  }

  stop(): void {
    this.running = false;
    this.unfollow?.();
  }

  private wake(): void {
    if (this.busy || !this.running) return;
    this.busy = true;
    setImmediate(() => this.step());
  }

  /** Looks at a page of events and writes of it; then at the next. */
  private step(): void {
    if (!this.running) return this.rest();
    const { appends, position } = this.nextPage();
    if (appends.length === 0) return this.goOn(position);
    this.store.writer.appendInStep({ appends, cursor: this.name, position }, ({ kind }) => {
      if (kind === 'written') this.goOn(position);
      else setTimeout(() => this.step(), PATIENCE).unref();
    });
  }

  private goOn(position: number): void {
    const moved = position > this.reached;
    this.reached = position;
    this.rest();
    if (moved) this.wake();
  }

  private rest(): void {
    this.busy = false;
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
    const emitted = this.projection.emit(seen);
    if (!emitted) return;
    yield* this.begin(emitted.stream, begun);
    const custom = metadataOf(seen, this.number, emitted.extra);
    const written = ownEvent(emitted.type, emitted.data, { isJson: false, custom });
    yield { stream: emitted.stream, expected: 'any', events: [written] };
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
