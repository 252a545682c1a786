/**
 * The area under the receiver operating characteristic: how often a score of one with the outcome lies above that of one without, equal
 * scores counting half. Null where there is only one kind.
 */
export function auc(scores: readonly number[], outcomes: readonly (0 | 1)[]): number | null {
  const order = scores.map((_, at) => at).toSorted((a, b) => scores[a]! - scores[b]!);
  const positives = outcomes.reduce<number>((sum, outcome) => sum + outcome, 0);
  const negatives = outcomes.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let ranks = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++;
    // Equals share the mean of their ranks, which count from 1.
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at++) if (outcomes[order[at]!] === 1) ranks += rank;
    from = to;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** How well a threshold tells the two apart: of those above it, the share with the outcome, and how many of these it finds. */
export function atThreshold(scores: readonly number[], outcomes: readonly (0 | 1)[], threshold: number) {
  let [flagged, right, all] = [0, 0, 0];
  for (const [at, score] of scores.entries()) {
    all += outcomes[at]!;
    if (score < threshold) continue;
    flagged++;
    right += outcomes[at]!;
  }
  return { flagged, precision: flagged > 0 ? right / flagged : null, found: all > 0 ? right / all : 0 };
}
