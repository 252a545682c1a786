import type { Id, Page } from '@lyceum/contracts';
import type { Document } from '@lyceum/stores';
import { sortKey, wordsOf } from '../engine/words.ts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import { bySearch } from '../reading/search.ts';
import type { Openings } from './openings.ts';
import type { InstructorRow } from './row.ts';

/** An instructor in a list. The calendar stays where it is: it is the larger part of the row, and nobody's to read. */
export type ListedInstructor = Omit<InstructorRow, 'openings'> & { readonly openings: Pick<Openings, 'free'> };

const WITHOUT_CALENDAR = { 'openings.calendar': 0 } as const;

/** Which instructors a list has; `free` is a span of time in which they can be booked. */
export interface InstructorsOf {
  readonly search?: string | undefined;
  readonly subject?: string | undefined;
  readonly language?: string | undefined;
  readonly maxPrice?: number | undefined;
  readonly minRating?: number | undefined;
  readonly free?: { readonly from: string; readonly to: string } | undefined;
}

const SORTS = { name: 'byName', rating: 'byRating', soonest: 'bySoonest' } as const;

const conditions = ({ search, subject, language, maxPrice, minRating, free }: InstructorsOf): Document[] => [
  ...(subject ? [{ subjectKeys: sortKey(subject) }] : []),
  ...(language ? [{ languages: language }] : []),
  ...(maxPrice === undefined ? [] : [{ cost: { $lte: maxPrice } }]),
  ...(minRating === undefined ? [] : [{ average: { $gte: minRating } }]),
  ...(free ? [{ 'openings.free': { $elemMatch: { until: { $gte: free.from }, first: { $lte: free.to } } } }] : []),
  ...bySearch(wordsOf(search ?? null)),
];

export class InstructorsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** An instructor whom everybody may find, or null. */
  async find(instructorId: Id): Promise<InstructorRow | null> {
    const row = await this.#models.find<InstructorRow>('instructors', instructorId);
    return row?.listed ? row : null;
  }

  /** Each word of `search` begins a word of a name, a headline or a subject. */
  page({ sort, of, ...page }: PageOf & { sort: keyof typeof SORTS; of: InstructorsOf }): Promise<Page<ListedInstructor>> {
    return this.#models.reading('instructors', (rows) =>
      pageBy<ListedInstructor>(rows, { $and: [{ listed: true }, ...conditions(of)] }, SORTS[sort], page, 'rising', WITHOUT_CALENDAR),
    );
  }
}
