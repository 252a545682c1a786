import { Decimal128, Double } from 'bson';
import { calculate, decimalOfDouble, readDecimal, writeDecimal } from '../bson/decimal.ts';
import type { Decimal } from '../bson/decimal.ts';
import { double, isInt32, toNumber } from '../bson/values.ts';
import type { Numeric } from '../bson/values.ts';
import { ServerError } from '../errors.ts';

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

const isDouble = (value: Numeric): boolean => value instanceof Double || (typeof value === 'number' && !isInt32(value));

/** Sum, difference or product in the wider of the two types; an int32 that overflows becomes an int64. Undefined where an int64 overflows. */
export const arithmetic = (operator: '+' | '-' | '*', a: Numeric, b: Numeric): Numeric | undefined => {
  if (a instanceof Decimal128 || b instanceof Decimal128) return decimalArithmetic(operator, a, b);
  if (isDouble(a) || isDouble(b)) {
    const [left, right] = [toNumber(a) as number, toNumber(b) as number];
    return double(operator === '+' ? left + right : operator === '-' ? left - right : left * right);
  }
  if (typeof a === 'number' && typeof b === 'number') {
    const result = operator === '+' ? a + b : operator === '-' ? a - b : a * b;
    if ((result | 0) === result) return result + 0;
    if (Number.isSafeInteger(result)) return BigInt(result);
  }
  const [left, right] = [BigInt(a as number | bigint), BigInt(b as number | bigint)];
  const result = operator === '+' ? left + right : operator === '-' ? left - right : left * right;
  return result < LEAST || result > MOST ? undefined : result;
};

const asDecimal = (value: Numeric): Decimal | undefined => {
  if (value instanceof Decimal128) {
    const read = readDecimal(value);
    return typeof read === 'string' ? undefined : read;
  }
  if (typeof value === 'bigint') return { digits: value, exponent: 0 };
  const number = toNumber(value) as number;
  return Number.isFinite(number)
    ? decimalOfDouble(Number(number.toPrecision(15)) === number ? Number(number.toPrecision(15)) : number)
    : undefined;
};

/** In Decimal128; what is not finite goes by the rules of doubles. Quotients too, for expressions. */
export const decimalArithmetic = (operator: '+' | '-' | '*' | '/', a: Numeric, b: Numeric): Decimal128 => {
  const [left, right] = [shortest(a), shortest(b)];
  if (left === undefined || right === undefined || (operator === '/' && right.digits === 0n)) {
    const [x, y] = [toNumber(a) as number, toNumber(b) as number];
    const result = operator === '+' ? x + y : operator === '-' ? x - y : operator === '*' ? x * y : x / y;
    return Decimal128.fromString(Number.isNaN(result) ? 'NaN' : result > 0 ? 'Infinity' : '-Infinity');
  }
  return writeDecimal(calculate(operator, left, right));
};

/** A double enters decimal arithmetic with 15 significant digits, as in the real server. */
const shortest = (value: Numeric): Decimal | undefined => {
  if (value instanceof Decimal128 || typeof value === 'bigint') return asDecimal(value);
  const number = toNumber(value) as number;
  if (!Number.isFinite(number)) return undefined;
  const exact = readDecimal(
    Decimal128.fromString(Number.isInteger(number) && Math.abs(number) < 1e15 ? String(number) : number.toPrecision(15)),
  );
  return typeof exact === 'string' ? undefined : exact;
};

/** The type's name in the message of an overflow. */
export const overflow = (operation: string, a: Numeric, b: Numeric): ServerError =>
  new ServerError(
    'BadValue',
    `Failed to apply ${operation} operations to current value ((NumberLong)${String(a)}) for document with ${String(b)}`,
  );
