import type { EventStore } from '../storage/event-store.ts';
import type { StoredEvent } from '../storage/stored-events.ts';
import { toMessage } from './message.ts';
import { Progress } from './progress.ts';
import type { Described } from './settings.ts';
import { type Source, SourceGone, sourceOf } from './source.ts';
import type { Waiting } from './waiting.ts';

/** The most that is read at once, whatever is asked for, and what is read when nothing is. */
const PAGE = { most: 100, least: 10, usual: 20 };

/** Where a group goes on from: its checkpoint, or for one that starts at the end what was the end when it was made. */
export type From = { readonly checkpoint: number | undefined; readonly liveFrom: number | undefined };

/**
 * Brings the events of a source to where consumers wait for them: from the file page by page, and once there is nothing more,
 * as they are written. What finds no room stays in the file and is read when there is room again.
 */
export class Intake {
  readonly source: Source;
  readonly progress: Progress;
  /** Events read at once. */
  readonly page: number;
  /** True once the stream is deleted for good and was read to there. */
  gone = false;
  live: boolean;
  reading = false;
  /** Place of the last event of the group that is known of. */
  lastKnown: number | undefined;
  /** Events that came live, as many as the live buffer of the real server would hold. */
  liveCount = 0;
  private readonly store: EventStore;
  private readonly described: Described;
  private readonly waiting: Waiting;
  private readonly arrived: () => void;
  private readonly unfollow: () => void;
  /** Everything up to here was taken, or is not wanted. */
  private reached: number;
  private closed = false;

  /** @param arrived called when something came, or the source is gone */
  constructor(store: EventStore, described: Described, waiting: Waiting, from: From, arrived: () => void) {
    const { source, filter, settings } = described;
    this.store = store;
    this.described = described;
    this.waiting = waiting;
    this.arrived = arrived;
    this.source = sourceOf(store, source, filter);
    this.progress = new Progress(settings, from.checkpoint);
    this.page = Math.min(Math.max(settings.readBatchSize || PAGE.usual, PAGE.least), PAGE.most);
    const { start } = settings;
    const before = start === 'end' ? from.liveFrom : start.commit - 1;
    this.reached = from.checkpoint ?? before ?? this.source.end();
    this.live = this.reached >= this.source.end() && from.checkpoint === undefined && start === 'end';
    this.unfollow = this.source.follow((events) => this.takeLive(events));
    this.readOn();
  }

  /** Reads a page in a moment, if there is something to read and room for it. */
  readOn(): void {
    if (this.live || this.reading || this.gone || this.closed || !this.hasRoom()) return;
    this.reading = true;
    setImmediate(() => {
      this.reading = false;
      if (this.closed) return;
      this.readPage();
      this.readOn();
      this.arrived();
    });
  }

  close(): void {
    this.closed = true;
    this.unfollow();
  }

  private hasRoom(): boolean {
    return this.waiting.hasRoomFor(this.described.settings.readBatchSize);
  }

  private readPage(): void {
    let wanted = 0;
    let looked = 0;
    const most = Math.max(this.page, Math.min(this.described.settings.maxCheckpointCount, 1000));
    try {
      for (const event of this.source.from(this.reached + 1)) {
        if (this.take(event)) wanted += 1;
        looked += 1;
        if (wanted >= this.page || looked >= most) return;
      }
      this.live = true;
      this.liveCount = 0;
    } catch (error) {
      if (!(error instanceof SourceGone)) throw error;
      this.gone = true;
    }
  }

  /** Takes an event that has its turn. False when it is not for the group. */
  private take(event: StoredEvent): boolean {
    const place = this.source.placeOf(event);
    const verdict = this.source.verdict(event);
    this.reached = place;
    if (verdict === 'unwanted') this.progress.passed(place);
    if (verdict !== 'wanted') return false;
    const message = toMessage(this.store, event, place, this.described.settings.resolveLinks);
    this.lastKnown = place;
    this.progress.found(message);
    this.waiting.add(message);
    return true;
  }

  private takeLive(events: readonly StoredEvent[]): void {
    for (const event of events) {
      const place = this.source.placeOf(event);
      if (place <= this.reached) continue;
      if (this.live && !this.waiting.hasRoomForLive) this.live = false;
      const wanted = this.live ? this.take(event) : this.source.verdict(event) === 'wanted';
      if (!wanted) continue;
      this.lastKnown = place;
      this.liveCount = Math.min(this.liveCount + 1, this.described.settings.liveBufferSize);
    }
    this.arrived();
  }
}
