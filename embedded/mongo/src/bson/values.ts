import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';

/**
 * How BSON lies in memory, so that no type is lost and the common ones cost no wrapper:
 * an integral `number` of 32 bits is an int32, any other `number` a double (a double that would look like an int32 is a `Double`),
 * a `bigint` is an int64, and a `Uint8Array` is a whole document that was never decoded.
 */
export type Value =
  | null
  | undefined
  | boolean
  | string
  | number
  | bigint
  | Date
  | RegExp
  | Double
  | Decimal128
  | ObjectId
  | Binary
  | Timestamp
  | BSONRegExp
  | BSONSymbol
  | Code
  | MinKey
  | MaxKey
  | Uint8Array
  | Value[]
  | Doc;

/** A decoded document: its fields in order. */
export interface Doc {
  [field: string]: Value;
}

/** The numeric values, in the order in which arithmetic widens them. */
export type Numeric = number | bigint | Double | Decimal128;

/** Whether a JavaScript number stands for an int32. */
export const isInt32 = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);

/** The double of this value, wrapped only where it would otherwise read as an int32. */
export const double = (value: number): number | Double => (isInt32(value) ? new Double(value) : value);

/** The number of a value that is an int32, a double or an int64 (then rounded), else undefined. */
export const toNumber = (value: Value): number | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Double) return value.value;
  if (value instanceof Decimal128) return Number(value.toString());
  return undefined;
};

/** Whether the value is of one of the four numeric types. */
export const isNumeric = (value: Value): value is Numeric =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Double || value instanceof Decimal128;

/** Whether the value is an embedded document (decoded). */
export const isDoc = (value: Value): value is Doc => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Sets a field whatever its name; a plain assignment to `__proto__` would vanish. */
export const setField = (doc: Doc, field: string, value: Value): void => {
  if (field === '__proto__') Object.defineProperty(doc, field, { value, enumerable: true, writable: true, configurable: true });
  else doc[field] = value;
};

/** The value of a document's own field; what objects inherit is no field. */
export const ownField = (doc: Doc, field: string): Value => (Object.hasOwn(doc, field) ? doc[field] : undefined);

const ALIASES: [string, number][] = [
  ['double', 1],
  ['string', 2],
  ['object', 3],
  ['array', 4],
  ['binData', 5],
  ['undefined', 6],
  ['objectId', 7],
  ['bool', 8],
  ['date', 9],
  ['null', 10],
  ['regex', 11],
  ['dbPointer', 12],
  ['javascript', 13],
  ['symbol', 14],
  ['javascriptWithScope', 15],
  ['int', 16],
  ['timestamp', 17],
  ['long', 18],
  ['decimal', 19],
  ['minKey', -1],
  ['maxKey', 127],
];
const NAME_OF = new Map(ALIASES.map(([name, number]) => [number, name]));

/** Type numbers by their names in `$type` (MongoDB manual, "BSON Types"). */
export const TYPE_NUMBERS: ReadonlyMap<string, number> = new Map(ALIASES);

/** The BSON type number of a value; minKey is -1. */
export const typeNumber = (value: Value): number => {
  switch (typeof value) {
    case 'string':
      return 2;
    case 'number':
      return isInt32(value) ? 16 : 1;
    case 'boolean':
      return 8;
    case 'bigint':
      return 18;
    case 'undefined':
      return 6;
  }
  if (value === null) return 10;
  if (Array.isArray(value)) return 4;
  if (value instanceof Date) return 9;
  if (value instanceof ObjectId) return 7;
  if (value instanceof Double) return 1;
  if (value instanceof Decimal128) return 19;
  if (value instanceof Binary) return 5;
  if (value instanceof Timestamp) return 17;
  if (value instanceof BSONRegExp || value instanceof RegExp) return 11;
  if (value instanceof Code) return value.scope ? 15 : 13;
  if (value instanceof BSONSymbol) return 14;
  if (value instanceof MinKey) return -1;
  if (value instanceof MaxKey) return 127;
  return 3;
};

/** The name of a value's type as `$type` and error messages spell it. */
export const typeName = (value: Value): string => NAME_OF.get(typeNumber(value)) ?? 'object';

/** Whether MongoDB takes the value for true: all but false, null, missing and zero. */
export const truthy = (value: Value): boolean => {
  if (value === null || value === undefined || value === false) return false;
  return isNumeric(value) ? toNumber(value) !== 0 : true;
};
