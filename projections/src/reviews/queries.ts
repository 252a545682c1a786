import type { Id, Page } from '@lyceum/contracts';
import { wordsOf } from '../engine/words.ts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import { bySearch } from '../reading/search.ts';
import type { ReviewRow } from './projection.ts';

const SHOW = { all: {}, hidden: { shown: false }, unanswered: { answered: false } } as const;

export class ReviewsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** The review of a session, hidden or not; null where there is none. */
  find(bookingId: Id): Promise<ReviewRow | null> {
    return this.#models.find<ReviewRow>('reviews', bookingId);
  }

  /** What everybody reads of an instructor's reviews, the newest first. */
  shownOf(instructorId: Id, page: PageOf): Promise<Page<ReviewRow>> {
    return this.#models.reading('reviews', (rows) => pageBy<ReviewRow>(rows, { instructorId, shown: true }, 'at', page, 'falling'));
  }

  /** All reviews, the newest first; each word of `search` begins a word of one or of its answer. */
  page({ search, show, ...page }: PageOf & { search?: string | undefined; show: keyof typeof SHOW }): Promise<Page<ReviewRow>> {
    const filter = { $and: [SHOW[show], ...bySearch(wordsOf(search ?? null))] };
    return this.#models.reading('reviews', (rows) => pageBy<ReviewRow>(rows, filter, 'at', page, 'falling'));
  }
}
