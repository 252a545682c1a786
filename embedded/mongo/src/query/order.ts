import { compareTexts, compareValues } from '../bson/compare.ts';
import type { TextComparison } from '../bson/compare.ts';
import { isDoc } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { keyOf } from '../storage/keys.ts';

/** By what values compare: texts by their bytes, or by a collation. */
export interface Order {
  /** The collation as `listIndexes` shows it; undefined where texts compare by their bytes. */
  readonly collation: Doc | undefined;
  readonly compareTexts: TextComparison;
  compare(a: Value, b: Value): number;
  same(a: Value, b: Value): boolean;
  /** Makes names for values: two have one name where they are the same. Such names say nothing about the order, and hold for one run. */
  names(): (value: Value) => string;
}

/** Texts by their bytes: what the server does where nobody asks for a collation. */
export const BINARY: Order = {
  collation: undefined,
  compareTexts,
  compare: (a, b) => compareValues(a, b),
  same: (a, b) => compareValues(a, b) === 0,
  names: () => (value) => keyOf(value).toString('latin1'),
};

/** The order of a collation. */
export const collatedOrder = (collation: Doc, texts: TextComparison): Order => ({
  collation,
  compareTexts: texts,
  compare: (a, b) => compareValues(a, b, texts),
  same: (a, b) => compareValues(a, b, texts) === 0,
  names: () => {
    const first = representatives(texts);
    return (value) => keyOf(withTexts(value, first)).toString('latin1');
  },
});

/** Finds for each text the first that was seen of those equal to it. */
const representatives = (compare: TextComparison): ((text: string) => string) => {
  const known = new Map<string, string>();
  const sorted: string[] = [];
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(sorted[middle] as string, text) < 0) low = middle + 1;
      else high = middle;
    }
    const next = sorted[low];
    const first = next !== undefined && compare(next, text) === 0 ? next : text;
    if (first === text) sorted.splice(low, 0, text);
    known.set(text, first);
    return first;
  };
};

const withTexts = (value: Value, put: (text: string) => string): Value => {
  if (typeof value === 'string') return put(value);
  if (Array.isArray(value)) return value.map((item) => withTexts(item, put));
  if (!isDoc(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]): [string, Value] => [name, withTexts(inner, put)]));
};

/** Whether a collation may matter to a value: it is a text, or may hold one. */
export const hasTexts = (value: Value): boolean => {
  if (typeof value === 'string') return true;
  if (Array.isArray(value)) return value.some(hasTexts);
  return isDoc(value) && Object.values(value).some(hasTexts);
};
