import type { Fact, Id, Instant, Recorded } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import type { Decider } from './decider.ts';

/** What of the facts had happened by an instant, whenever it was recorded. */
export const happenedBy = <F extends Pick<Recorded, 'metadata'>>(facts: readonly F[], asOf: Instant): readonly F[] =>
  facts.filter(({ metadata }) => metadata.at <= asOf);

/** The state of a stream as it stood at an instant. */
export async function foldedTo<S, F extends Fact>(log: EventLog, decider: Decider<S, F>, id: Id, asOf: Instant): Promise<S> {
  const facts = (await log.read(decider.stream(id))) as unknown as readonly (F & Pick<Recorded, 'metadata'>)[];
  return happenedBy(facts, asOf).reduce<S>(decider.evolve, decider.initial);
}
