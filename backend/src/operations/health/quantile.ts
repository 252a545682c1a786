/** How many observations were at most so large, by the bounds of a histogram in rising order; the last bound is infinite. */
export type Cumulative = readonly { readonly bound: number; readonly count: number }[];

/** What was observed since `before`. */
export const since = (before: Cumulative, now: Cumulative): Cumulative =>
  now.map(({ bound, count }, at) => ({ bound, count: count - (before[at]?.count ?? 0) }));

/** The value that a share of the observations did not exceed, taken to lie evenly within each stretch; null without any. */
export function quantile(buckets: Cumulative, share: number): number | null {
  const total = buckets.at(-1)?.count ?? 0;
  if (total <= 0) return null;
  const rank = share * total;
  const at = buckets.findIndex(({ count }) => count >= rank);
  const { bound, count } = buckets[at]!;
  const below = buckets[at - 1] ?? { bound: 0, count: 0 };
  if (bound === Infinity) return below.bound;
  const within = count - below.count;
  return below.bound + (within > 0 ? (rank - below.count) / within : 1) * (bound - below.bound);
}
