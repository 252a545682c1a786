/**
 * How long rows gather between two writes, in milliseconds: `times` as long as the last write took, at least `least` and at most `most`. When
 * little happens screens hear of it at once; when much does, rows that change again and again are written once.
 */
export interface Pace {
  readonly times: number;
  readonly least: number;
  readonly most: number;
}

export const LIVE_PACE: Pace = { times: 4, least: 5, most: 100 };

/** How long to wait after a write that took so long, until the next may begin. */
export const waitAfter = (took: number, { times, least, most }: Pace): number => Math.min(most, Math.max(least, took * times));
