import type { Position } from '@lyceum/contracts';

/** What is known of a fill: events read before this process began and since, for how many seconds, and where it is in the log. */
interface Known {
  readonly before: number;
  readonly seen: number;
  readonly seconds: number;
  readonly position: Position;
  readonly head: Position;
}

/**
 * How far a fill is. Nobody knows how many events the log has: it is told from how many there were on the way so far, by their positions, and
 * is exact at the end.
 */
export function estimated({ before, seen, seconds, position, head }: Known) {
  const done = before + seen;
  const share = shareOf(position, head);
  const total = share > 0 ? Math.max(done, Math.round(done / share)) : done;
  const rate = seconds > 0 ? Math.round(seen / seconds) : 0;
  return { done, total, rate, secondsLeft: rate > 0 ? Math.round(((total - done) / rate) * 10) / 10 : null };
}

/** How much of the log lies before a position, 0 to 1. */
function shareOf(position: Position, head: Position): number {
  const [at, end] = [BigInt(position), BigInt(head)];
  if (end <= 0n || at >= end) return 1;
  return Number((at * 1_000_000n) / end) / 1_000_000;
}
