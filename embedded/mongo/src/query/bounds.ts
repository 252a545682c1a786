import { MaxKey, MinKey } from 'bson';
import { RANK, rankOf } from '../bson/compare.ts';
import type { Value } from '../bson/values.ts';
import { isNaNValue, keyOfValues } from '../storage/keys.ts';
import type { Condition } from './filter.ts';
import { hasTexts } from './order.ts';
import type { Lexicon } from '../storage/lexicon.ts';
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

/** How an index keeps a field's values. */
export interface Form {
  descending: boolean;
  /** What its texts are stored as, where it has a collation. */
  lexicon: Lexicon | undefined;
}

const encoded = (value: Value, { descending, lexicon }: Form): Buffer => keyOfValues([value], [descending], lexicon?.labelOf);

/** The key of a value as an index has it; undefined where no document can have it, because its text was never stored. */
export const pointKey = (value: Value, { lexicon, descending }: Form): Buffer | undefined => {
  let known = true;
  const labels =
    lexicon &&
    ((text: string): Uint8Array => {
      const { label } = lexicon.find(text);
      if (!label) known = false;
      return label ?? NO_LABEL;
    });
  const key = keyOfValues([value], [descending], labels);
  return known ? key : undefined;
};
const NO_LABEL = new Uint8Array(0);

const points = (value: Value, form: Form): Interval[] => {
  const key = pointKey(value, form);
  return key ? [{ low: key, high: after(key), point: true, text: `[${textOf(value)}, ${textOf(value)}]` }] : [];
};

/** All values of a class. */
const classOf = (rank: number, { descending }: Form): Interval => {
  const byte = descending ? 0xff ^ rank : rank;
  return { low: Buffer.from([byte]), high: Buffer.from([byte + 1]), point: false, text: `[class ${rank}]` };
};

const ranged = (operator: '$gt' | '$gte' | '$lt' | '$lte', value: Value, form: Form): Interval[] => {
  const whole = classOf(rankOf(value), form);
  if (form.lexicon && typeof value !== 'string' && hasTexts(value)) return [whole];
  const lower = operator.startsWith('$gt') !== form.descending;
  const text = operator.startsWith('$gt')
    ? `${operator.endsWith('e') ? '[' : '('}${textOf(value)}, inf]`
    : `[-inf, ${textOf(value)}${operator.endsWith('e') ? ']' : ')'}`;
  const end = endOf(operator.endsWith('e') === lower, value, form);
  if (end === undefined) return operator.startsWith('$gt') ? [] : [whole];
  return [lower ? { low: end, high: whole.high, point: false, text } : { low: whole.low, high: end, point: false, text }];
};

/** Where a range ends: before the keys of a value, or after them. A text that no document has stands before the next one; undefined if there is none. */
const endOf = (before: boolean, value: Value, form: Form): Buffer | undefined => {
  const { lexicon, descending } = form;
  if (!lexicon || typeof value !== 'string') return before ? encoded(value, form) : after(encoded(value, form));
  const { label, next } = lexicon.find(value);
  const at = label ?? next;
  if (!at) return undefined;
  const key = keyOfValues([value], [descending], () => at);
  return (label ? before : !descending) ? key : after(key);
};
const textOf = (value: Value): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));

const ofValue = (value: Value, form: Form): Interval[] => {
  if (Array.isArray(value)) return [...points(value, form), ...points(value[0], form)];
  const regex = regexOf(value);
  return regex ? [...ofRegex(regex, form), ...points(value, form)] : points(value, form);
};

/** A collation says nothing about the beginnings of texts. */
const ofRegex = (regex: RegExp, form: Form): Interval[] => {
  const prefix = form.lexicon ? '' : fixedPrefix(regex);
  if (prefix === '') return [classOf(RANK.string, form)];
  const low = encoded(prefix, { ...form, descending: false }).subarray(0, -1);
  if (form.descending) {
    const inverted = encoded(prefix, form).subarray(0, -1);
    // Turned over, a text ends with ff itself.
    return [{ low: inverted, high: after(after(inverted)), point: false, text: `[/^${prefix}/]` }];
  }
  return [{ low, high: after(low), point: false, text: `["${prefix}", /^${prefix}/]` }];
};

/** The stretches of one field's keys in which a condition can hold; undefined where the index says nothing about it. */
export const intervalsOf = ({ operator, value }: Condition, form: Form): Interval[] | undefined => {
  switch (operator) {
    case '$eq':
      return ofValue(value, form);
    case '$in':
      return Array.isArray(value) ? value.flatMap((item) => ofValue(item, form)) : undefined;
    case '$regex': {
      const regex = regexOf(value) ?? (typeof value === 'string' ? safeRegex(value) : undefined);
      return regex && !form.lexicon && fixedPrefix(regex) !== '' ? ofRegex(regex, form) : undefined;
    }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      // An array compares as a whole and by its elements, which lie elsewhere.
      if (value instanceof MinKey || value instanceof MaxKey || Array.isArray(value) || isNaNValue(value) || value === null)
        return undefined;
      return ranged(operator, value, form);
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
