import type { ProjectionStatus } from '@lyceum/contracts';

/** How all read models stand together: the longest lag, everything parked, and which do not run. */
export const health = (rows: readonly ProjectionStatus[]) => ({
  lagEvents: rows.reduce((most, { lagEvents }) => Math.max(most, lagEvents), 0),
  parked: rows.reduce((sum, { parked }) => sum + parked, 0),
  stopped: rows.filter(({ state }) => state === 'failed' || state === 'paused').map(({ name }) => name),
});

/** How far a read model is, 0 to 1, by its position in the log. */
export function progress({ position, head }: Pick<ProjectionStatus, 'position' | 'head'>): number {
  const [at, end] = [BigInt(position), BigInt(head)];
  if (end <= 0n || at >= end) return 1;
  return Number((at * 10_000n) / end) / 10_000;
}
