import { BEGINNING, KNOWN_TYPES, PERSONAL, type EventOf, type Id, type Recorded } from '@lyceum/contracts';
import { keyStreamOf, sealedFor, type EventLog } from '@lyceum/stores';
import type { Projection } from '../projection.ts';

export type Forgotten = Recorded<EventOf<'accounts.PersonForgotten.v1'>>;

/** Keys of rows, by read model. */
export type Keys = ReadonlyMap<string, ReadonlySet<string>>;

/** What there was of a person: how many facts with something sealed, by type, and the rows that these go into. */
export interface Concerned {
  readonly events: ReadonlyMap<string, number>;
  readonly keys: Keys;
}

/** Types of facts that have something sealed, in their newest versions. */
const SEALED = KNOWN_TYPES.filter((type) => type in PERSONAL);

/**
 * Looks through the log for what concerns those who are forgotten. The keys of rows never go by what is sealed, so that they are found though
 * it can be read no more.
 */
export async function concerned(
  log: EventLog,
  models: readonly Projection[],
  forgotten: readonly Forgotten[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Id, Concerned>> {
  const found = new Map(forgotten.map(({ data }) => [data.personId, { events: new Map<string, number>(), keys: new Map() }]));
  const note = (personId: Id, fact: Recorded) => {
    const of = found.get(personId);
    if (of) for (const model of models) add(of.keys, model, fact);
  };
  for (const { data, ...fact } of forgotten) {
    // It is gone from the log with its stream, and rows that tell of it go too.
    const { personId, keyFact } = data;
    const issued = { ...fact, type: 'accounts.KeyIssued.v1', stream: keyStreamOf(personId), revision: 0, data: { personId, wrapped: '' } };
    if (keyFact !== null) note(personId, { ...issued, id: keyFact });
  }
  for await (const message of log.news(BEGINNING, signal, SEALED)) {
    if (message.kind === 'caught-up') break;
    if (message.kind !== 'fact') continue;
    const { type, data } = message.fact;
    for (const personId of sealedFor(type, data)) {
      const events = found.get(personId)?.events;
      events?.set(type, (events.get(type) ?? 0) + 1);
      note(personId, message.fact);
    }
  }
  return found;
}

function add(keys: Map<string, Set<string>>, model: Projection, fact: Recorded): void {
  if (!model.from.includes(fact.type)) return;
  const of = keys.get(model.name) ?? new Set();
  for (const key of keysOf(model, fact)) of.add(key);
  keys.set(model.name, of);
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
