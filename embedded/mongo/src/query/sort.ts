import { isDoc, toNumber } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { keyOfValues } from '../storage/keys.ts';
import { BINARY } from './order.ts';
import type { Order } from './order.ts';
import { allValues } from './paths.ts';

/** What a document is sorted by: bytes in the order of the values, or with a collation the values themselves. */
export type SortKey = Buffer | Value[];

/** Makes for each document the key by which documents stand in a sort's order. */
export interface SortKeys {
  of(doc: Doc): SortKey;
  compare(a: SortKey, b: SortKey): number;
  needs: ReadonlySet<string>;
}

/** The sort that a command gave, or undefined for none. Throws what the server says of a wrong one. */
export const sortOf = (value: Value): Doc | undefined => {
  if (value === undefined || value === null) return undefined;
  if (!isDoc(value)) throw new ServerError('TypeMismatch', 'Expected field sort to be of type object');
  for (const [field, direction] of Object.entries(value)) {
    if (isDoc(direction) && '$meta' in direction) throw new ServerError('CommandNotSupported', 'sorting by $meta is not supported');
    const number = toNumber(direction);
    if (number === undefined) throw new ServerError(15974, `Illegal key in $sort specification: ${field}: ${String(direction)}`);
    if (number !== 1 && number !== -1) throw new ServerError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    if (field === '' || field.split('.').includes('')) throw new ServerError(40352, 'FieldPath field names may not be empty strings.');
    if (field.startsWith('$') && field !== '$natural')
      throw new ServerError(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
  }
  return Object.keys(value).length === 0 ? undefined : value;
};

/** Compiles a sort. */
export const sortKeys = (sort: Doc, order: Order): SortKeys => {
  const fields = Object.entries(sort).map(([field, direction]) => ({ path: field.split('.'), descending: (toNumber(direction) ?? 1) < 0 }));
  const directions = fields.map((field) => field.descending);
  const valuesOf = (doc: Doc): Value[] => fields.map(({ path, descending }) => sortValue(doc, path, descending, order));
  const needs = new Set(fields.map(({ path }) => path[0] as string));
  if (order === BINARY)
    return { of: (doc) => keyOfValues(valuesOf(doc), directions), compare: (a, b) => Buffer.compare(a as Buffer, b as Buffer), needs };
  const compare = (a: Value[], b: Value[]): number => {
    for (const [place, descending] of directions.entries()) {
      const result = order.compare(a[place], b[place]);
      if (result !== 0) return descending ? -result : result;
    }
    return 0;
  };
  return { of: valuesOf, compare: (a, b) => compare(a as Value[], b as Value[]), needs };
};

/** Of an array its least element counts, or its greatest in descending order; an empty one is below null. */
const sortValue = (doc: Doc, path: string[], descending: boolean, order: Order): Value => {
  const [field] = path as [string];
  if (path.length === 1 && !Array.isArray(doc[field])) return Object.hasOwn(doc, field) ? doc[field] : null;
  const values = allValues(doc, path);
  if (values.length === 0) return path.length === 1 ? undefined : null;
  return values.reduce((best, value) => (order.compare(value, best) * (descending ? -1 : 1) < 0 ? value : best));
};

/** Keeps of a stream of items those that come first in an order, at most `limit`; equal ones in the order they came. */
export class Sorter<Item> {
  private readonly limit: number;
  private readonly compare: SortKeys['compare'];
  private items: { key: SortKey; order: number; item: Item }[] = [];
  private added = 0;

  constructor(compare: SortKeys['compare'], limit = Infinity) {
    this.compare = compare;
    this.limit = limit;
  }

  add(key: SortKey, item: Item): void {
    this.items.push({ key, order: this.added++, item });
    if (this.limit !== Infinity && this.items.length >= this.limit * 2 + 1000) this.trim();
  }

  sorted(): Item[] {
    this.trim();
    return this.items.map(({ item }) => item);
  }

  private trim(): void {
    this.items.sort((a, b) => this.compare(a.key, b.key) || a.order - b.order);
    if (this.items.length > this.limit) this.items.length = this.limit;
  }
}
