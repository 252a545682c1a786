import { LINK } from '../reading/present.ts';
import { visibleOf } from '../reading/visible.ts';
import { contentOf } from '../storage/event-frame.ts';
import type { EventStore } from '../storage/event-store.ts';
import { ownEvent } from '../storage/own-event.ts';
import type { StoredEvent } from '../storage/stored-events.ts';
import { METADATA, TOMBSTONE } from '../storage/streams.ts';
import type { Message } from './message.ts';
import { placeText } from '../protocol/place.ts';

const ADMINS = '$admins';
const ACL = { $r: ADMINS, $w: ADMINS, $d: ADMINS, $mr: ADMINS, $mw: ADMINS };

/**
 * The stream in which a group keeps links to the events that nobody could take. Parked events that are asked for again stay in
 * it until a consumer has dealt with them: a node that is killed meanwhile has them still.
 */
export class ParkedStream {
  readonly name: string;
  private readonly store: EventStore;
  private replay: { next: number; readonly stop: number } | undefined;
  /** Revisions below were given out again, or are no more. */
  private givenOut = 0;
  private truncated = 0;
  private readonly open = new Set<number>();

  constructor(store: EventStore, key: string) {
    this.store = store;
    this.name = `$persistentsubscription-${key}-parked`;
  }

  /** How many events are parked and were not asked for again. */
  get count(): number {
    const { first, last } = this.span();
    return Math.max(last - Math.max(first, this.givenOut) + 1, 0);
  }

  get replaying(): boolean {
    return this.replay !== undefined;
  }

  /** Parks an event. Calls back once that is durable, or could not be done. */
  park({ original, link }: Message, reason: string, done: (parked: boolean) => void): void {
    const { revision } = original;
    const added = new Date().toISOString();
    const custom = JSON.stringify({ added, reason, ...(revision > 0 && { subscriptionEventNumber: revision }) }, null, 2);
    const event = ownEvent(LINK, this.linkTo(original, link), { isJson: false, custom });
    this.store.writer.append({ stream: this.name, expected: 'any', events: [event] }, ({ kind }) => done(kind === 'written'));
  }

  /** Begins to give out what is parked, up to a revision of this stream; not while it is still at it. */
  startReplay(stopAt: number): void {
    const { first, last } = this.span();
    const next = Math.max(first, this.givenOut);
    const stop = Math.min(stopAt, last + 1);
    if (!this.replay && next < stop) this.replay = { next, stop };
  }

  /** The next so many events to be given out. */
  takeReplay(count: number): StoredEvent[] {
    if (!this.replay) return [];
    const { next, stop } = this.replay;
    const to = Math.min(next + count, stop);
    const { id } = this.store.streams.get(this.name);
    const { notBefore } = this.span();
    const events = [...this.store.stored.forwardIn(id, next, to)].filter(({ created }) => created >= notBefore);
    for (const { revision } of events) this.open.add(revision);
    this.givenOut = to;
    this.replay = to < stop ? { next: to, stop } : undefined;
    return events;
  }

  /** One that was given out is dealt with. */
  done(revision: number): void {
    this.open.delete(revision);
    if (this.open.size === 0) this.truncate();
  }

  /** Hides what was given out and dealt with, as far as nothing before it is still open. */
  truncate(): void {
    const { first } = this.span();
    const before = Math.min(this.givenOut, ...this.open);
    if (before <= Math.max(first, this.truncated)) return;
    this.truncated = before;
    const metadata = ownEvent('$metadata', JSON.stringify({ $tb: before, $acl: ACL }));
    this.store.writer.append({ stream: METADATA + this.name, expected: 'any', events: [metadata] }, () => {});
  }

  remove(): void {
    this.store.writer.softDelete({ stream: this.name, expected: 'any' }, () => {});
  }

  /** A link to an event; to what a link leads to, or what it says it leads to. */
  private linkTo(original: StoredEvent, link: Message['link']): string {
    if (link) return Buffer.from(contentOf(original.frame).data).toString('utf8');
    return `${placeText(original.revision, false)}@${this.store.streams.nameOf(original.stream)}`;
  }

  private span(): { first: number; last: number; notBefore: number } {
    const stream = this.store.streams.get(this.name);
    const { first, notBefore, softDeleted } = visibleOf(this.store, stream);
    const gone = softDeleted || stream.last === TOMBSTONE;
    return { first, last: gone ? -1 : stream.last, notBefore };
  }
}
