import type { EventOf, Id, Recorded } from '@lyceum/contracts';
import { keyStreamOf, sealedFor } from '@lyceum/stores';
import type { Projection } from '../projection.ts';

export type Forgotten = Recorded<EventOf<'accounts.PersonForgotten.v1'>>;

/** Keys of rows, by read model. */
export type Keys = ReadonlyMap<string, ReadonlySet<string>>;

/** What there was of a person: how many facts with something sealed, by type, and the rows that these go into. */
export interface Concerned {
  readonly events: ReadonlyMap<string, number>;
  readonly keys: Keys;
}

/**
 * What concerns those who are forgotten. The keys of rows never go by what is sealed, so that they are found though it can be read no more.
 */
export function concerned(
  models: readonly Projection[],
  forgotten: readonly Forgotten[],
  facts: readonly Recorded[],
): ReadonlyMap<Id, Concerned> {
  const found = new Map(forgotten.map(({ data }) => [data.personId, { events: new Map<string, number>(), keys: new Map() }]));
  for (const { data, ...fact } of forgotten) {
    // The fact of the key is gone from the log with its stream, and rows that tell of it go too.
    const { personId, keyFact } = data;
    const issued = { ...fact, type: 'accounts.KeyIssued.v1', stream: keyStreamOf(personId), revision: 0, data: { personId, wrapped: '' } };
    if (keyFact !== null) for (const model of models) add(found.get(personId)!.keys, model, { ...issued, id: keyFact });
  }
  for (const fact of facts)
    for (const personId of sealedFor(fact.type, fact.data)) {
      const of = found.get(personId);
      if (!of) continue;
      of.events.set(fact.type, (of.events.get(fact.type) ?? 0) + 1);
      for (const model of models) if (!model.blind) add(of.keys, model, fact);
    }
  return found;
}

function add(keys: Map<string, Set<string>>, model: Projection, fact: Recorded): void {
  if (!model.from.includes(fact.type)) return;
  const named = keysOf(model, fact);
  const of = keys.get(model.name) ?? new Set();
  if (named.length > 0) keys.set(model.name, of);
  for (const key of named) of.add(key);
}

/** A fact that names no row is parked by itself and is in none. */
export function keysOf(model: Projection, fact: Recorded): readonly string[] {
  try {
    return [model.key(fact)].flat();
  } catch {
    return [];
  }
}

/** The rows of all of them together. */
export function together(all: Iterable<Concerned>): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>();
  for (const one of all) for (const [model, some] of one.keys) keys.set(model, (keys.get(model) ?? new Set()).union(some));
  return keys;
}
