/**
 * What a mark is multiplied by where a quiz asks how sure one is, by certainty 1, 2 and 3: being sure pays when one is right and costs when
 * one is wrong. An answer without a certainty counts as 1.
 */
export const CERTAINTIES = [
  { certainty: 1, right: 1 / 3, wrong: 0 },
  { certainty: 2, right: 2 / 3, wrong: -2 / 3 },
  { certainty: 3, right: 1, wrong: -2 },
] as const;
