import { Decimal128, Double } from 'bson';
import { compareNumbers, exactly } from '../bson/compare.ts';
import { divideHalfEven, writeDecimal } from '../bson/decimal.ts';
import { double, isInt32, isNumeric, toNumber, typeName } from '../bson/values.ts';
import type { Numeric, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { arithmetic, decimalArithmetic } from '../update/arithmetic.ts';
import { absent, operator, variadic } from './arguments.ts';
import type { OperatorCompiler } from './expression.ts';

const numeric = (value: Value, name: string): Numeric => {
  if (!isNumeric(value)) throw new ServerError('TypeMismatch', `${name} only supports numeric types, not ${typeName(value)}`);
  return value;
};

/** Sum, difference or product; an int64 that overflows becomes a double, as in the real server's expressions. */
export const calculate = (sign: '+' | '-' | '*', a: Numeric, b: Numeric): Numeric => {
  const result = arithmetic(sign, a, b);
  if (result !== undefined) return result;
  const [left, right] = [toNumber(a) as number, toNumber(b) as number];
  return double(sign === '+' ? left + right : sign === '-' ? left - right : left * right);
};

const add = variadic((args, name) => {
  let date: Date | undefined;
  let sum: Numeric = 0;
  for (const value of args) {
    if (absent(value)) return null;
    if (value instanceof Date) {
      if (date) throw new ServerError(16612, 'only one date allowed in an $add expression');
      date = value;
    } else if (isNumeric(value)) sum = calculate('+', sum, value);
    else throw new ServerError('TypeMismatch', `${name} only supports numeric or date types, not ${typeName(value)}`);
  }
  return date ? new Date(date.getTime() + Math.round(toNumber(sum) as number)) : sum;
});

const multiply = variadic((args, name) => {
  let product: Numeric = 1;
  for (const value of args) {
    if (absent(value)) return null;
    product = calculate('*', product, numeric(value, name));
  }
  return product;
});

const subtract = operator(2, 2, ([a, b]) => {
  if (absent(a) || absent(b)) return null;
  if (a instanceof Date) {
    if (b instanceof Date) return BigInt(a.getTime() - b.getTime());
    if (isNumeric(b)) return new Date(a.getTime() - Math.round(toNumber(b) as number));
  }
  if (!isNumeric(a) || !isNumeric(b)) throw new ServerError('TypeMismatch', `can't $subtract ${typeName(b)} from ${typeName(a)}`);
  return calculate('-', a, b);
});

/** Quotient: a double, or a decimal where one of the two is. */
export const divide = (a: Numeric, b: Numeric): Numeric => {
  if (toNumber(b) === 0) throw new ServerError('BadValue', "can't $divide by zero");
  if (a instanceof Decimal128 || b instanceof Decimal128) return decimalArithmetic('/', a, b);
  return double((toNumber(a) as number) / (toNumber(b) as number));
};

const quotient = operator(2, 2, ([a, b]) => {
  if (absent(a) || absent(b)) return null;
  if (!isNumeric(a) || !isNumeric(b))
    throw new ServerError('TypeMismatch', `$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  return divide(a, b);
});

const modulo = operator(2, 2, ([a, b]) => {
  if (absent(a) || absent(b)) return null;
  if (!isNumeric(a) || !isNumeric(b))
    throw new ServerError(16611, `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  if (toNumber(b) === 0) throw new ServerError(16610, "can't $mod by zero");
  if (typeof a === 'bigint' || typeof b === 'bigint') {
    if (isWhole(a) && isWhole(b)) return BigInt(a as number | bigint) % BigInt(b as number | bigint);
  }
  const result = (toNumber(a) as number) % (toNumber(b) as number);
  return isWhole(a) && isWhole(b) ? result + 0 : double(result);
});

const isWhole = (value: Numeric): boolean => typeof value === 'bigint' || (typeof value === 'number' && isInt32(value));

const alone = (work: (value: Numeric, name: string) => Value): OperatorCompiler =>
  operator(1, 1, ([value], name) => (absent(value) ? null : work(numeric(value, name), name)));

/** A function of doubles. */
const real = (work: (value: number) => number): OperatorCompiler => alone((value) => double(work(toNumber(value) as number)));

/** A function that leaves whole numbers as they are. */
const rounding = (work: (value: number) => number): OperatorCompiler =>
  alone((value) =>
    isWhole(value)
      ? value
      : value instanceof Decimal128
        ? Decimal128.fromString(String(work(toNumber(value) as number)))
        : double(work(toNumber(value) as number)),
  );

const absolute = alone((value) => {
  if (typeof value === 'bigint') return value < 0n ? -value : value;
  if (value instanceof Decimal128) return Decimal128.fromString(value.toString().replace(/^-/, ''));
  if (value instanceof Double) return double(Math.abs(value.value));
  return Math.abs(value) === 2 ** 31 ? 2n ** 31n : Math.abs(value);
});

/** Rounds to a decimal place, from the exact value: 2.345 is a little more than it says. */
const toPlace = (halves: boolean): OperatorCompiler =>
  operator(1, 2, ([value, place], name) => {
    if (absent(value)) return null;
    const number = numeric(value, name);
    const digits = place === undefined ? 0 : toNumber(place);
    if (digits === undefined || !Number.isInteger(digits) || digits < -20 || digits > 100)
      throw new ServerError(51083, `${name} takes a place from -20 to 100`);
    const exact = exactly(number);
    if (typeof exact === 'string' || exact.exponent >= -digits) return number;
    const rounded = { digits: quotientOf(exact.digits, 10n ** BigInt(-digits - exact.exponent), halves), exponent: -digits };
    if (number instanceof Decimal128) return writeDecimal(rounded);
    if (isWhole(number))
      return typeof number === 'bigint' ? rounded.digits * 10n ** BigInt(-digits) : Number(rounded.digits) * 10 ** -digits;
    return double(Number(`${rounded.digits}e${rounded.exponent}`));
  });

const quotientOf = (value: bigint, by: bigint, halves: boolean): bigint =>
  halves ? (value < 0n ? -divideHalfEven(-value, by) : divideHalfEven(value, by)) : value / by;

const power = operator(2, 2, ([base, exponent], name) => {
  if (absent(base) || absent(exponent)) return null;
  const [a, b] = [numeric(base, name), numeric(exponent, name)];
  if (isWhole(a) && isWhole(b) && compareNumbers(b, 0) >= 0) {
    const result = BigInt(a as number | bigint) ** BigInt(b as number | bigint);
    if (result >= -(2n ** 63n) && result < 2n ** 63n)
      return typeof a === 'number' && typeof b === 'number' && BigInt.asIntN(32, result) === result ? Number(result) : result;
  }
  return double((toNumber(a) as number) ** (toNumber(b) as number));
});

const sumOf = (args: Value[]): Value => {
  let sum: Numeric = 0;
  for (const value of spread(args)) if (isNumeric(value)) sum = calculate('+', sum, value);
  return sum;
};

const averageOf = (args: Value[]): Value => {
  const numbers = spread(args).filter(isNumeric);
  return numbers.length === 0
    ? null
    : divide(
        numbers.reduce((sum, value) => calculate('+', sum, value), 0 as Numeric),
        numbers.length,
      );
};

/** The elements of a single array argument, or the arguments themselves. */
export const spread = (args: Value[]): Value[] => (args.length === 1 && Array.isArray(args[0]) ? args[0] : args);

/** Arithmetic, in the types of its operands. */
export const ARITHMETIC: [string, OperatorCompiler][] = [
  ['$add', add],
  ['$subtract', subtract],
  ['$multiply', multiply],
  ['$divide', quotient],
  ['$mod', modulo],
  ['$abs', absolute],
  ['$ceil', rounding(Math.ceil)],
  ['$floor', rounding(Math.floor)],
  ['$round', toPlace(true)],
  ['$trunc', toPlace(false)],
  ['$sqrt', real(Math.sqrt)],
  ['$exp', real(Math.exp)],
  ['$ln', real(Math.log)],
  ['$log10', real(Math.log10)],
  ['$pow', power],
  ['$sum', variadic(sumOf)],
  ['$avg', variadic(averageOf)],
];
