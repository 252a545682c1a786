import type { Fact, Id } from '@lyceum/contracts';
import type { z } from 'zod';

/** How one kind of stream is named and folded. `evolve` is pure and keeps only what decisions need to know. */
export interface Decider<State, F extends Fact> {
  readonly stream: (id: Id) => string;
  /** Its states are not kept for the next command: they are large and seldom asked for. Another decider may keep its own of the stream. */
  readonly passing?: true;
  readonly initial: State;
  readonly evolve: (state: State, fact: F) => State;
  /** For streams that get long: their state is kept beside them, so that it is not folded from all of them each time. */
  readonly snapshot?: SnapshotRule<State>;
}

/** When a snapshot is taken, and what it holds. */
export interface SnapshotRule<State> {
  /** Rises with every change of `evolve`, of the state or of its form: snapshots of another version are thrown away. */
  readonly version: number;
  /** How many facts come after a snapshot before the next is taken. */
  readonly every: number;
  /**
   * The state as JSON and back, field by field: decoding refuses what does not fit, encoding leaves out what is not named. Snapshots are
   * not encrypted, so nothing personal (contracts/src/personal.ts) is named. Maps and sets become lists.
   */
  readonly form: z.ZodType<State>;
}
