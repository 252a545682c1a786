import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { compareDecimals, decimalOfDouble, readDecimal } from './decimal.ts';
import type { Decimal, Special } from './decimal.ts';
import { decode } from './decode.ts';
import { toNumber } from './values.ts';
import type { Doc, Numeric, Value } from './values.ts';

/** The classes of values in their sort order (manual, "Comparison/Sort Order"); numbers of all types are one class. */
export const RANK = {
  minKey: 1,
  undefined: 10,
  null: 20,
  number: 30,
  string: 60,
  object: 70,
  array: 80,
  binary: 90,
  objectId: 100,
  boolean: 110,
  date: 120,
  timestamp: 130,
  regex: 140,
  code: 160,
  codeWithScope: 170,
  maxKey: 240,
} as const;

/** The class a value belongs to. */
export const rankOf = (value: Value): number => {
  switch (typeof value) {
    case 'string':
      return RANK.string;
    case 'number':
    case 'bigint':
      return RANK.number;
    case 'boolean':
      return RANK.boolean;
    case 'undefined':
      return RANK.undefined;
  }
  if (value === null) return RANK.null;
  if (Array.isArray(value)) return RANK.array;
  if (value instanceof Date) return RANK.date;
  if (value instanceof ObjectId) return RANK.objectId;
  if (value instanceof Double || value instanceof Decimal128) return RANK.number;
  if (value instanceof Binary) return RANK.binary;
  if (value instanceof Timestamp) return RANK.timestamp;
  if (value instanceof BSONRegExp || value instanceof RegExp) return RANK.regex;
  if (value instanceof Code) return value.scope ? RANK.codeWithScope : RANK.code;
  if (value instanceof BSONSymbol) return RANK.string;
  if (value instanceof MinKey) return RANK.minKey;
  if (value instanceof MaxKey) return RANK.maxKey;
  return RANK.object;
};

const order = <T extends number | bigint | boolean>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** UTF-8 order, which differs from UTF-16 order only where surrogates meet what lies above them. */
export const compareTexts = (a: string, b: string): number => {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right)
      return order(left >= 0xd800 && right >= 0xd800 ? lift(left) : left, left >= 0xd800 && right >= 0xd800 ? lift(right) : right);
  }
  return order(a.length, b.length);
};
const lift = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit + 0x2000);

/** A number's exact value. */
export const exactly = (value: Numeric): Decimal | Special => {
  if (value instanceof Decimal128) return readDecimal(value);
  if (typeof value === 'bigint') return { digits: value, exponent: 0 };
  const number = value instanceof Double ? value.value : value;
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number > 0 ? 'Infinity' : '-Infinity';
  return decimalOfDouble(number);
};

const specialRank = (value: Decimal | Special): number => (value === 'NaN' ? 0 : value === '-Infinity' ? 1 : value === 'Infinity' ? 3 : 2);

/** Compares numbers of any types exactly; NaN is below all and equal to itself. */
export const compareNumbers = (a: Numeric, b: Numeric): number => {
  if (typeof a === 'bigint' && typeof b === 'bigint') return order(a, b);
  if (typeof a !== 'bigint' && typeof b !== 'bigint' && !(a instanceof Decimal128) && !(b instanceof Decimal128)) {
    const left = a instanceof Double ? a.value : a;
    const right = b instanceof Double ? b.value : b;
    if (left === right) return 0;
    if (left < right) return -1;
    if (left > right) return 1;
    return order(Number.isNaN(left) ? 0 : 1, Number.isNaN(right) ? 0 : 1);
  }
  const left = exactly(a);
  const right = exactly(b);
  if (typeof left === 'string' || typeof right === 'string') return order(specialRank(left), specialRank(right));
  return compareDecimals(left, right);
};

/** How texts compare where a collation does not say otherwise: names of fields, patterns and code always so. */
export type TextComparison = (a: string, b: string) => number;

const compareLists = (a: Value[], b: Value[], texts: TextComparison): number => {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const result = compareValues(a[index], b[index], texts);
    if (result !== 0) return result;
  }
  return order(a.length, b.length);
};

