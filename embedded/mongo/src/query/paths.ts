import { isDoc, ownField } from '../bson/values.ts';
import type { Value } from '../bson/values.ts';

/** Tells which element of an array made a filter true; the positional operator asks for it. */
export interface Tracker {
  index: number | undefined;
}

/** A test of what lies at the end of a path; missing fields come as undefined. */
export type Leaf = (value: Value, tracker?: Tracker) => boolean;

const NUMERIC = /^(0|[1-9]\d*)$/;

/** Whether a part of a path may mean a place in an array. */
export const isPosition = (part: string): boolean => NUMERIC.test(part);

/** Whether some value that a path leads to passes the test; arrays on the way are looked through, one at its end is left to the test. */
export const somewhere = (value: Value, path: readonly string[], from: number, leaf: Leaf, tracker?: Tracker): boolean => {
  if (from === path.length) return leaf(value, tracker);
  const part = path[from] as string;
  if (Array.isArray(value)) return inArray(value, part, path, from, leaf, tracker);
  return somewhere(isDoc(value) ? ownField(value, part) : undefined, path, from + 1, leaf, tracker);
};

const inArray = (
  array: Value[],
  part: string,
  path: readonly string[],
  from: number,
  leaf: Leaf,
  tracker: Tracker | undefined,
): boolean => {
  if (isPosition(part) && Number(part) < array.length && somewhere(array[Number(part)], path, from + 1, leaf, tracker)) return true;
  for (let index = 0; index < array.length; index++) {
    const element = array[index];
    if (isDoc(element) && somewhere(element, path, from, leaf, tracker)) {
      if (tracker) tracker.index = index;
      return true;
    }
  }
  return false;
};

/** Makes a test of single values one that is also true of an array with such an element. */
export const orElement = (test: (value: Value) => boolean): Leaf => {
  return (value, tracker) => {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        if (test(value[index])) {
          if (tracker) tracker.index = index;
          return true;
        }
      }
    }
    return test(value);
  };
};

/** The value at a path through documents only; undefined where there is none. */
export const valueAt = (value: Value, path: readonly string[]): Value => {
  let at = value;
  for (const part of path) {
    if (isDoc(at)) at = ownField(at, part);
    else if (Array.isArray(at) && isPosition(part)) at = at[Number(part)];
    else return undefined;
  }
  return at;
};

/** All values that a path leads to, arrays on the way and at its end unfolded once: what `distinct` and sorting see. */
export const allValues = (value: Value, path: readonly string[], from = 0): Value[] => {
  if (from === path.length) return Array.isArray(value) ? value : value === undefined ? [] : [value];
  const part = path[from] as string;
  if (Array.isArray(value)) {
    const placed = isPosition(part) && Number(part) < value.length ? allValues(value[Number(part)], path, from + 1) : [];
    return [...placed, ...value.filter(isDoc).flatMap((element) => allValues(element, path, from))];
  }
  return isDoc(value) && Object.hasOwn(value, part) ? allValues(ownField(value, part), path, from + 1) : [];
};
