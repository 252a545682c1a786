import type { Instant } from '@lyceum/contracts';
import { plain, type Models } from '../reading/models.ts';
import type { DueRow } from './projection.ts';

export class DueQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** What was due at `now` or before, the oldest first. */
  until(now: Instant, limit: number): Promise<readonly DueRow[]> {
    return this.#models.reading('due', async (rows) => {
      const found = await rows
        .find({ at: { $lte: now } })
        .sort({ at: 1 })
        .limit(limit)
        .toArray();
      return found.map((row) => plain<DueRow>(row));
    });
  }

  /** When the next thing is due, or null when nothing is. */
  next(): Promise<Instant | null> {
    return this.#models.reading('due', async (rows) => {
      const [row] = await rows.find().sort({ at: 1 }).limit(1).toArray();
      return row ? plain<DueRow>(row).at : null;
    });
  }
}
