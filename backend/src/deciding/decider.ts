import type { Fact, Id } from '@lyceum/contracts';

/** How one kind of stream is named and folded. `evolve` is pure and keeps only what decisions need to know. */
export interface Decider<State, F extends Fact> {
  readonly stream: (id: Id) => string;
  readonly initial: State;
  readonly evolve: (state: State, fact: F) => State;
}
