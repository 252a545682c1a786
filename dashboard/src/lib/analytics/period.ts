/** Days of the calendar (UTC) from the first to the last: `2026-03-02`. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const DAY = 86_400_000;

/** The lengths that can be picked, in days. */
export const LENGTHS = [30, 90, 365, 1825] as const;
export type Length = (typeof LENGTHS)[number];
const USUAL: Length = 90;

const isDate = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** The day that lies so many days after another. */
export const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** How many days the period has. */
export const lengthOf = ({ from, to }: Period): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1;

/** The period that an address asks for: `from` and `to`, or the last so many `days`; the usual one where it asks for none that can be. */
export function readPeriod(query: URLSearchParams, today: string): Period {
  const [from, to] = [query.get('from'), query.get('to')];
  if (isDate(from) && isDate(to) && from <= to) return { from, to };
  const days = LENGTHS.find((length) => String(length) === query.get('days')) ?? USUAL;
  return { from: daysAfter(today, 1 - days), to: today };
}

/** The period of the same length that ended before this one began. */
export const before = (period: Period): Period => ({ from: daysAfter(period.from, -lengthOf(period)), to: daysAfter(period.from, -1) });
