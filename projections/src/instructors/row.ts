import type { Availability, Id, Money } from '@lyceum/contracts';
import { sortKey, wordsOf } from '../engine/words.ts';
import { CLOSED, type Openings } from './openings.ts';

/** What the calendar says of how sessions go; null as long as nothing is said. */
export type Terms = Pick<Availability, 'timeZone' | 'lengths' | 'approval' | 'cancellation'>;

/** What is told of an instructor. */
export interface Told {
  readonly instructorId: Id;
  readonly name: string | null;
  /** Whether they have the role now. */
  readonly offers: boolean;
  /** Whether they have written a profile: before that nobody finds them. */
  readonly written: boolean;
  readonly headline: string;
  readonly biography: string;
  readonly subjects: readonly string[];
  readonly languages: readonly string[];
  readonly price: Money | null;
  readonly timeZone: string;
  readonly photo: Id | null;
  /** The stars of all reviews that are not hidden. */
  readonly stars: { readonly sum: number; readonly count: number };
  readonly terms: Terms | null;
  /** When they can be booked. */
  readonly openings: Openings;
}

/** An instructor, with what lists are found and sorted by folded ahead. Whoever is none (yet) has a row with hardly more than a name. */
export interface InstructorRow extends Told {
  readonly listed: boolean;
  readonly words: readonly string[];
  readonly subjectKeys: readonly string[];
  /** Of an hour, in minor units. */
  readonly cost: number;
  readonly average: number | null;
  readonly byName: string;
  readonly byRating: string;
  readonly bySoonest: string;
}

export const nobody = (instructorId: Id): Told => ({
  instructorId,
  name: null,
  offers: false,
  written: false,
  headline: '',
  biography: '',
  subjects: [],
  languages: [],
  price: null,
  timeZone: 'UTC',
  photo: null,
  stars: { sum: 0, count: 0 },
  terms: null,
  openings: CLOSED,
});

/** Few stars say little: so many average ones are taken to stand beside them. */
const PRIOR = { stars: 4, count: 5 };
const LAST = '~';

/** What the best rated come first by, as a text that rises; those without stars come last. */
const ratingKey = ({ sum, count }: Told['stars']): string =>
  count === 0 ? LAST : (5 - (sum + PRIOR.stars * PRIOR.count) / (count + PRIOR.count)).toFixed(6);

/** The row of what is told. */
export const found = (told: Told): InstructorRow => ({
  ...told,
  listed: told.offers && told.written,
  words: wordsOf(told.name, told.headline, ...told.subjects),
  subjectKeys: told.subjects.map(sortKey),
  cost: told.price?.amount ?? 0,
  average: told.stars.count === 0 ? null : told.stars.sum / told.stars.count,
  byName: sortKey(told.name),
  byRating: ratingKey(told.stars),
  bySoonest: told.openings.free[0]?.first ?? LAST,
});
