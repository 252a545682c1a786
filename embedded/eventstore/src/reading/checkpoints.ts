import { handlerFailed } from '../grpc/status.ts';
import { checkpointFrame } from '../protocol/answers.ts';
import type { FilterRequest } from '../protocol/read-request.ts';
import type { StoredEvent } from '../storage/stored-events.ts';

/** What the real server reads at once when it is not told, and the most that it gives at once. */
const WINDOW = 32;

type Place = { readonly commit: number; readonly prepare: number };

/**
 * When a filtered subscription says how far it has looked. The past is looked through in windows, as the real server pages
 * it: a checkpoint comes at the end of a window once so many windows' worth of events were looked at, and names the last
 * event given of that window or else its beginning. If none came by the end of the past, one comes there. Live, every event
 * looked at counts by itself, from 0 again.
 */
export class Checkpoints {
  private readonly window: number;
  private readonly interval: number;
  /** Events looked at since the last checkpoint, without those of the open window. */
  private counted = 0;
  private looked = 0;
  private given = 0;
  private beginning: Place | undefined;
  private lastGiven: number | undefined;
  private lastLooked: number;
  private readonly start: number;
  private said = false;
  private live = 0;

  /** @throws CallError for an interval of 0 */
  constructor(request: FilterRequest, start: Place) {
    if (request.interval <= 0) throw handlerFailed();
    this.window = request.window || WINDOW;
    this.interval = this.window * request.interval;
    this.beginning = start;
    this.start = start.commit;
    this.lastLooked = start.commit;
  }

  beforePast({ position }: StoredEvent): void {
    this.beginning ??= { commit: position, prepare: 0 };
  }

  afterPast({ position }: StoredEvent, given: boolean): Buffer | undefined {
    this.looked += 1;
    this.lastLooked = position;
    if (given) {
      this.given += 1;
      this.lastGiven = position;
    }
    return this.looked >= this.window || this.given >= WINDOW ? this.endWindow() : undefined;
  }

  pastEnded(): Buffer | undefined {
    return this.said || this.lastLooked === this.start ? undefined : checkpointFrame(this.lastLooked, this.lastLooked);
  }

  afterLive({ position }: StoredEvent): Buffer | undefined {
    this.live += 1;
    if (this.live < this.interval) return undefined;
    this.live = 0;
    return checkpointFrame(position, position);
  }

  private endWindow(): Buffer | undefined {
    const { commit, prepare } = this.lastGiven === undefined ? this.beginning! : { commit: this.lastGiven, prepare: this.lastGiven };
    this.counted += this.looked;
    this.looked = 0;
    this.given = 0;
    this.beginning = undefined;
    this.lastGiven = undefined;
    if (this.counted < this.interval) return undefined;
    this.counted %= this.interval;
    this.said = true;
    return checkpointFrame(commit, prepare);
  }
}
