import { instant, type AcademyEvent, type Id, type Recorded } from '@lyceum/contracts';
import type { Projection } from '../engine/projection.ts';

const START = Date.parse('2026-03-02T09:00:00Z');

/** A UUID that a test can tell from others: the number in its last group. */
export const id = (number: number): Id => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** The instant so many minutes after nine o'clock on the first day of the history. */
export const at = (minutes: number): string => instant(START + minutes * 60_000);

/** A fact as the log has it: the n-th of the history, recorded a minute after the one before. */
export const recorded = (fact: AcademyEvent, number: number, when = at(number)): Recorded => ({
  ...fact,
  id: id(900_000 + number),
  stream: `history-${id(1)}`,
  revision: number,
  position: String((number + 1) * 64),
  recorded: when,
  metadata: { correlationId: id(1), causationId: id(1), commandId: id(1), by: null, at: when },
});

/** Facts in their order, a minute apart. */
export const history = (...facts: readonly AcademyEvent[]): readonly Recorded[] => facts.map((fact, number) => recorded(fact, number));

/** The rows that the facts make, by key. */
export function rowsOf<Row extends object>(model: Projection<Row>, facts: readonly Recorded[]): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>();
  for (const fact of facts) {
    if (!model.from.includes(fact.type)) continue;
    for (const key of [model.key(fact)].flat()) {
      const next = model.fold(rows.get(key), fact, key);
      if (next === null) rows.delete(key);
      else if (next !== undefined) rows.set(key, next);
    }
  }
  return rows;
}
