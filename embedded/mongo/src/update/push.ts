import { isDoc, toNumber, typeName } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { Order } from '../query/order.ts';
import { Sorter, sortKeys } from '../query/sort.ts';
import type { Place } from './places.ts';

const MODIFIERS = new Set(['$each', '$slice', '$sort', '$position']);

/** `$push` with its modifiers `$each`, `$position`, `$sort` and `$slice`, in that order. */
export const applyPush = (place: Place, argument: Value, array: Value[] | undefined, order: Order): boolean => {
  const modified = isDoc(argument) && '$each' in argument;
  if (!modified) {
    place.set([...(array ?? []), argument]);
    return true;
  }
  for (const name of Object.keys(argument))
    if (!MODIFIERS.has(name)) throw new ServerError('BadValue', `Unrecognized clause in $push: ${name}`);
  const items = argument['$each'];
  if (!Array.isArray(items))
    throw new ServerError('BadValue', `The argument to $each in $push must be an array but it was of type: ${typeName(items)}`);
  const before = array ?? [];
  const result = inserted(before, items, argument['$position']);
  const ordered = argument['$sort'] === undefined ? result : sortedBy(result, argument['$sort'], order);
  const kept = argument['$slice'] === undefined ? ordered : keptOf(ordered, argument['$slice']);
  if (array && items.length === 0 && kept.length === array.length && kept.every((item, index) => item === array[index])) return false;
  place.set(kept);
  return true;
};

const inserted = (array: Value[], items: Value[], position: Value): Value[] => {
  if (position === undefined) return [...array, ...items];
  const at = toNumber(position);
  if (at === undefined || !Number.isInteger(at))
    throw new ServerError('BadValue', `The value for $position must be an integer value, not of type: ${typeName(position)}`);
  const start = at < 0 ? Math.max(0, array.length + at) : at;
  return [...array.slice(0, start), ...items, ...array.slice(start)];
};

const keptOf = (array: Value[], slice: Value): Value[] => {
  const count = toNumber(slice);
  if (count === undefined || !Number.isInteger(count))
    throw new ServerError('BadValue', `The value for $slice must be an integer value but was given type: ${typeName(slice)}`);
  return count >= 0 ? array.slice(0, count) : array.slice(count);
};

const sortedBy = (array: Value[], sort: Value, order: Order): Value[] => {
  if (!isDoc(sort)) {
    const direction = toNumber(sort);
    if (direction !== 1 && direction !== -1) throw new ServerError('BadValue', 'The $sort element value must be either 1 or -1');
    return [...array].sort((a, b) => order.compare(a, b) * direction);
  }
  const keys = sortKeys(sort, order);
  const sorter = new Sorter<Value>(keys.compare);
  for (const item of array) sorter.add(keys.of(isDoc(item) ? item : ({} as Doc)), item);
  return sorter.sorted();
};
