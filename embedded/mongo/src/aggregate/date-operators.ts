/// <reference lib="esnext.temporal" />
import { toNumber } from '../bson/values.ts';
import type { Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { absent, fieldsOf } from './arguments.ts';
import type { Evaluate, OperatorCompiler } from './expression.ts';

type Unit = 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond';
const UNITS: readonly string[] = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'];
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MILLISECONDS: Partial<Record<Unit, number>> = { millisecond: 1, second: 1000, minute: 60_000, hour: 3_600_000 };
/** From where bins are counted (manual, "$dateTrunc"). */
const ORIGIN = Date.UTC(2000, 0, 1);

const unitOf = (value: Value, name: string): Unit => {
  if (typeof value !== 'string' || !UNITS.includes(value))
    throw new ServerError(5439013, `${name} requires 'unit' to be a time unit, not ${String(value)}`);
  return value as Unit;
};

const dateOf = (value: Value, name: string): Date => {
  if (!(value instanceof Date)) throw new ServerError(5439012, `${name} requires a date`);
  return value;
};

const weekdayOf = (value: Value, name: string): number => {
  const day = absent(value) ? 6 : WEEKDAYS.indexOf(String(value).toLowerCase().slice(0, 3));
  if (day < 0)
    throw new ServerError(5439015, `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week: ${String(value)}`);
  return day;
};

/** A date's local time, as if it were UTC, and back; zones go by their Olson names or offsets. */
const zoned = (date: Date, zone: Value): Temporal.ZonedDateTime => {
  try {
    const name = absent(zone) || zone === 'GMT' ? 'UTC' : String(zone).replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
    return Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(name);
  } catch {
    throw new ServerError(40485, `unrecognized time zone identifier: "${String(zone)}"`);
  }
};

const DAY = 86_400_000;
const floorTo = (value: number, size: number): number => Math.floor(value / size) * size;

const truncated = (date: Date, unit: Unit, size: number, zone: Value, startOfWeek: number): Date => {
  const local = zoned(date, zone);
  const plain = local.toPlainDateTime();
  const at = (time: Temporal.PlainDateTime): Date => new Date(time.toZonedDateTime(local.timeZoneId).epochMilliseconds);
  if (unit === 'year') return at(new Temporal.PlainDateTime(2000 + floorTo(plain.year - 2000, size), 1, 1));
  if (unit === 'month' || unit === 'quarter') {
    const months = floorTo((plain.year - 2000) * 12 + plain.month - 1, size * (unit === 'quarter' ? 3 : 1));
    return at(new Temporal.PlainDateTime(2000, 1, 1).add({ months }));
  }
  const days = Math.round((Date.UTC(plain.year, plain.month - 1, plain.day) - ORIGIN) / DAY);
  if (unit === 'day') return at(new Temporal.PlainDateTime(2000, 1, 1).add({ days: floorTo(days, size) }));
  if (unit === 'week') {
    // The first of January 2000 was a Saturday; bins start at the first such day after it.
    const first = (startOfWeek - 5 + 7) % 7;
    return at(new Temporal.PlainDateTime(2000, 1, 1).add({ days: first + floorTo(days - first, size * 7) }));
  }
  const offset = local.offsetNanoseconds / 1e6;
  return new Date(ORIGIN + floorTo(date.getTime() + offset - ORIGIN, size * (MILLISECONDS[unit] as number)) - offset);
};

const moved = (date: Date, unit: Unit, amount: number, zone: Value): Date => {
  const milliseconds = MILLISECONDS[unit];
  if (milliseconds !== undefined) return new Date(date.getTime() + amount * milliseconds);
  const duration = unit === 'quarter' ? { months: amount * 3 } : { [`${unit}s`]: amount };
  return new Date(zoned(date, zone).add(duration).epochMilliseconds);
};

/** How many boundaries of a unit lie between two dates. */
const between = (start: Date, end: Date, unit: Unit, zone: Value, startOfWeek: number): bigint => {
  const [from, to] = [zoned(start, zone).toPlainDateTime(), zoned(end, zone).toPlainDateTime()];
  const days = (time: Temporal.PlainDateTime): number => Math.round(Date.UTC(time.year, time.month - 1, time.day) / DAY);
  const months = (to.year - from.year) * 12 + to.month - from.month;
  if (unit === 'year') return BigInt(to.year - from.year);
  if (unit === 'month') return BigInt(months);
  if (unit === 'quarter') return BigInt((to.year - from.year) * 4 + Math.floor((to.month - 1) / 3) - Math.floor((from.month - 1) / 3));
  if (unit === 'day') return BigInt(days(to) - days(from));
  // The first of January 1970 was a Thursday, three days after a Monday.
  if (unit === 'week') return BigInt(Math.floor((days(to) + 3 - startOfWeek) / 7) - Math.floor((days(from) + 3 - startOfWeek) / 7));
  const size = MILLISECONDS[unit] as number;
  const offset = (date: Date): number => zoned(date, zone).offsetNanoseconds / 1e6;
  return BigInt(Math.floor((end.getTime() + offset(end)) / size) - Math.floor((start.getTime() + offset(start)) / size));
};

type Fields = Record<string, Evaluate | undefined>;

/** An operator of named arguments, null where one that it needs is. */
const named =
  (known: string[], required: string[], work: (values: Record<string, Value>, name: string) => Value): OperatorCompiler =>
  (argument, compile, name) => {
    const parts: Fields = fieldsOf(argument, compile, name, known, required);
    return (doc, variables) => {
      const values: Record<string, Value> = {};
      for (const [field, part] of Object.entries(parts)) values[field] = part?.(doc, variables);
      return required.some((field) => absent(values[field])) || ('timezone' in values && absent(values['timezone']))
        ? null
        : work(values, name);
    };
  };

const truncate = named(
  ['date', 'unit', 'binSize', 'timezone', 'startOfWeek'],
  ['date', 'unit'],
  ({ date, unit, binSize, timezone, startOfWeek }, name) => {
    const size = absent(binSize) ? 1 : toNumber(binSize);
    if (size === undefined || !Number.isInteger(size) || size < 1)
      throw new ServerError(5439017, `${name} requires 'binSize' to be a positive whole number`);
    return truncated(dateOf(date, name), unitOf(unit, name), size, timezone, weekdayOf(startOfWeek, name));
  },
);

const move = (way: 1 | -1): OperatorCompiler =>
  named(['startDate', 'unit', 'amount', 'timezone'], ['startDate', 'unit', 'amount'], ({ startDate, unit, amount, timezone }, name) => {
    const number = toNumber(amount);
    if (number === undefined || !Number.isInteger(number))
      throw new ServerError(5166405, `${name} expects an integer amount of time units`);
    return moved(dateOf(startDate, name), unitOf(unit, name), way * number, timezone);
  });

const difference = named(
  ['startDate', 'endDate', 'unit', 'timezone', 'startOfWeek'],
  ['startDate', 'endDate', 'unit'],
  ({ startDate, endDate, unit, timezone, startOfWeek }, name) =>
    between(dateOf(startDate, name), dateOf(endDate, name), unitOf(unit, name), timezone, weekdayOf(startOfWeek, name)),
);

/** Calendars, in time zones; reading and writing dates is mingo's. */
export const DATES: [string, OperatorCompiler][] = [
  ['$dateTrunc', truncate],
  ['$dateAdd', move(1)],
  ['$dateSubtract', move(-1)],
  ['$dateDiff', difference],
];
