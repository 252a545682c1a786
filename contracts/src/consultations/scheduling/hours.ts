import type { Availability, DayRange, LocalDate } from '../availability.ts';
import { datesOf, merged, MINUTE, momentOf, weekdayOf, type Span } from './moments.ts';

/** Why a date has the hours that it has. */
export type HoursBy = 'week' | 'override' | 'holiday';

/** The hours of a date on the clock, and what they come from. */
export function hoursOn(availability: Availability, date: LocalDate): { readonly by: HoursBy; readonly ranges: readonly DayRange[] } {
  const override = availability.overrides.findLast((one) => one.date === date);
  if (override) return { by: 'override', ranges: override.ranges };
  if (availability.holidays.some(({ from, to }) => from <= date && date <= to)) return { by: 'holiday', ranges: [] };
  const day = weekdayOf(date);
  return { by: 'week', ranges: availability.weekly.filter((range) => range.day === day) };
}

const DAY = 24 * 60 * MINUTE;

/** The hours of every date that `window` touches, and of a day before and after, as stretches of time; empty ones left out. */
function rangesAround(availability: Availability, window: Span): Span[] {
  const zone = availability.timeZone;
  const dates = datesOf({ start: window.start - DAY, end: window.end + DAY }, zone);
  return dates.flatMap((date) =>
    hoursOn(availability, date)
      .ranges.map(({ start, end }) => ({ start: momentOf(date, start, zone), end: momentOf(date, end, zone) }))
      .filter(({ start, end }) => start < end),
  );
}

/** Minutes between two starts that are offered. */
export const intervalOf = ({ interval, lengths }: Availability): number => interval ?? Math.min(...lengths);

/** What the hours allow in a window. */
export interface Hours {
  /** When the instructor is there; midnight does not part what touches. */
  readonly open: readonly Span[];
  /** When sessions begin, in order: at the start of each range and every interval after it. */
  readonly starts: readonly number[];
}

/** The hours within `window`; starts outside it are left out. A session runs at most 8 hours, so that one day around it is enough. */
export function hoursWithin(availability: Availability, window: Span): Hours {
  const ranges = rangesAround(availability, window);
  const step = intervalOf(availability) * MINUTE;
  const starts = new Set<number>();
  for (const range of ranges) {
    const first = range.start + Math.max(0, Math.ceil((window.start - range.start) / step)) * step;
    for (let start = first; start < Math.min(range.end, window.end); start += step) starts.add(start);
  }
  return { open: merged(ranges), starts: [...starts].toSorted((a, b) => a - b) };
}
