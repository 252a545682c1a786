import { MaxKey, MinKey } from 'bson';
import { RANK, rankOf } from '../bson/compare.ts';
import type { Value } from '../bson/values.ts';
import { isNaNValue, keyOfValues } from '../storage/keys.ts';
import type { Condition } from './filter.ts';
import { fixedPrefix, regexOf } from './regex.ts';

/** A stretch of keys: those not below `low` and below `high`. A point stands for one value. */
export interface Interval {
  low: Buffer;
  high: Buffer;
  point: boolean;
  /** As `explain` shows it. */
  text: string;
}

const AFTER = Buffer.from([0xff]);
const after = (key: Buffer): Buffer => Buffer.concat([key, AFTER]);

/** Everything: no class byte is 00 or ff. */
export const FULL: Interval = { low: Buffer.from([0]), high: AFTER, point: false, text: '[MinKey, MaxKey]' };

const encoded = (value: Value, descending: boolean): Buffer => keyOfValues([value], [descending]);

const point = (value: Value, descending: boolean): Interval => {
  const key = encoded(value, descending);
  return { low: key, high: after(key), point: true, text: `[${textOf(value)}, ${textOf(value)}]` };
};

/** All values of a class. */
const classOf = (rank: number, descending: boolean): Interval => {
  const byte = descending ? 0xff ^ rank : rank;
  return { low: Buffer.from([byte]), high: Buffer.from([byte + 1]), point: false, text: `[class ${rank}]` };
};

const ranged = (operator: '$gt' | '$gte' | '$lt' | '$lte', value: Value, descending: boolean): Interval => {
  const whole = classOf(rankOf(value), descending);
  const key = encoded(value, descending);
  const lower = operator.startsWith('$gt') !== descending;
  const inclusive = operator.endsWith('e');
  const text = operator.startsWith('$gt')
    ? `${inclusive ? '[' : '('}${textOf(value)}, inf]`
    : `[-inf, ${textOf(value)}${inclusive ? ']' : ')'}`;
  if (lower) return { low: inclusive ? key : after(key), high: whole.high, point: false, text };
  return { low: whole.low, high: inclusive ? after(key) : key, point: false, text };
};

const textOf = (value: Value): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));

const ofValue = (value: Value, descending: boolean): Interval[] => {
  if (Array.isArray(value)) return [point(value, descending), point(value[0], descending)];
  const regex = regexOf(value);
  return regex ? [...ofRegex(regex, descending), point(value, descending)] : [point(value, descending)];
};

const ofRegex = (regex: RegExp, descending: boolean): Interval[] => {
  const prefix = fixedPrefix(regex);
  if (prefix === '') return [classOf(RANK.string, descending)];
  const low = encoded(prefix, false).subarray(0, -1);
  if (descending) {
    const inverted = encoded(prefix, true).subarray(0, -1);
    // Turned over, a text ends with ff itself.
    return [{ low: inverted, high: after(after(inverted)), point: false, text: `[/^${prefix}/]` }];
  }
  return [{ low, high: after(low), point: false, text: `["${prefix}", /^${prefix}/]` }];
};

/** The stretches of one field's keys in which a condition can hold; undefined where the index says nothing about it. */
export const intervalsOf = ({ operator, value }: Condition, descending: boolean): Interval[] | undefined => {
  switch (operator) {
    case '$eq':
      return ofValue(value, descending);
    case '$in':
      return Array.isArray(value) ? value.flatMap((item) => ofValue(item, descending)) : undefined;
    case '$regex': {
      const regex = regexOf(value) ?? (typeof value === 'string' ? safeRegex(value) : undefined);
      return regex && fixedPrefix(regex) !== '' ? [...ofRegex(regex, descending)] : undefined;
    }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      // An array compares as a whole and by its elements, which lie elsewhere.
      if (value instanceof MinKey || value instanceof MaxKey || Array.isArray(value) || isNaNValue(value) || value === null)
        return undefined;
      return [ranged(operator, value, descending)];
    default:
      return undefined;
  }
};

const safeRegex = (pattern: string): RegExp | undefined => {
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
};

/** What both stretches share, if anything. */
export const intersect = (a: Interval, b: Interval): Interval | undefined => {
  const low = Buffer.compare(a.low, b.low) >= 0 ? a.low : b.low;
  const high = Buffer.compare(a.high, b.high) <= 0 ? a.high : b.high;
  if (Buffer.compare(low, high) >= 0) return undefined;
  const inner = a.point ? a : b;
  return { low, high, point: a.point || b.point, text: inner.point ? inner.text : `${a.text} and ${b.text}` };
};

/** In order, with those that touch or overlap made one. */
export const merged = (intervals: Interval[]): Interval[] => {
  const sorted = [...intervals].sort((a, b) => Buffer.compare(a.low, b.low));
  const result: Interval[] = [];
  for (const interval of sorted) {
    const last = result.at(-1);
    if (last && Buffer.compare(interval.low, last.high) < 0) {
      if (Buffer.compare(interval.high, last.high) > 0) result[result.length - 1] = { ...last, high: interval.high, point: false };
    } else result.push(interval);
  }
  return result;
};

/** Puts the stretches of the next field behind points of the fields before. */
export const joined = (prefixes: Interval[], next: Interval[]): Interval[] =>
  prefixes.flatMap((prefix) =>
    next.map((interval) => ({
      low: Buffer.concat([prefix.low, interval.low]),
      high: Buffer.concat([prefix.low, interval.high]),
      point: interval.point,
      text: interval.text,
    })),
  );
