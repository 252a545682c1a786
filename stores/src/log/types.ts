import type { Fact, Id, Instant, Position, Recorded } from '@lyceum/contracts';
import type { PersonalKeys } from '../keys/types.ts';
import type { Carrier } from './carrier.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Snapshots } from './snapshots.ts';

/** What the stream must look like for an append to succeed: absent, anything, or its last revision. */
export type Expectation = 'no-stream' | 'any' | number;

/** Who appends, when and why; it becomes the metadata of each fact. Event ids derive from `commandId` and the fact's index. */
export interface AppendContext {
  readonly commandId: Id;
  readonly correlationId: Id;
  readonly causationId: Id;
  readonly by: Id | null;
  readonly at: Instant;
  readonly run?: string | undefined;
}

/** A fact on its way in; `at` where it happened at another time than its context says, as those of a history that is brought in. */
export type NewFact<F extends Fact = Fact> = F & { readonly at?: Instant };

/** Where the last fact of an append came to stand. */
export interface Appended {
  readonly revision: number;
  readonly position: Position;
}

/**
 * What the feed of all facts says, in order: a fact, or that everything up to `position` has been passed. `newer` is a fact in a later version
 * than this program can read, `before` the newest of it that it can.
 */
export type FeedMessage =
  | { readonly kind: 'fact'; readonly fact: Recorded; readonly position: Position }
  | {
      readonly kind: 'newer';
      readonly type: string;
      readonly before: string;
      readonly stream: string;
      readonly revision: number;
      readonly position: Position;
    }
  | { readonly kind: 'passed'; readonly position: Position }
  | { readonly kind: 'caught-up' };

/**
 * A fact as it lies in the log, in the version that it was written in, with null in the place of what is personal (`sealed`: there was some).
 * `current` is the fact in its newest version, or null where this program does not know its type.
 */
export interface ShutFact extends Recorded {
  readonly sealed: boolean;
  readonly current: Fact | null;
}

/** Which of a stream's facts are read: from a revision on, or backwards from it; at most so many. */
export interface Stretch {
  /** Whose own personal values are opened; of all others they stay shut. */
  readonly reader?: Id | undefined;
  readonly from?: number | undefined;
  readonly backwards?: boolean | undefined;
  readonly count: number;
}

/** The event log as the product uses it. */
export interface EventLog {
  /** The keys that the personal fields of facts are encrypted with. */
  readonly keys: PersonalKeys;
  /** States of long streams, kept beside them. */
  readonly snapshots: Snapshots;
  /** Takes events to another store and from one. */
  readonly carrier: Carrier;
  /** How far those who follow the log have got. */
  readonly checkpoints: Checkpoints;
  /**
   * Appends all or none, durably. Repeating the same command at the same expectation appends once.
   * @throws WrongRevision when the stream is not as expected, EventStoreUnavailable when it cannot be reached in time.
   */
  append(stream: string, facts: readonly NewFact[], expected: Expectation, context: AppendContext): Promise<Appended>;
  /**
   * The facts of a stream after revision `after` (from its beginning without it), upcast and decrypted, at most `count` of them; empty where
   * there is none.
   * @throws FactUnknown, EventStoreUnavailable
   */
  read(stream: string, after?: number, count?: number): Promise<readonly Recorded[]>;
  /**
   * What lies in a stream, for who looks at it and is not to see what is personal; empty where there is none.
   * @throws EventStoreUnavailable
   */
  lookInto(stream: string, stretch: Stretch): Promise<readonly ShutFact[]>;
  /**
   * Asks the store to take what was deleted out of its files. `compacted`: it is out of them; `asked`: the store does it in its own time.
   * @throws EventStoreUnavailable; ScavengeRefused where the store says no.
   */
  scavenge(): Promise<'compacted' | 'asked'>;
  /**
   * All facts of the academy after `after`, for ever; it resubscribes by itself from where it was. Ends when `signal` aborts.
   * With `types` (in their newest versions) only facts of these are decoded, or told of where they are in a later version still; of the others it says that their position was passed.
   */
  feed(after: Position | null, signal: AbortSignal, types?: readonly string[]): AsyncIterable<FeedMessage>;
  /** The same in portions, each with what had come by then: for who reads much. */
  batches(after: Position | null, signal: AbortSignal, types?: readonly string[]): AsyncIterable<readonly FeedMessage[]>;
  /**
   * Like `feed`, for who waits for few of all facts: the store sends those of `types` alone. How far the log was passed is told now and then,
   * after a hundred other events or so.
   */
  news(after: Position, signal: AbortSignal, types: readonly string[]): AsyncIterable<FeedMessage>;
  /**
   * The position of the newest fact of the academy.
   * @throws EventStoreUnavailable
   */
  head(): Promise<Position>;
  /** Which version of the event store this is. @throws EventStoreUnavailable */
  version(): Promise<string>;
  close(): Promise<void>;
}

/** The stream was not as the append expected; `actual` is its last revision, -1 where there is no stream. */
export class WrongRevision extends Error {
  readonly actual: number;
  constructor(stream: string, actual: number) {
    super(`${stream} is at revision ${actual}`);
    this.actual = actual;
  }
}

/** The event store does not answer (or not in time): whether the append took place is unknown, and repeating it is safe. */
export class EventStoreUnavailable extends Error {}

/** The store does not take what was deleted out of its files for who asks: its operator has to. */
export class ScavengeRefused extends Error {}

/** The stream was deleted for ever. */
export class StreamDeleted extends Error {}

/** The stream has a fact that this program cannot read: a newer one wrote it, and whoever goes by the rest would go wrong. */
export class FactUnknown extends Error {
  constructor(stream: string, type: string) {
    super(`${stream} has a fact ${type}, which this version of the academy cannot read`);
  }
}

/** The facts of one append are larger than the store takes (1 MiB). */
export class FactsTooLarge extends Error {}
