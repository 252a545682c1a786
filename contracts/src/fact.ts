import type { Id, Instant, Position } from './values.ts';

/** A fact of the academy: its type (`<context>.<Fact>.v<n>`) is a promise, never edited, only followed by the next version. */
export interface Fact<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** What is known of a fact besides its data. `at` is when it happened; the store's own `created` says when it was recorded. */
export interface FactMetadata {
  /** The request or import that began it all; the same along a whole chain of causes. */
  readonly correlationId: Id;
  /** The command or fact that caused this one directly. */
  readonly causationId: Id;
  /** The command that appended it: a retry of the same command is recognised by it. */
  readonly commandId: Id;
  /** The person who did it, or null where the clock or the system did. */
  readonly by: Id | null;
  readonly at: Instant;
  /** The run of an automation that did it, as `runName` calls it; absent where a person or a request did. */
  readonly run?: string | undefined;
}

/** A fact as the log has it. */
export type Recorded<F extends Fact = Fact> = F & {
  readonly id: Id;
  readonly stream: string;
  /** Number within its stream, from 0. */
  readonly revision: number;
  readonly position: Position;
  /** When the store recorded it. */
  readonly recorded: Instant;
  readonly metadata: FactMetadata;
};
