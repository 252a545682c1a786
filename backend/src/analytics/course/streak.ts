import type { Streak } from '@lyceum/contracts';
import type { HabitsRow } from '@lyceum/projections';
import { dayOf, mondayOf } from './days.ts';

const QUARTER = 15 * 60_000;

/** The days of a zone on which something was done, each once. */
function daysIn(months: readonly HabitsRow[], zone: string): Set<number> {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  const days = new Set<number>();
  for (const { days: byDay } of months)
    for (const [date, quarters] of Object.entries(byDay))
      for (const quarter of quarters) days.add(dayOf(format.format(Date.parse(`${date}T00:00:00Z`) + quarter * QUARTER)));
  return days;
}

/** How many there are in a row downwards from the first of two that is there, `step` apart. */
function inARow(there: ReadonlySet<number>, from: number, step: number): number {
  // Who has done nothing yet today, or this week, has not broken the row.
  const start = there.has(from) ? from : from - step;
  let count = 0;
  while (there.has(start - count * step)) count++;
  return count;
}

/** Days and weeks in a row, in a zone, at an instant. */
export function streakOf(months: readonly HabitsRow[], zone: string, now: number): Streak {
  const days = daysIn(months, zone);
  const today = dayOf(new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(now));
  const weeks = new Set([...days].map(mondayOf));
  return { days: inARow(days, today, 1), weeks: inARow(weeks, mondayOf(today), 7), today: days.has(today) };
}
