import type { Instant } from '../../values.ts';
import type { LocalDate, LocalTime } from '../availability.ts';

/** A stretch of time, end excluded; milliseconds since the epoch. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const MINUTE = 60_000;

/** The stretch of `minutes` from an instant on. */
export const spanOf = (start: Instant, minutes: number): Span => {
  const from = Date.parse(start);
  return { start: from, end: from + minutes * MINUTE };
};

export const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** The date that the calendars of the zone show at a moment. */
export const dateAt = (moment: number, zone: string): LocalDate => zoned(moment, zone).toPlainDate().toString();

/** The time of day that the clocks of the zone show at a moment, to the minute. */
export const timeAt = (moment: number, zone: string): LocalTime => zoned(moment, zone).toPlainTime().toString({ smallestUnit: 'minute' });

const zoned = (moment: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);

/**
 * The first moment of the date at which the clocks of the zone show `time` or later. Where the clocks are put forward over that time it
 * is the moment of the change, where they show it twice it is the first: so ranges that touch on the clock touch in time, and nothing
 * between them is lost or counted twice. `24:00` is the beginning of the next day.
 */
export function momentOf(date: LocalDate, time: LocalTime, zone: string): number {
  const day = Temporal.PlainDate.from(date);
  if (time === '24:00') return day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  if (time === '00:00') return day.toZonedDateTime(zone).epochMilliseconds;
  const wanted = day.toPlainDateTime(time);
  const earlier = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wanted)) return earlier.epochMilliseconds;
  return earlier.getTimeZoneTransition('next')?.epochMilliseconds ?? earlier.epochMilliseconds;
}

export const plusDays = (date: LocalDate, days: number): LocalDate => Temporal.PlainDate.from(date).add({ days }).toString();

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (date: LocalDate): number => Temporal.PlainDate.from(date).dayOfWeek;

/** The Monday of the date's week. */
export const weekOf = (date: LocalDate): LocalDate => plusDays(date, 1 - weekdayOf(date));

/** Every date of the zone that a stretch of time touches. */
export function datesOf({ start, end }: Span, zone: string): LocalDate[] {
  const dates: LocalDate[] = [];
  const last = dateAt(end, zone);
  for (let date = dateAt(start, zone); date <= last; date = plusDays(date, 1)) dates.push(date);
  return dates;
}

/** The same stretches in order, those that touch or overlap made one. */
export function merged(spans: readonly Span[]): Span[] {
  const all: { start: number; end: number }[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else all.push({ ...span });
  }
  return all;
}

/** Of merged stretches, the first that ends after `moment`; found by halving. */
function firstAfter(spans: readonly Span[], moment: number): Span | undefined {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end <= moment) low = middle + 1;
    else high = middle;
  }
  return spans[low];
}

/** Whether one of the merged stretches holds all of `span`. */
export function covers(spans: readonly Span[], span: Span): boolean {
  const first = firstAfter(spans, span.start);
  return first !== undefined && first.start <= span.start && span.end <= first.end;
}

/** Whether one of the merged stretches has some of `span`. */
export function touches(spans: readonly Span[], span: Span): boolean {
  const first = firstAfter(spans, span.start);
  return first !== undefined && first.start < span.end;
}
