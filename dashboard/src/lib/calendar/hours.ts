import type { Availability, DayRange } from '@lyceum/contracts';

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (date: string): number => new Date(`${date}T12:00:00Z`).getUTCDay() || 7;

/** The Monday of a date's week. */
export const mondayOf = (date: string): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) - (weekdayOf(date) - 1) * 86_400_000).toISOString().slice(0, 10);

/** Minutes from midnight on the clock, and back; 1440 is 24:00. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** What the hours of a date come from: every week, that date alone, or days off. */
export type HoursBy = 'week' | 'date' | 'holiday';

export interface HoursOfDay {
  readonly by: HoursBy;
  readonly ranges: readonly DayRange[];
  /** What days off are called. */
  readonly title: string;
}

/** The hours of a date, as the calendar has them. */
export function hoursOf({ weekly, overrides, holidays }: Availability, date: string): HoursOfDay {
  const own = overrides.findLast((one) => one.date === date);
  if (own) return { by: 'date', ranges: own.ranges, title: '' };
  const off = holidays.find(({ from, to }) => from <= date && date <= to);
  if (off) return { by: 'holiday', ranges: [], title: off.title };
  const day = weekdayOf(date);
  return { by: 'week', ranges: weekly.filter((range) => range.day === day).map(({ start, end }) => ({ start, end })), title: '' };
}

/** Ranges in order; those that touch or overlap are one. */
export function joined(ranges: readonly DayRange[]): DayRange[] {
  const all: DayRange[] = [];
  for (const range of ranges.toSorted((a, b) => (a.start < b.start ? -1 : 1))) {
    const last = all.at(-1);
    if (last && range.start <= last.end) all[all.length - 1] = { start: last.start, end: last.end > range.end ? last.end : range.end };
    else all.push(range);
  }
  return all;
}

/** The hours of a date with some in the place of others; none in their place takes them out. */
export const replaced = (ranges: readonly DayRange[], former: DayRange | null, next: DayRange | null): DayRange[] =>
  joined([...ranges.filter(({ start, end }) => start !== former?.start || end !== former.end), ...(next ? [next] : [])]);

/** The same hours on that weekday of every week. */
export const withWeekly = (availability: Availability, day: number, ranges: readonly DayRange[]): Availability => ({
  ...availability,
  weekly: [...availability.weekly.filter((range) => range.day !== day), ...ranges.map((range) => ({ day, ...range }))].toSorted(
    (a, b) => a.day - b.day || (a.start < b.start ? -1 : 1),
  ),
});

/** Hours of that date alone; `null` gives it back to the week. */
export const withDate = (availability: Availability, date: string, ranges: readonly DayRange[] | null): Availability => ({
  ...availability,
  overrides: [
    ...availability.overrides.filter((one) => one.date !== date),
    ...(ranges === null ? [] : [{ date, ranges: [...ranges] }]),
  ].toSorted((a, b) => (a.date < b.date ? -1 : 1)),
});

/** What a calendar begins with: working days, nine to five. */
export const firstAvailability = (timeZone: string): Availability => ({
  timeZone,
  weekly: [1, 2, 3, 4, 5].map((day) => ({ day, start: '09:00', end: '17:00' })),
  overrides: [],
  holidays: [],
  lengths: [30, 60],
  interval: null,
  bufferBefore: 0,
  bufferAfter: 10,
  minimumNotice: 120,
  horizonDays: 60,
  perDay: null,
  perWeek: null,
  approval: false,
  cancellation: { freeUntil: 1440, lateRefund: 0 },
});
