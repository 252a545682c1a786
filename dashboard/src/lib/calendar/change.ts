import type { Availability, DayRange } from '@lyceum/contracts';
import { hoursOf, replaced, weekdayOf, withDate, withWeekly } from './hours.ts';

/** Hours that are made or changed: of which date, which they were (null for new ones), which they are to be, and for which days. */
export interface EditedHours {
  readonly date: string;
  readonly former: DayRange | null;
  readonly range: DayRange;
  readonly by: 'week' | 'date';
}

/**
 * The calendar with hours in the place of others, or, with `isOut`, without them. For one date alone the others of that day stay as they
 * are; for every week the date follows its weekday again.
 */
export function changed(availability: Availability, { date, former, range, by }: EditedHours, isOut = false): Availability {
  const { by: source, ranges } = hoursOf(availability, date);
  const next = isOut ? null : range;
  if (by === 'date') return withDate(availability, date, replaced(ranges, former, next));
  const day = weekdayOf(date);
  const weekly = availability.weekly.filter((one) => one.day === day).map(({ start, end }) => ({ start, end }));
  const asWeek = withWeekly(availability, day, replaced(weekly, former, next));
  return source === 'date' ? withDate(asWeek, date, null) : asWeek;
}
