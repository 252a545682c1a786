import { pointsOf } from './exact.ts';

/** Values that lie close to one another: `at` is the number of the cell, `excess` what they have in sum above its beginning. */
type Cell = readonly [at: number, count: number, excess: number];

/**
 * How often each value was, in ten-millionths of a point and in order. While there are few different values each has a cell of its own;
 * beyond that cells become twice as wide, so that a histogram never grows past its size.
 */
export interface Histogram {
  readonly width: number;
  readonly cells: readonly Cell[];
}

const MOST_CELLS = 1024;

export const EMPTY_HISTOGRAM: Histogram = { width: 1, cells: [] };

/** The index of the first cell that is not before `at`. */
function placeOf(cells: readonly Cell[], at: number): number {
  let [low, high] = [0, cells.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cells[middle] as Cell)[0] < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function coarser({ width, cells }: Histogram): Histogram {
  const merged: Cell[] = [];
  for (const [at, count, excess] of cells) {
    const half = Math.floor(at / 2);
    const above = excess + (at - half * 2) * width * count;
    const last = merged.at(-1);
    if (last?.[0] === half) merged[merged.length - 1] = [half, last[1] + count, last[2] + above];
    else merged.push([half, count, above]);
  }
  return { width: width * 2, cells: merged };
}

/** The histogram with the value once more (`by` is 1) or once less (-1). */
export function counted(histogram: Histogram, units: number, by: 1 | -1): Histogram {
  const { width, cells } = histogram;
  const at = Math.floor(units / width);
  const place = placeOf(cells, at);
  const there = cells[place]?.[0] === at ? cells[place] : undefined;
  const count = (there?.[1] ?? 0) + by;
  const excess = (there?.[2] ?? 0) + by * (units - at * width);
  const next = { width, cells: cells.toSpliced(place, there ? 1 : 0, ...(count > 0 ? [[at, count, excess] as const] : [])) };
  return next.cells.length > MOST_CELLS ? coarser(next) : next;
}

interface Run {
  readonly points: number;
  readonly count: number;
}

const runsOf = ({ width, cells }: Histogram): Run[] =>
  cells.map(([at, count, excess]) => ({ points: pointsOf(at * width + excess / count), count }));

/**
 * The sum of the products of the deviations from the means when both are sorted and laid side by side: no pairing of these values gives a
 * larger one.
 */
export function largestCoproduct(a: Histogram, b: Histogram, meanA: number, meanB: number): number {
  const [one, other] = [runsOf(a), runsOf(b)];
  let [i, j, sum] = [0, 0, 0];
  let [leftA, leftB] = [one[0]?.count ?? 0, other[0]?.count ?? 0];
  while (i < one.length && j < other.length) {
    const together = Math.min(leftA, leftB);
    sum += together * ((one[i] as Run).points - meanA) * ((other[j] as Run).points - meanB);
    leftA -= together;
    leftB -= together;
    if (leftA === 0) leftA = one[++i]?.count ?? 0;
    if (leftB === 0) leftB = other[++j]?.count ?? 0;
  }
  return sum;
}
