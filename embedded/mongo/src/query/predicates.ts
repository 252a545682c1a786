import { Binary, Decimal128, MaxKey, MinKey } from 'bson';
import { RANK, rankOf } from '../bson/compare.ts';
import { isDoc, isNumeric, toNumber, truthy, TYPE_NUMBERS, typeNumber } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { isNaNValue } from '../storage/keys.ts';
import { BINARY } from './order.ts';
import type { Order } from './order.ts';
import { orElement } from './paths.ts';
import type { Leaf } from './paths.ts';
import { compileRegex, regexOf } from './regex.ts';

const bad = (message: string): ServerError => new ServerError('BadValue', message);

/** Equality as `{field: value}` has it: null also finds what is missing, a regular expression what it matches. */
export const equals = (wanted: Value, order: Order = BINARY): Leaf => {
  const regex = regexOf(wanted);
  if (regex) return orElement((value) => (typeof value === 'string' ? regex.test(value) : order.same(value, wanted)));
  if (wanted === null) return orElement((value) => value === null || value === undefined);
  if ((typeof wanted === 'string' && order === BINARY) || typeof wanted === 'boolean') return orElement((value) => value === wanted);
  return orElement((value) => value !== undefined && order.same(value, wanted));
};

/** An order comparison; only values of the same class compare, but for the two ends of the order. */
export const compares = (operator: '$gt' | '$gte' | '$lt' | '$lte', wanted: Value, order: Order): Leaf => {
  const accept: (result: number) => boolean =
    operator === '$gt'
      ? (result) => result > 0
      : operator === '$gte'
        ? (result) => result >= 0
        : operator === '$lt'
          ? (result) => result < 0
          : (result) => result <= 0;
  if (regexOf(wanted)) throw bad("Can't have RegEx as arg to predicate over field");
  const rank = rankOf(wanted);
  if (wanted instanceof MinKey || wanted instanceof MaxKey) return orElement((value) => accept(order.compare(value ?? null, wanted)));
  if (isNaNValue(wanted)) return orElement((value) => operator.endsWith('e') && isNaNValue(value));
  if (rank === RANK.null) return orElement((value) => operator.endsWith('e') && (value === null || value === undefined));
  return orElement((value) => value !== undefined && rankOf(value) === rank && !isNaNValue(value) && accept(order.compare(value, wanted)));
};

/** `$in`: any of the values or regular expressions. */
export const oneOf = (list: Value, order: Order): Leaf => {
  if (!Array.isArray(list)) throw bad('$in needs an array');
  if (list.some((value) => isDoc(value) && Object.keys(value)[0]?.startsWith('$') && !('$ref' in value)))
    throw bad('cannot nest $ under $in');
  if (list.length <= 8 || list.some((value) => regexOf(value))) {
    const leaves = list.map((value) => equals(value, order));
    return (value, tracker) => leaves.some((leaf) => leaf(value, tracker));
  }
  const nameOf = order.names();
  const names = new Set(list.map(nameOf));
  const withNull = list.includes(null);
  return orElement((value) => (value === undefined ? withNull : names.has(nameOf(value))));
};

/** `$exists`. */
export const exists = (): Leaf => (value) => value !== undefined;

/** The type numbers that `$type` names. */
const typesOf = (wanted: Value): Set<number> => {
  const types = new Set<number>();
  for (const item of Array.isArray(wanted) ? wanted : [wanted]) {
    if (item === 'number') for (const type of [1, 16, 18, 19]) types.add(type);
    else if (typeof item === 'string') {
      const type = TYPE_NUMBERS.get(item);
      if (type === undefined) throw bad(`Unknown type name alias: ${item}`);
      types.add(type);
    } else {
      const type = toNumber(item);
      if (type === undefined) throw new ServerError('TypeMismatch', 'type must be represented as a number or a string');
      if (![...TYPE_NUMBERS.values()].includes(type)) throw bad(`Invalid numerical type code: ${type}`);
      types.add(type);
    }
  }
  if (types.size === 0) throw new ServerError('FailedToParse', '$type must match at least one type');
  return types;
};

