import type { Id } from '@lyceum/contracts';
import { plain, type Models } from '../reading/models.ts';
import { habitsKey, type HabitsRow } from './projection.ts';

export class HabitsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** The newest months in which somebody did anything, the newest first. */
  newest(personId: Id, months: number): Promise<readonly HabitsRow[]> {
    return this.#models.reading('habits', async (rows) => {
      const found = await rows
        .find({ _id: { $gte: habitsKey(personId, ''), $lt: habitsKey(personId, '\uffff') } })
        .sort({ _id: -1 })
        .limit(months)
        .toArray();
      return found.map((row) => plain<HabitsRow>(row));
    });
  }
}