const compareDocs = (a: Doc, b: Doc, texts: TextComparison): number => {
  const left = Object.keys(a);
  const right = Object.keys(b);
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [leftName, rightName] = [left[index] as string, right[index] as string];
    const result =
      order(rankOf(a[leftName]), rankOf(b[rightName])) ||
      compareTexts(leftName, rightName) ||
      compareValues(a[leftName], b[rightName], texts);
    if (result !== 0) return result;
  }
  return order(left.length, right.length);
};

/** A regular expression's pattern and options, as BSON keeps them. */
export const regexParts = (value: RegExp | BSONRegExp): [string, string] =>
  value instanceof RegExp ? [value.source, value.flags] : [value.pattern, value.options];

/** BSON comparison order: over all types, numbers across their types, -1, 0 or 1. */
export const compareValues = (a: Value, b: Value, texts: TextComparison = compareTexts): number => {
  if (a === b) return 0;
  if (typeof a === 'string' && typeof b === 'string') return texts(a, b);
  const rank = rankOf(a);
  const difference = order(rank, rankOf(b));
  if (difference !== 0) return difference;
  switch (rank) {
    case RANK.number:
      return compareNumbers(a as Numeric, b as Numeric);
    case RANK.string:
      return texts(String(a), String(b));
    case RANK.object:
      return compareDocs(plain(a), plain(b), texts);
    case RANK.array:
      return compareLists(a as Value[], b as Value[], texts);
    case RANK.binary:
      return compareBinaries(a as Binary, b as Binary);
    case RANK.objectId:
      return Math.sign(Buffer.compare((a as ObjectId).id, (b as ObjectId).id));
    case RANK.boolean:
      return order(a as boolean, b as boolean);
    case RANK.date:
      return order((a as Date).getTime(), (b as Date).getTime());
    case RANK.timestamp:
      return order(unsigned(a as Timestamp), unsigned(b as Timestamp));
    case RANK.regex: {
      const [left, right] = [regexParts(a as RegExp), regexParts(b as RegExp)];
      return compareTexts(left[0], right[0]) || compareTexts(left[1], right[1]);
    }
    case RANK.code:
      return compareTexts((a as Code).code, (b as Code).code);
    case RANK.codeWithScope:
      return compareTexts((a as Code).code, (b as Code).code) || compareDocs((a as Code).scope as Doc, (b as Code).scope as Doc, texts);
    default:
      return 0;
  }
};

const plain = (value: Value): Doc => (value instanceof Uint8Array ? decode(value) : (value as Doc));

/** A timestamp as the unsigned number it is. */
export const unsigned = (value: Timestamp): bigint => BigInt.asUintN(64, value.toBigInt());

const compareBinaries = (a: Binary, b: Binary): number =>
  order(a.position, b.position) ||
  order(a.sub_type, b.sub_type) ||
  Math.sign(Buffer.compare(a.buffer.subarray(0, a.position), b.buffer.subarray(0, b.position)));

/** Whether two values are the same to a query; missing is not null here. */
export const sameValue = (a: Value, b: Value): boolean => compareValues(a, b) === 0;

/** Whether two values are the same down to their types and field order, so that storing one for the other changes nothing. */
export const identical = (a: Value, b: Value): boolean => {
  if (a === b) return true;
  if (typeof a !== typeof b || toNumber(a) !== toNumber(b)) return false;
  if (typeof a !== 'object' || a === null || b === null || typeof b !== 'object') return Object.is(a, b);
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((value, index) => identical(value, b[index]));
  if (a.constructor !== b.constructor) return false;
  if (rankOf(a) !== RANK.object) return a instanceof Decimal128 ? a.toString() === (b as Decimal128).toString() : sameValue(a, b);
  const [left, right] = [plain(a), plain(b)];
  const names = Object.keys(left);
  const others = Object.keys(right);
  return names.length === others.length && names.every((name, index) => name === others[index] && identical(left[name], right[name]));
};