/** `$type`, by number, name or a list of them. */
export const ofType = (wanted: Value): Leaf => {
  const types = typesOf(wanted);
  return orElement((value) => value !== undefined && types.has(typeNumber(value)));
};

/** `$size`. */
export const ofSize = (wanted: Value): Leaf => {
  const size = toNumber(wanted);
  if (size === undefined || !Number.isInteger(size)) throw bad('Failed to parse $size. Expected an integer');
  if (size < 0) throw bad(`Failed to parse $size. Expected a non-negative number in: $size: ${size}`);
  return (value) => Array.isArray(value) && value.length === size;
};

/** `$mod: [divisor, remainder]`. */
export const modulo = (wanted: Value): Leaf => {
  if (!Array.isArray(wanted)) throw bad('malformed mod, needs to be an array');
  if (wanted.length !== 2) throw bad(wanted.length < 2 ? 'malformed mod, not enough elements' : 'malformed mod, too many elements');
  const [divisor, remainder] = wanted.map((value) => Math.trunc(toNumber(value) ?? NaN)) as [number, number];
  if (Number.isNaN(divisor)) throw bad('malformed mod, divisor not a number');
  if (divisor === 0) throw bad('divisor cannot be 0');
  return orElement((value) => isNumeric(value) && Math.trunc(toNumber(value) as number) % divisor === remainder);
};

/** `$regex` with `$options`. */
export const matches = (pattern: Value, options: Value): Leaf => {
  if (typeof pattern === 'string') {
    const regex = compileRegex(pattern, typeof options === 'string' ? options : '');
    return orElement((value) => typeof value === 'string' && regex.test(value));
  }
  const given = regexOf(pattern);
  if (!given) throw bad('$regex has to be a string');
  const regex = typeof options === 'string' ? compileRegex(given.source, options) : given;
  return orElement((value) => typeof value === 'string' && regex.test(value));
};

const bitPositions = (wanted: Value): bigint => {
  if (Array.isArray(wanted)) return wanted.reduce<bigint>((mask, position) => mask | (1n << BigInt(toNumber(position) ?? 0)), 0n);
  if (wanted instanceof Binary) return littleEndian(wanted);
  const number = toNumber(wanted);
  if (number === undefined || !Number.isInteger(number) || number < 0)
    throw bad('bit tests take a non-negative number, an array of positions or a BinData');
  return BigInt(number);
};

const littleEndian = (value: Binary): bigint =>
  BigInt(`0x${Buffer.from(value.buffer.subarray(0, value.position)).reverse().toString('hex') || '0'}`);

/** `$bitsAllSet` and its kin. */
export const bits = (operator: string, wanted: Value): Leaf => {
  const mask = bitPositions(wanted);
  return orElement((value) => {
    let field: bigint;
    if (value instanceof Binary) field = littleEndian(value);
    else if (isNumeric(value) && !(value instanceof Decimal128) && Number.isInteger(toNumber(value)))
      field = BigInt.asUintN(64, typeof value === 'bigint' ? value : BigInt(toNumber(value) as number));
    else return false;
    const set = field & mask;
    if (operator === '$bitsAllSet') return set === mask;
    if (operator === '$bitsAnySet') return set !== 0n;
    return operator === '$bitsAllClear' ? set === 0n : set !== mask;
  });
};

/** Whether `$exists` was asked for what is there. */
export const wantsExisting = (value: Value): boolean => truthy(value);

/** Whether a value is a document of operators, such as `{$gt: 1}`. */
export const isOperatorDoc = (value: Value): value is Doc => {
  if (!isDoc(value)) return false;
  const first = Object.keys(value)[0];
  return first !== undefined && first.startsWith('$') && first !== '$ref' && first !== '$id' && first !== '$db';
};
