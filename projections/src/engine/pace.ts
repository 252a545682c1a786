/**
 * How long rows gather between two writes, in milliseconds: at least `least`, a millisecond for each row of the last write beyond that, and
 * `most` at most. When little happens screens hear of it at once; when much does, rows that change again and again are written once.
 */
export interface Pace {
  readonly least: number;
  readonly most: number;
}

export const LIVE_PACE: Pace = { least: 40, most: 100 };

/** How long to wait after a write of so many rows began, until the next may begin. */
export const waitAfter = (rows: number, { least, most }: Pace): number => Math.min(most, Math.max(least, rows));
