import type { Id } from '@lyceum/contracts';
import { AT_ONCE, type Models } from '../reading/models.ts';
import type { TasteRow } from './projection.ts';

/** How many people took each course, and each two of them. */
export interface Tastes {
  readonly taken: ReadonlyMap<Id, number>;
  readonly pairs: ReadonlyMap<string, number>;
}

/** What all took together changes slowly: it is added up anew after so many milliseconds. */
const KEPT = 5000;

export class TastesQueries {
  readonly #models: Models;
  #kept: { readonly until: number; readonly tastes: Promise<Tastes> } | null = null;

  constructor(models: Models) {
    this.#models = models;
  }

  /** Of all people, some seconds old. */
  all(): Promise<Tastes> {
    const now = performance.now();
    if (this.#kept && this.#kept.until > now) return this.#kept.tastes;
    const tastes = this.#read();
    this.#kept = { until: now + KEPT, tastes };
    tastes.catch(() => (this.#kept = null));
    return tastes;
  }

  async #read(): Promise<Tastes> {
    const rows = await this.#models.reading('tastes', (all) =>
      all.find<Omit<TasteRow, 'people'>>({}, { projection: { people: 0 }, batchSize: AT_ONCE }).toArray(),
    );
    const [taken, pairs] = [new Map<Id, number>(), new Map<string, number>()];
    for (const row of rows) {
      for (const [course, count] of Object.entries(row.taken)) taken.set(course, (taken.get(course) ?? 0) + count);
      for (const [pair, count] of Object.entries(row.pairs)) pairs.set(pair, (pairs.get(pair) ?? 0) + count);
    }
    return { taken, pairs };
  }
}
