import type { LoggedFact } from '@lyceum/contracts';

/** A fact in its chain of causes, so many steps below the one that began it. */
export interface Link {
  readonly fact: LoggedFact;
  readonly depth: number;
}

/** The facts each below what caused it, in their order. A cause is a fact, or a command: then what came of it stands side by side. */
export function linked(chain: readonly LoggedFact[]): readonly Link[] {
  const known = new Set(chain.map(({ id }) => id));
  const caused = Map.groupBy(chain, ({ id, causationId }) => (causationId !== id && known.has(causationId) ? causationId : ''));
  const seen = new Set<string>();
  const below = (id: string, depth: number): Link[] =>
    (caused.get(id) ?? []).flatMap((fact) => {
      if (seen.has(fact.id)) return [];
      seen.add(fact.id);
      return [{ fact, depth }, ...below(fact.id, depth + 1)];
    });
  return below('', 0);
}
