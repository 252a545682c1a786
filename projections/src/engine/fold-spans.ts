import { comparePositions, type Position, type Recorded } from '@lyceum/contracts';
import { spanOfFact, spanOfFold, SpanKind, tracing } from '@lyceum/stores';

interface Folded {
  readonly fact: Recorded;
  readonly position: Position;
  readonly models: readonly string[];
  readonly start: number;
}

/** Tells what becomes of facts as spans: from when they came until all rows that they concern are written. */
export class FoldSpans {
  #folded: Folded[] = [];

  /** A fact came that concerns these models. Costs nothing without tracing. */
  came(fact: Recorded, position: Position, modelsOf: () => readonly string[]): void {
    if (!tracing()) return;
    const models = modelsOf();
    if (models.length > 0) this.#folded.push({ fact, position, models, start: Date.now() });
  }

  /** Everything up to here is in the read store. */
  written(position: Position): void {
    if (this.#folded.length === 0) return;
    const spans = tracing();
    const done = this.#folded.findIndex((each) => comparePositions(each.position, position) > 0);
    const told = done === -1 ? this.#folded : this.#folded.slice(0, done);
    this.#folded = done === -1 ? [] : this.#folded.slice(done);
    const end = Date.now();
    for (const { fact, models, start, position: at } of told) {
      const { id, type, recorded, metadata } = fact;
      spans?.tell(`project ${type}`, {
        kind: SpanKind.CONSUMER,
        correlationId: metadata.correlationId,
        id: spanOfFold(id),
        parent: spanOfFact(id),
        attributes: {
          'lyceum.fact.type': type,
          'lyceum.fact.id': id,
          'lyceum.position': at,
          'lyceum.models': [...models],
          'lyceum.lag.ms': Math.max(0, end - Date.parse(recorded)),
        },
        ...{ start, end },
      });
    }
  }
}
