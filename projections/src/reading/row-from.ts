import type { Recorded } from '@lyceum/contracts';
import type { Projection } from '../engine/projection.ts';

/** The row that these facts make of a key, others among them passed over; null where they make none. */
export function rowFrom<Row extends object>(model: Projection<Row>, key: string, facts: readonly Recorded[]): Row | null {
  const from = new Set(model.from);
  let row: Row | undefined;
  for (const fact of facts) {
    if (!from.has(fact.type) || ![model.key(fact)].flat().includes(key)) continue;
    const next = model.fold(row, fact, key);
    if (next !== undefined) row = next ?? undefined;
  }
  return row ?? null;
}
