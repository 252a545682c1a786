import type { Fact, Instant } from '@lyceum/contracts';
import type { NewFact } from '@lyceum/stores';
import { accept, nothing, type Decision } from './decision.ts';
import type { Decider } from './decider.ts';

/**
 * Decides on one stream about one thing after the other, each on what the former ones came to, to be recorded at once; facts have happened when
 * their item says. One refusal refuses all.
 */
export function inSequence<S, F extends Fact, T extends { readonly at: Instant }>(
  { evolve }: Pick<Decider<S, F>, 'evolve'>,
  state: S,
  items: readonly T[],
  decide: (state: S, item: T) => Decision<F>,
): Decision<F> {
  const facts: NewFact<F>[] = [];
  let folded = state;
  for (const item of items) {
    const decision = decide(folded, item);
    if (decision.outcome === 'refuse') return decision;
    if (decision.outcome === 'nothing') continue;
    folded = decision.facts.reduce(evolve, folded);
    facts.push(...decision.facts.map((fact) => ({ ...fact, at: item.at })));
  }
  return facts.length === 0 ? nothing() : accept<F>(...facts);
}
