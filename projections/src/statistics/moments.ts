import { plus, unitsOf, type Sum } from './exact.ts';
import { counted, EMPTY_HISTOGRAM, type Histogram } from './histogram.ts';

/** What the figures of a question follow from: sums over the attempts, in ten-millionths of a point and their squares. */
export interface Moments {
  readonly attempts: number;
  readonly marks: Sum;
  readonly maxMarks: Sum;
  readonly squares: Sum;
  /** Of the rest: the score without this mark. */
  readonly rests: Sum;
  readonly restSquares: Sum;
  readonly products: Sum;
  readonly markHistogram: Histogram;
  readonly restHistogram: Histogram;
}

export const NO_MOMENTS: Moments = {
  attempts: 0,
  marks: '0',
  maxMarks: '0',
  squares: '0',
  rests: '0',
  restSquares: '0',
  products: '0',
  markHistogram: EMPTY_HISTOGRAM,
  restHistogram: EMPTY_HISTOGRAM,
};

/** One attempt as a question sees it, in points. */
export interface Sample {
  readonly mark: number;
  readonly maxMark: number;
  /** The sum of all marks of the attempt, in ten-millionths of a point. */
  readonly total: number;
}

/** The moments with the attempt (`by` is 1) or without it (-1). */
export function sampled(moments: Moments, { mark, maxMark, total }: Sample, by: 1 | -1): Moments {
  const units = unitsOf(mark);
  const rest = total - units;
  const [m, r, sign] = [BigInt(units), BigInt(rest), BigInt(by)];
  return {
    attempts: moments.attempts + by,
    marks: plus(moments.marks, sign * m),
    maxMarks: plus(moments.maxMarks, sign * BigInt(unitsOf(maxMark))),
    squares: plus(moments.squares, sign * m * m),
    rests: plus(moments.rests, sign * r),
    restSquares: plus(moments.restSquares, sign * r * r),
    products: plus(moments.products, sign * m * r),
    markHistogram: counted(moments.markHistogram, units, by),
    restHistogram: counted(moments.restHistogram, rest, by),
  };
}
