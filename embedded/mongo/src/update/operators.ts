import { Binary, Timestamp } from 'bson';
import { identical } from '../bson/compare.ts';
import { valueText } from '../bson/text.ts';
import { isDoc, isInt32, isNumeric, toNumber, truthy, typeName } from '../bson/values.ts';
import type { Doc, Numeric, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import type { Order } from '../query/order.ts';
import { isOperatorDoc } from '../query/predicates.ts';
import { arithmetic, overflow } from './arithmetic.ts';
import { applyPush } from './push.ts';
import type { Place } from './places.ts';

/** Works on one place; answers whether anything changed. */
export type Operator = (place: Place, argument: Value, doc: Doc, order: Order) => boolean;

const set: Operator = (place, argument) => {
  const old = place.get();
  if (old !== undefined && identical(old, argument)) return false;
  place.set(argument);
  return true;
};

const numberOf = (name: string, place: Place, argument: Value, doc: Doc): { value: Numeric; by: Numeric } | undefined => {
  if (!isNumeric(argument))
    throw new ServerError(
      'TypeMismatch',
      `Cannot ${name === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${place.path.join('.')}: ${valueText(argument)}}`,
    );
  const old = place.get();
  if (old === undefined) return undefined;
  if (!isNumeric(old)) {
    throw new ServerError(
      'TypeMismatch',
      `Cannot apply ${name} to a value of non-numeric type. {_id: ${valueText(doc['_id'])}} has the field '${place.path.at(-1)}' of non-numeric type ${typeName(old)}`,
    );
  }
  return { value: old, by: argument };
};

const increment: Operator = (place, argument, doc, order) => {
  const numbers = numberOf('$inc', place, argument, doc);
  if (numbers === undefined) {
    place.set(argument);
    return true;
  }
  const sum = arithmetic('+', numbers.value, numbers.by);
  if (sum === undefined) throw overflow('$inc', numbers.value, numbers.by);
  return set(place, sum, doc, order);
};

const multiply: Operator = (place, argument, doc, order) => {
  const numbers = numberOf('$mul', place, argument, doc);
  if (numbers === undefined) {
    place.set(arithmetic('*', argument as Numeric, 0) as Value);
    return true;
  }
  const product = arithmetic('*', numbers.value, numbers.by);
  if (product === undefined) throw overflow('$mul', numbers.value, numbers.by);
  return set(place, product, doc, order);
};

const extreme =
  (wanted: 1 | -1): Operator =>
  (place, argument, _doc, order) => {
    const old = place.get();
    if (old !== undefined && order.compare(argument, old) !== wanted) return false;
    place.set(argument);
    return true;
  };

const currentDate: Operator = (place, argument) => {
  const type = isDoc(argument) ? argument['$type'] : argument === true || truthy(argument) ? 'date' : 'date';
  if (!isDoc(argument) && typeof argument !== 'boolean')
    throw new ServerError(
      'BadValue',
      `${typeName(argument)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  if (type !== 'date' && type !== 'timestamp')
    throw new ServerError(
      'BadValue',
      "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
    );
  place.set(type === 'date' ? new Date() : new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 }));
  return true;
};

const arrayAt = (name: string, place: Place, doc: Doc): Value[] | undefined => {
  const old = place.get();
  if (old === undefined) return undefined;
  if (Array.isArray(old)) return old;
  if (name === '$pop')
    throw new ServerError('TypeMismatch', `Path '${place.path.join('.')}' contains an element of non-array type '${typeName(old)}'`);
  if (name === '$pull' || name === '$pullAll') throw new ServerError('BadValue', `Cannot apply ${name} to a non-array value`);
  throw new ServerError(
    'BadValue',
    `The field '${place.path.join('.')}' must be an array but is of type ${typeName(old)} in document {_id: ${valueText(doc['_id'])}}`,
  );
};

const pop: Operator = (place, argument, doc) => {
  const end = toNumber(argument);
  if (end !== 1 && end !== -1) throw new ServerError('FailedToParse', `$pop expects 1 or -1, found: ${valueText(argument)}`);
  const array = arrayAt('$pop', place, doc);
  if (!array || array.length === 0) return false;
  place.set(end === 1 ? array.slice(0, -1) : array.slice(1));
  return true;
};

const without = (place: Place, array: Value[] | undefined, unwanted: (item: Value) => boolean): boolean => {
  if (!array) return false;
  const kept = array.filter((item) => !unwanted(item));
  if (kept.length === array.length) return false;
  place.set(kept);
  return true;
};

const pull: Operator = (place, argument, doc, order) => {
  const array = arrayAt('$pull', place, doc);
  if (isDoc(argument) && !isOperatorDoc(argument)) {
    const filter = compileFilter(argument, { order });
    return without(place, array, (item) => isDoc(item) && filter.test(item));
  }
  // An element that is an array is compared as a whole, not by its own elements.
  const filter = compileFilter({ v: argument }, { order });
  return without(place, array, (item) => (Array.isArray(item) ? order.same(item, argument) : filter.test({ v: item })));
};

const pullAll: Operator = (place, argument, doc, order) => {
  if (!Array.isArray(argument))
    throw new ServerError('BadValue', `$pullAll requires an array argument but was given a ${typeName(argument)}`);
  return without(place, arrayAt('$pullAll', place, doc), (item) => argument.some((one) => order.same(one, item)));
};

const addToSet: Operator = (place, argument, doc, order) => {
  const each = isDoc(argument) && '$each' in argument;
  const items = each ? argument['$each'] : [argument];
  if (!Array.isArray(items))
    throw new ServerError('TypeMismatch', `The argument to $each in $addToSet must be an array but it was of type ${typeName(items)}`);
  const array = arrayAt('$addToSet', place, doc);
  const result = [...(array ?? [])];
  for (const item of items) if (!result.some((one) => order.same(one, item))) result.push(item);
  if (array && result.length === array.length) return false;
  place.set(result);
  return true;
};

const push: Operator = (place, argument, doc, order) => applyPush(place, argument, arrayAt('$push', place, doc), order);

const bit: Operator = (place, argument) => {
  if (!isDoc(argument))
    throw new ServerError(
      'BadValue',
      `The $bit modifier is not compatible with a ${typeName(argument)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  const old = place.get();
  if (old !== undefined && !isInteger(old))
    throw new ServerError(
      'BadValue',
      `Cannot apply $bit to a value of non-integral type. The field '${place.path.at(-1)}' is of type ${typeName(old)}`,
    );
  let value: number | bigint = (old as number | bigint | undefined) ?? 0;
  for (const [name, operand] of Object.entries(argument)) {
    if (!isInteger(operand))
      throw new ServerError(
        'BadValue',
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(operand)}' is not supported here`,
      );
    value = bitwise(name, value, operand);
  }
  if (old !== undefined && identical(old, value)) return false;
  place.set(value);
  return true;
};

const isInteger = (value: Value): value is number | bigint => typeof value === 'bigint' || (typeof value === 'number' && isInt32(value));

const bitwise = (name: string, a: number | bigint, b: number | bigint): number | bigint => {
  const [left, right] = [BigInt(a), BigInt(b)];
  if (name !== 'and' && name !== 'or' && name !== 'xor')
    throw new ServerError('BadValue', `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
  const result = name === 'and' ? left & right : name === 'or' ? left | right : left ^ right;
  return typeof a === 'bigint' || typeof b === 'bigint' ? BigInt.asIntN(64, result) : Number(result);
};

/** The update operators that set one place from one argument; `$unset` and `$rename` are done where paths are known. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['$set', set],
  ['$setOnInsert', set],
  ['$inc', increment],
  ['$mul', multiply],
  ['$min', extreme(-1)],
  ['$max', extreme(1)],
  ['$currentDate', currentDate],
  ['$pop', pop],
  ['$pull', pull],
  ['$pullAll', pullAll],
  ['$addToSet', addToSet],
  ['$push', push],
  ['$bit', bit],
]);

/** Whether a value may be an `_id`. Throws 53 where not. */
export const checkId = (id: Value): void => {
  if (Array.isArray(id)) throw new ServerError('InvalidIdField', "The '_id' value cannot be of type array");
  if (id === undefined) throw new ServerError('InvalidIdField', "The '_id' value cannot be of type undefined");
  if (id instanceof Binary || !isDoc(id)) {
    if (typeName(id) === 'regex') throw new ServerError('InvalidIdField', "The '_id' value cannot be of type regex");
    return;
  }
  const dollar = Object.keys(id).find((name) => name.startsWith('$') && !['$ref', '$id', '$db'].includes(name));
  if (dollar !== undefined)
    throw new ServerError('DollarPrefixedFieldName', `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`);
};
