import { Binary, BSONSymbol, Decimal128, Double, ObjectId, Timestamp } from 'bson';
import { double, isDoc, isNumeric, toNumber, truthy, TYPE_NUMBERS, typeName } from '../bson/values.ts';
import type { Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { encode } from '../bson/encode.ts';
import { absent, fieldsOf, operator, unary } from './arguments.ts';
import type { Evaluate, OperatorCompiler } from './expression.ts';

const failure = (value: Value, to: string, why = ''): ServerError =>
  new ServerError(241, `Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value${why}`);
const unparsable = (value: string, to: string): ServerError =>
  new ServerError(241, `Failed to parse ${to} '${value}' in $convert with no onError value`);

/** A value as `$toString` writes it. */
export const textOf = (value: Value): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return value === Infinity ? 'inf' : value === -Infinity ? '-inf' : String(value);
  if (value instanceof Double || value instanceof Decimal128) return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof BSONSymbol) return value.value;
  if (value instanceof Binary) return value.sub_type === 4 ? value.toUUID().toHexString() : value.toString('base64');
  throw failure(value, 'string');
};

const toDouble = (value: Value): Value => {
  if (typeof value === 'boolean') return double(value ? 1 : 0);
  if (value instanceof Date) return double(value.getTime());
  if (typeof value === 'string') {
    const number = Number(value);
    if (value.trim() === '' || value !== value.trim() || Number.isNaN(number)) throw unparsable(value, 'number');
    return double(number);
  }
  if (!isNumeric(value)) throw failure(value, 'double');
  return double(toNumber(value) as number);
};

const whole = (value: Value, to: 'int' | 'long'): bigint => {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (value instanceof Date && to === 'long') return BigInt(value.getTime());
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string') {
    if (!/^[+-]?\d+$/.test(value)) throw unparsable(value, 'number');
    return BigInt(value.replace(/^\+/, ''));
  }
  if (!isNumeric(value)) throw failure(value, to);
  const number = toNumber(value) as number;
  if (!Number.isFinite(number))
    throw new ServerError(
      241,
      `Attempt to convert ${Number.isNaN(number) ? 'NaN' : 'infinity'} value to integer type in $convert with no onError value`,
    );
  return BigInt(Math.trunc(number));
};

const bounded = (value: bigint, bits: 32 | 64): bigint => {
  if (BigInt.asIntN(bits, value) !== value)
    throw new ServerError(241, `Conversion would overflow target type in $convert with no onError value: ${value}`);
  return value;
};

const toDecimal = (value: Value): Value => {
  if (value instanceof Decimal128) return value;
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  if (typeof value === 'string') {
    try {
      return Decimal128.fromStringWithRounding(value);
    } catch {
      throw unparsable(value, 'number');
    }
  }
  if (!isNumeric(value)) throw failure(value, 'decimal');
  return Decimal128.fromString(typeof value === 'bigint' ? String(value) : String(toNumber(value)));
};

const toDate = (value: Value): Value => {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date((value.getHighBits() >>> 0) * 1000);
  if (typeof value === 'string') {
    const date = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(value) || !value.includes('T') ? value : `${value}Z`);
    if (Number.isNaN(date.getTime())) throw unparsable(value, 'date');
    return date;
  }
  if (!isNumeric(value) || (typeof value === 'number' && (value | 0) === value)) throw failure(value, 'date');
  return new Date(Math.trunc(toNumber(value) as number));
};

const toObjectId = (value: Value): Value => {
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string') throw failure(value, 'objectId');
  if (!/^[0-9a-fA-F]{24}$/.test(value)) throw unparsable(value, 'objectId');
  return ObjectId.createFromHexString(value);
};

const CONVERSIONS: ReadonlyMap<string, (value: Value) => Value> = new Map<string, (value: Value) => Value>([
  ['double', toDouble],
  ['string', textOf],
  ['objectId', toObjectId],
  ['bool', (value) => (typeof value === 'boolean' ? value : isNumeric(value) ? truthy(value) : true)],
  ['date', toDate],
  ['int', (value) => Number(bounded(whole(value, 'int'), 32))],
  ['long', (value) => bounded(whole(value, 'long'), 64)],
  ['decimal', toDecimal],
]);

const conversion = (to: string): OperatorCompiler =>
  operator(1, 1, ([value]) => (absent(value) ? null : (CONVERSIONS.get(to) as (value: Value) => Value)(value)));

const refuse = (value: Value, name: string): never => {
  throw new ServerError('TypeMismatch', `${name} does not take a ${typeName(value)}`);
};

const NAMES = new Map([...TYPE_NUMBERS].map(([name, number]) => [number, name]));

const convert: OperatorCompiler = (argument, compile, name) => {
  const { input, to, onError, onNull } = fieldsOf(argument, compile, name, ['input', 'to', 'onError', 'onNull'], ['input', 'to']) as Record<
    'input' | 'to',
    Evaluate
  > & { onError?: Evaluate; onNull?: Evaluate };
  return (doc, variables) => {
    const wanted = to(doc, variables);
    const target = isDoc(wanted) ? wanted['type'] : wanted;
    const value = input(doc, variables);
    if (absent(value)) return onNull ? onNull(doc, variables) : null;
    if (absent(target)) return null;
    const type = typeof target === 'string' ? target : NAMES.get(toNumber(target) ?? NaN);
    const work = CONVERSIONS.get(type ?? '');
    if (!work) throw new ServerError('BadValue', `Unknown type name: ${String(target)}`);
    if (!onError) return work(value);
    try {
      return work(value);
    } catch (error) {
      if (error instanceof ServerError) return onError(doc, variables);
      throw error;
    }
  };
};

/** Types and their conversions. */
export const TYPES: [string, OperatorCompiler][] = [
  ['$type', operator(1, 1, ([value]) => (value === undefined ? 'missing' : typeName(value)))],
  ['$isNumber', operator(1, 1, ([value]) => isNumeric(value))],
  ['$convert', convert],
  ['$bsonSize', unary((value) => encode(isDoc(value) ? value : refuse(value, '$bsonSize')).length)],
  [
    '$binarySize',
    unary((value) =>
      typeof value === 'string' ? Buffer.byteLength(value) : value instanceof Binary ? value.position : refuse(value, '$binarySize'),
    ),
  ],
  ['$tsSecond', unary((value) => (value instanceof Timestamp ? BigInt(value.getHighBits() >>> 0) : refuse(value, '$tsSecond')))],
  ['$tsIncrement', unary((value) => (value instanceof Timestamp ? BigInt(value.getLowBits() >>> 0) : refuse(value, '$tsIncrement')))],
  ['$toString', conversion('string')],
  ['$toInt', conversion('int')],
  ['$toLong', conversion('long')],
  ['$toDouble', conversion('double')],
  ['$toDecimal', conversion('decimal')],
  ['$toBool', conversion('bool')],
  ['$toDate', conversion('date')],
  ['$toObjectId', conversion('objectId')],
];
