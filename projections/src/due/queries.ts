import type { ClockedName, Instant, Page } from '@lyceum/contracts';
import type { StoredRow } from '../engine/records.ts';
import { plain, type Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import { NEVER } from './booking.ts';
import type { DueRow } from './projection.ts';

/** Something that is due, with the key of its row. */
export type Due = DueRow & { readonly key: string };

const dueOf = (row: StoredRow): Due => ({ ...plain<DueRow>(row), key: row._id });

export class DueQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** What was due at `now` or before, the oldest first. */
  until(now: Instant, limit: number): Promise<readonly Due[]> {
    return this.#models.reading('due', async (rows) => {
      const found = await rows
        .find({ at: { $lte: now } })
        .sort({ at: 1 })
        .limit(limit)
        .toArray();
      return found.map(dueOf);
    });
  }

  /** When the next thing is due, or null when nothing is. */
  next(): Promise<Instant | null> {
    return this.#models.reading('due', async (rows) => {
      const [row] = await rows.find().sort({ at: 1 }).limit(1).toArray();
      return row ? plain<DueRow>(row).at : null;
    });
  }

  /** What waits for its time, the soonest first; of all kinds, or of one. */
  page({ what, ...page }: PageOf & { readonly what?: string | undefined }): Promise<Page<Due>> {
    const filter = { at: { $lt: NEVER }, ...(what !== undefined && { what }) };
    return this.#models.reading('due', (rows) => pageBy<Due>(rows, filter, 'at', page, 'rising', {}, dueOf));
  }

  /** What is due under a key, or null where nothing is. */
  async find(key: string): Promise<Due | null> {
    const row = await this.#models.find<DueRow>('due', key);
    return row && { ...row, key };
  }

  /** When the next thing of a kind is due, and how many should have been done by `now`. */
  standing(what: ClockedName, now: Instant): Promise<{ readonly next: Instant | null; readonly overdue: number }> {
    return this.#models.reading('due', async (rows) => {
      const [next] = await rows
        .find({ what, at: { $lt: NEVER } } as object)
        .sort({ at: 1 })
        .limit(1)
        .toArray();
      const overdue = await rows.countDocuments({ what, at: { $lte: now } } as object);
      return { next: next ? plain<DueRow>(next).at : null, overdue };
    });
  }
}
