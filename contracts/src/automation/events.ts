import type { Fact } from '../fact.ts';
import type { Id, Instant, Position } from '../values.ts';

/** What an automation does because of one fact, which lies in `stream` at `revision`. */
interface Of {
  readonly name: string;
  readonly stream: string;
  readonly revision: number;
}

/** Something that the clock is to do: `key` is that of its row in the read model `due`. */
interface OfDue {
  readonly name: string;
  readonly key: string;
}

/** Facts of one automation: stream `automation-NAME`. What goes well leaves no trace here: the facts of its command say it. */
export type AutomationEvent =
  /** It is new here and reacts to what comes after this position: what was before had its effects, or none, without it. */
  | Fact<'automation.AutomationInstalled.v1', { name: string; after: Position }>
  /** The command did not succeed: it is given again at `next`, or the fact is left to people where that is null. */
  | Fact<'automation.ReactionFailed.v1', Of & { reason: string; tries: number; next: Instant | null }>
  /** It succeeded after all. */
  | Fact<'automation.ReactionMadeUp.v1', Of>
  /** What was due `at` could not be done: it is tried again at `next`, for as long as it is due. */
  | Fact<'automation.DueFailed.v1', OfDue & { at: Instant; reason: string; tries: number; next: Instant }>
  /** It was done after all. */
  | Fact<'automation.DueMadeUp.v1', OfDue>
  /** An operator says that a run is to be done again now; `key` is its own (runs.ts). */
  | Fact<'automation.RunAgainOrdered.v1', { name: string; key: string; operatorId: Id }>;
