import type { Document } from '@lyceum/stores';

/** Conditions under which each word begins one of the row's `words`: ranges, which the index over `words` serves. */
export const bySearch = (words: readonly string[]): Document[] =>
  words.map((word) => ({ words: { $elemMatch: { $gte: word, $lt: `${word}\uffff` } } }));
