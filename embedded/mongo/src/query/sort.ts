import { compareValues } from '../bson/compare.ts';
import { isDoc, toNumber } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { keyOfValues } from '../storage/keys.ts';
import { allValues } from './paths.ts';

/** Makes for each document the bytes by which documents stand in a sort's order. */
export interface SortKeys {
  of(doc: Doc): Buffer;
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
export const sortKeys = (sort: Doc): SortKeys => {
  const fields = Object.entries(sort).map(([field, direction]) => ({ path: field.split('.'), descending: (toNumber(direction) ?? 1) < 0 }));
  const directions = fields.map((field) => field.descending);
  return {
    of: (doc) =>
      keyOfValues(
        fields.map(({ path, descending }) => sortValue(doc, path, descending)),
        directions,
      ),
    needs: new Set(fields.map(({ path }) => path[0] as string)),
  };
};

/** Of an array its least element counts, or its greatest in descending order; an empty one is below null. */
const sortValue = (doc: Doc, path: string[], descending: boolean): Value => {
  const [field] = path as [string];
  if (path.length === 1 && !Array.isArray(doc[field])) return Object.hasOwn(doc, field) ? doc[field] : null;
  const values = allValues(doc, path);
  if (values.length === 0) return path.length === 1 ? undefined : null;
  return values.reduce((best, value) => (compareValues(value, best) < 0 !== descending && compareValues(value, best) !== 0 ? value : best));
};

/** Keeps of a stream of items those that come first in an order, at most `limit`; equal ones in the order they came. */
export class Sorter<Item> {
  private readonly limit: number;
  private items: { key: Buffer; order: number; item: Item }[] = [];
  private added = 0;

  constructor(limit = Infinity) {
    this.limit = limit;
  }

  add(key: Buffer, item: Item): void {
    this.items.push({ key, order: this.added++, item });
    if (this.limit !== Infinity && this.items.length >= this.limit * 2 + 1000) this.trim();
  }

  sorted(): Item[] {
    this.trim();
    return this.items.map(({ item }) => item);
  }

  private trim(): void {
    this.items.sort((a, b) => Buffer.compare(a.key, b.key) || a.order - b.order);
    if (this.items.length > this.limit) this.items.length = this.limit;
  }
}
