/**
 * Sums of marks without rounding, so that taking a mark out again leaves nothing behind and equal marks have no variance at all. Marks have
 * seven decimals: they are counted in ten-millionths of a point, and sums beyond what a number holds are kept as decimal text.
 */
const UNITS = 1e7;

/** A mark in ten-millionths of a point. */
export const unitsOf = (points: number): number => Math.round(points * UNITS);

export const pointsOf = (units: number): number => units / UNITS;

/** A sum of whole numbers of any size, as decimal text. */
export type Sum = string;

export const plus = (sum: Sum, more: bigint): Sum => String(BigInt(sum) + more);

/** `numerator / denominator` of whole numbers of any size, to the precision of a number. */
export const ratio = (numerator: bigint, denominator: bigint): number => Number(numerator) / Number(denominator);
