import type { Tally } from '@lyceum/contracts';

const HOURS = 7 * 24;

/** How many hours the zone is ahead of UTC at that time: half hours count as whole ones, as the figures are by the hour. */
export function hoursAhead(zone: string, at: number): number {
  const there = new Date(new Date(at).toLocaleString('en-US', { timeZone: zone }));
  const here = new Date(new Date(at).toLocaleString('en-US', { timeZone: 'UTC' }));
  return Math.round((there.getTime() - here.getTime()) / 3_600_000);
}

/** What was done by day of the week (Monday first) and hour of the day, `ahead` of UTC. */
export function weekOf(hours: Tally['hours'], ahead: number): number[][] {
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const [hour, count] of Object.entries(hours)) {
    const there = (Number(hour) + ahead + HOURS) % HOURS;
    week[Math.floor(there / 24)]![there % 24]! += count;
  }
  return week;
}
