import { ServerError } from '../errors.ts';
import { isDoc, ownField } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { keyOfValues } from './keys.ts';
import type { Labels } from './keys.ts';

/** What an index says about one document. */
export interface IndexKeys {
  keys: Buffer[];
  /** The values behind the first key, for messages. */
  values: Value[];
  multikey: boolean;
  /** Whether the document has none of the indexed fields; a sparse index leaves it out. */
  missing: boolean;
}

interface Slot {
  at: Value;
  rest: readonly string[];
  missing: boolean;
  /** Whether the value is an element of the array that was unfolded, and so stands as it is even if it is an array. */
  final: boolean;
}

/** The keys of a document under the given paths; arrays are unfolded, at most one of them (error 171 otherwise). */
export const indexKeys = (doc: Doc, paths: readonly (readonly string[])[], descending: readonly boolean[], labels?: Labels): IndexKeys => {
  const plain = plainValues(doc, paths);
  if (plain) return { keys: [keyOfValues(plain.values, descending, labels)], multikey: false, ...plain };
  const rows: Slot[][] = [];
  const start = paths.map((path): Slot => ({ at: doc, rest: path, missing: false, final: false }));
  const multikey = unfold(start, rows);
  const first = rows[0] ?? start;
  const valuesOf = (row: Slot[]): Value[] => row.map((slot) => (slot.missing ? null : slot.at));
  const keys = rows.map((row) => keyOfValues(valuesOf(row), descending, labels));
  const distinct = keys.length > 1 ? [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()] : keys;
  return { keys: distinct, values: valuesOf(first), multikey, missing: first.every((slot) => slot.missing) };
};

/** The values where all paths are fields of the document's top and none is an array, as it mostly is: there is nothing to be unfolded. */
const plainValues = (doc: Doc, paths: readonly (readonly string[])[]): Pick<IndexKeys, 'values' | 'missing'> | undefined => {
  const values: Value[] = [];
  let missing = true;
  for (const path of paths) {
    if (path.length > 1) return undefined;
    const name = path[0] as string;
    const has = Object.hasOwn(doc, name);
    const value = has ? ownField(doc, name) : null;
    if (Array.isArray(value)) return undefined;
    if (has) missing = false;
    values.push(value);
  }
  return { values, missing };
};

/** Follows each path down to a value or an array; then once for each element of that array. Answers whether there was one. */
const unfold = (slots: Slot[], rows: Slot[][]): boolean => {
  const reached = slots.map(follow);
  const arrays = new Set(
    reached.filter((slot) => Array.isArray(slot.at) && !slot.missing && !slot.final).map((slot) => slot.at as Value[]),
  );
  if (arrays.size === 0) {
    rows.push(reached);
    return false;
  }
  if (arrays.size > 1) throw new ServerError(171, 'cannot index parallel arrays');
  const [array] = arrays as unknown as [Value[]];
  const elements: Value[] = array.length === 0 ? [undefined] : array;
  for (const element of elements) {
    unfold(
      reached.map((slot) => (slot.at === array && !slot.final ? within(slot, element, array.length === 0) : slot)),
      rows,
    );
  }
  return true;
};

const within = (slot: Slot, element: Value, empty: boolean): Slot => {
  if (slot.rest.length === 0) return { at: element, rest: [], missing: false, final: true };
  // An array inside the array is not looked into, and an empty one has nothing under it.
  return { at: element, rest: slot.rest, missing: empty || Array.isArray(element), final: false };
};

const follow = (slot: Slot): Slot => {
  let { at, rest } = slot;
  if (slot.missing || slot.final) return slot;
  while (rest.length > 0) {
    const [name, ...others] = rest as [string, ...string[]];
    if (Array.isArray(at)) {
      if (!/^\d+$/.test(name) || Number(name) >= at.length) return { at, rest, missing: false, final: false };
      at = at[Number(name)];
    } else if (isDoc(at) && Object.hasOwn(at, name)) at = ownField(at, name);
    else return { at: null, rest: [], missing: true, final: false };
    rest = others;
  }
  return { at, rest, missing: false, final: false };
};
