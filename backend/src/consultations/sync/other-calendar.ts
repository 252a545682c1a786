import type { Id, Instant, Span, SyncProblem } from '@lyceum/contracts';

/** A session as it is written into another calendar. */
export interface SessionEntry {
  readonly bookingId: Id;
  readonly start: Instant;
  /** Minutes. */
  readonly length: number;
  /** How often it was moved. */
  readonly moves: number;
  readonly title: string;
  /** When it came to be so. */
  readonly since: Instant;
}

/** A session as it stands in another calendar; `ref` is how that calendar calls it. */
export interface WrittenEntry {
  readonly bookingId: Id;
  readonly ref: string;
  readonly span: Span;
}

/** What lies in another calendar within a window: our sessions, and of all else when it takes time, and nothing more. */
export interface SeenCalendar {
  readonly busy: readonly Span[];
  readonly ours: readonly WrittenEntry[];
}

/** A calendar that somebody keeps elsewhere. All of it may throw SyncFailure. */
export interface OtherCalendar {
  /** `zone` is the owner's: days that are taken as a whole are days there. */
  look(window: Span, zone: string): Promise<SeenCalendar>;
  /** Writes a session; over the one that stands at `ref`, where there is one. */
  put(entry: SessionEntry, ref: string | null): Promise<void>;
  /** Takes a session out; one that is gone already is gone. */
  remove(ref: string): Promise<void>;
}

/** Another calendar cannot be kept in step, for a reason that its owner is told. */
export class SyncFailure extends Error {
  constructor(
    readonly problem: SyncProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
