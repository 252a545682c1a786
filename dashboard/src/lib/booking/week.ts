import type { Slot } from '@lyceum/contracts';
import { LOCALE } from '#lib/messages/index.ts';
import { hourMinute } from '#lib/time/format.ts';
import { fromLocal, toLocal } from '#lib/time/local.ts';

/** How many days a picker shows at once. */
export const DAYS = 7;
const DAY = 86_400_000;

/** The date that the clocks of a zone show at a moment. */
export const dateIn = (at: number | string, zone: string): string => toLocal(new Date(at).toISOString(), zone).slice(0, 10);

export const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

export const isDate = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** The dates from one on. */
export const datesFrom = (date: string, count = DAYS): string[] => Array.from({ length: count }, (_, day) => plusDays(date, day));

/** The beginning of a date in a zone. */
export const midnight = (date: string, zone: string): string => fromLocal(`${date}T00:00`, zone) ?? `${date}T00:00:00.000Z`;

/** The time of some days of a zone, end excluded. */
export const windowOf = (first: string, zone: string, count = DAYS): { from: string; to: string } => ({
  from: midnight(first, zone),
  to: midnight(plusDays(first, count), zone),
});

/** The slots of each date as the clocks of the zone show them. */
export function byDate(
  slots: readonly Slot[],
  dates: readonly string[],
  zone: string,
): { readonly date: string; readonly slots: readonly Slot[] }[] {
  const found = Map.groupBy(slots, ({ start }) => dateIn(start, zone));
  return dates.map((date) => ({ date, slots: found.get(date) ?? [] }));
}

/** How long a slot is, in minutes. */
export const lengthOf = ({ start, end }: Pick<Slot, 'start' | 'end'>): number => (Date.parse(end) - Date.parse(start)) / 60_000;

const dayNames = new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });
const longDayNames = new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' });
export const dayName = (date: string): string => dayNames.format(Date.parse(`${date}T12:00:00Z`));
export const longDayName = (date: string): string => longDayNames.format(Date.parse(`${date}T12:00:00Z`));

/** How far a zone is from UTC at a moment: GMT+2. */
export function offsetAt(at: number | string, zone: string): string {
  const parts = new Intl.DateTimeFormat(LOCALE, { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(new Date(at));
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** The times of one day as they are read. Where clocks are put back one comes twice: then both say how far they are from UTC. */
export function timesOf(starts: readonly string[], zone: string): ReadonlyMap<string, string> {
  const read = starts.map((start) => hourMinute(start, zone));
  return new Map(
    starts.map((start, at) => {
      const time = read[at] ?? '';
      return [start, read.filter((other) => other === time).length > 1 ? `${time} ${offsetAt(start, zone)}` : time];
    }),
  );
}
