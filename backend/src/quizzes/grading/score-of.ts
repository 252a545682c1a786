import type { Score, SlotMark } from '@lyceum/contracts';

const DECIMALS = 1e5;

/** A sum of marks at five decimals, as Moodle keeps it: three thirds of a point that were rounded down one by one are one point. */
const summed = (values: readonly number[]): number => Math.round(values.reduce((sum, value) => sum + value, 0) * DECIMALS) / DECIMALS;

/** The score that the marks come to. */
export const scoreOf = (marks: readonly SlotMark[]): Score => ({
  score: summed(marks.map(({ mark }) => mark)),
  maxScore: summed(marks.map(({ maxMark }) => maxMark)),
  marks,
});
