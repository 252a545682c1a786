import type { Id, Instant, Page } from '@lyceum/contracts';
import { plain, type Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import type { ActivityRow } from './projection.ts';

export class ActivityQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** What was done in a course and in the rooms of its webinars, the newest first; with a person only what they did. */
  ofPlaces(places: readonly Id[], { person, ...page }: PageOf & { person?: Id | undefined }): Promise<Page<ActivityRow>> {
    const filter = { of: { $in: [...places] }, ...(person !== undefined && { personId: person }) };
    return this.#models.reading('activity', (rows) => pageBy<ActivityRow>(rows, filter, 'at', page, 'falling'));
  }

  /** What a person did in these places between two instants, the newest first, at most `limit`; without what was used where it is not wanted. */
  between(
    places: readonly Id[],
    { person, from, to, used, limit }: { person: Id; from: Instant; to: Instant; used: boolean; limit: number },
  ): Promise<readonly ActivityRow[]> {
    const filter = { of: { $in: [...places] }, personId: person, at: { $gte: from, $lte: to }, ...(!used && { what: { $ne: 'used' } }) };
    return this.#models.reading('activity', async (rows) => {
      const found = await rows.find(filter).sort({ at: -1, _id: -1 }).limit(limit).toArray();
      return found.map((row) => plain<ActivityRow>(row));
    });
  }

  /** What a person did anywhere, the newest first. */
  ofPerson(personId: Id, page: PageOf): Promise<Page<ActivityRow>> {
    return this.#models.reading('activity', (rows) => pageBy<ActivityRow>(rows, { personId }, 'at', page, 'falling'));
  }
}
