import type { Grain, SpanTally } from '@lyceum/contracts';
import { date, shortDate } from '#lib/time/format.ts';
import { daysAfter, lengthOf, type Period } from './period.ts';

/** By what a chart of time goes. */
export type SpanOfTime = Extract<Grain, 'day' | 'week' | 'month'>;

/** Days up to which a chart goes by day, and by week. */
const BY_DAY = 100;
const BY_WEEK = 2 * 366;

/** By what a chart of so long a time goes. */
export const grainOf = (period: Period): SpanOfTime =>
  lengthOf(period) <= BY_DAY ? 'day' : lengthOf(period) <= BY_WEEK ? 'week' : 'month';

/** The first day of the span that a day lies in; weeks begin on Monday. */
export function spanOf(grain: Grain, day: string): string {
  if (grain === 'month') return `${day.slice(0, 7)}-01`;
  if (grain !== 'week') return day;
  return daysAfter(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}

function nextOf(grain: Grain, day: string): string {
  if (grain === 'week') return daysAfter(day, 7);
  if (grain !== 'month') return daysAfter(day, 1);
  return spanOf('month', daysAfter(day, 31));
}

/** The last day of the span that begins on a day. */
export const lastDayOf = (grain: Grain, start: string): string => daysAfter(nextOf(grain, start), -1);

/** The period in whole spans, so that they add up to it; it does not go beyond `today`. */
export function aligned(period: Period, grain: Grain, today: string): Period {
  const end = daysAfter(nextOf(grain, spanOf(grain, period.to)), -1);
  return { from: spanOf(grain, period.from), to: end > today ? today : end };
}

/** Where the spans of a period begin that lie in it, oldest first: a chart of time has no gaps where nothing happened. */
export function startsOf(grain: Grain, { from, to }: Period): string[] {
  const starts: string[] = [];
  for (let day = spanOf(grain, from); day <= to; day = nextOf(grain, day)) if (day >= from) starts.push(day);
  return starts;
}

/** The spans by the day that each begins on. */
export const byStart = (items: readonly SpanTally[]): ReadonlyMap<string, SpanTally> =>
  new Map(items.flatMap((item) => (item.start === null ? [] : [[item.start.slice(0, 10), item]])));

/** A span in words: its day, the day that its week begins on, or its month. */
export const spanName = (grain: Grain, start: string, long: boolean): string =>
  long || grain === 'month' ? date(`${start}T00:00:00Z`, 'UTC') : shortDate(`${start}T00:00:00Z`, 'UTC');
