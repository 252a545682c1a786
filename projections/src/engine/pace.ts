/**
 * How long rows gather between two writes, in milliseconds: not at all after a write of no more than `few` rows, else `times` as long as the
 * last write took, at least `least` and at most `most`. When little happens screens hear of it at once; when much does, rows that change
 * again and again are written once.
 */
export interface Pace {
  readonly few: number;
  readonly times: number;
  readonly least: number;
  readonly most: number;
}

export const LIVE_PACE: Pace = { few: 100, times: 4, least: 5, most: 100 };

/** How long to wait after a write of so many rows that took so long, until the next may begin. */
export const waitAfter = (rows: number, took: number, { few, times, least, most }: Pace): number =>
  rows <= few ? 0 : Math.min(most, Math.max(least, took * times));
