import type { Id, LoggedFact } from '@lyceum/contracts';
import type { ReadModels } from '@lyceum/projections';
import type { EventLog, ShutFact } from '@lyceum/stores';

/** Where a fact lies. */
interface Place {
  readonly stream: string;
  readonly revision: number;
}

/** Facts as operators see them, with the names of those who did them. @throws ReadStoreUnavailable */
export async function loggedFacts({ people }: ReadModels, facts: readonly ShutFact[]): Promise<LoggedFact[]> {
  const names = await people.names(facts.flatMap(({ metadata: { by } }) => by ?? []));
  return facts.map(({ metadata: { at, by, ...chain }, current: _, ...fact }) => ({
    ...fact,
    ...chain,
    at,
    by: by === null ? null : { personId: by, name: names.get(by) ?? null },
  }));
}

/** Stretches of a stream that are read at once, though a few between are not wanted. */
const GAP = 20;

/** Runs of revisions that lie close together. */
export function runsOf(revisions: readonly number[]): readonly { readonly from: number; readonly count: number }[] {
  const runs: { from: number; count: number }[] = [];
  for (const revision of revisions.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && revision - (last.from + last.count) < GAP) last.count = revision - last.from + 1;
    else runs.push({ from: revision, count: 1 });
  }
  return runs;
}

/**
 * What lies at these places, in their order; what has been deleted meanwhile is left out. What is personal is shut, but for what is `reader`'s own.
 * @throws EventStoreUnavailable
 */
export async function factsAt(log: EventLog, places: readonly Place[], reader?: Id): Promise<readonly ShutFact[]> {
  const streams = Map.groupBy(places, ({ stream }) => stream);
  const stretches = [...streams].flatMap(([stream, of]) => runsOf(of.map(({ revision }) => revision)).map((run) => ({ stream, ...run })));
  const read = await Promise.all(stretches.map(({ stream, ...run }) => log.lookInto(stream, { ...run, reader })));
  const found = new Map(read.flat().map((fact) => [`${fact.stream} ${fact.revision}`, fact]));
  return places.flatMap(({ stream, revision }) => {
    const fact = found.get(`${stream} ${revision}`);
    return fact ?? [];
  });
}
