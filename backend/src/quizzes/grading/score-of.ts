import type { Score, SlotMark } from '@lyceum/contracts';

const DECIMALS = 1e5;

/** A sum of marks at five decimals, as Moodle keeps it: three thirds of a point that were rounded down one by one are one point. */
const summed = (values: readonly number[]): number => Math.round(values.reduce((sum, value) => sum + value, 0) * DECIMALS) / DECIMALS;

/** The score that the marks come to: what a wrong answer takes away is taken from the others, and never more than there is. */
export const scoreOf = (marks: readonly SlotMark[]): Score => ({
  score: Math.max(0, summed(marks.map(({ mark }) => mark))),
  maxScore: summed(marks.map(({ maxMark }) => maxMark)),
  marks,
});
