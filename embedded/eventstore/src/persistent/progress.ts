import type { Message } from './message.ts';
import type { GroupSettings } from './settings.ts';

/** Where an event stands in the order in which the group came upon them. */
type Standing = { readonly sequence: number; readonly before: number | undefined };

/**
 * How far a group has come: up to the first event that is not done with, wherever that is by now. Events are numbered as they
 * are found, those that a filter leaves out too, so that a checkpoint is due after so many of them.
 */
export class Progress {
  /** The place of the last checkpoint; undefined before there is one. */
  checkpoint: number | undefined;
  private readonly settings: GroupSettings;
  private readonly open = new Map<Message, Standing>();
  private lastSequence: number;
  private lastPlace: number | undefined;
  private counted: number;
  private written = 0;

  constructor(settings: GroupSettings, checkpoint: number | undefined) {
    this.settings = settings;
    this.checkpoint = checkpoint;
    this.lastPlace = checkpoint;
    this.lastSequence = this.counted = checkpoint === undefined ? -1 : 0;
  }

  found(message: Message): void {
    const before = this.lastPlace;
    this.passed(message.place);
    this.open.set(message, { sequence: this.lastSequence, before });
  }

  /** An event that is not for the group. */
  passed(place: number): void {
    this.lastSequence += 1;
    this.lastPlace = place;
  }

  done(message: Message): void {
    this.open.delete(message);
  }

  /**
   * The place of a checkpoint if one is due now: after so many events at any time, after fewer by the clock.
   * @param now milliseconds
   */
  due(byClock: boolean, now: number): number | undefined {
    const first = this.open.values().next().value;
    const sequence = first ? first.sequence - 1 : this.lastSequence;
    const place = first ? first.before : this.lastPlace;
    const gained = sequence - this.counted;
    if (place === undefined || gained <= 0) return undefined;
    const { checkpointAfter, minCheckpointCount, maxCheckpointCount } = this.settings;
    const timeIsUp = byClock && checkpointAfter > 0 && now - this.written >= checkpointAfter;
    if (gained < maxCheckpointCount && !(timeIsUp && gained >= minCheckpointCount)) return undefined;
    this.written = now;
    this.counted = sequence;
    this.checkpoint = place;
    return place;
  }
}
