import type { Page } from '@lyceum/contracts';
import type { Collection, Filter } from '@lyceum/stores';
import { z } from 'zod';
import type { StoredRow } from '../engine/records.ts';
import { plain } from './models.ts';

/** A page is asked for by the cursor that the former page gave, and by how many rows it may have. */
export interface PageOf {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The cursor is not one that a page gave. */
export class CursorInvalid extends Error {}

const Place = z.tuple([z.string(), z.string()]);

/** A place in a list: what it is sorted by there, and the key. */
export const encodeCursor = (sort: string, id: string): string => Buffer.from(JSON.stringify([sort, id])).toString('base64url');

/** @throws CursorInvalid */
export function decodeCursor(cursor: string): readonly [sort: string, id: string] {
  try {
    return Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new CursorInvalid('The cursor is not one that a page of this list gave.');
  }
}

/** A page of the rows that `filter` lets through, in the order of the text field `sort` and then of the key; the place is an index look-up. */
export async function pageBy<Row extends object>(
  rows: Collection<StoredRow>,
  filter: Filter<StoredRow>,
  sort: string,
  { cursor, limit }: PageOf,
  order: 'rising' | 'falling' = 'rising',
  /** Fields that are large and not wanted. */
  without: Readonly<Record<string, 0>> = {},
  rowOf: (row: StoredRow) => Row = plain,
): Promise<Page<Row>> {
  const [after, id] = cursor === undefined ? [null, null] : decodeCursor(cursor);
  const [beyond, way] = order === 'rising' ? (['$gt', 1] as const) : (['$lt', -1] as const);
  const rest = after === null ? {} : { $or: [{ [sort]: { [beyond]: after } }, { [sort]: after, _id: { [beyond]: id } }] };
  const found = await rows
    .find({ $and: [filter, rest] }, { projection: without })
    .sort(sort === '_id' ? { _id: way } : { [sort]: way, _id: way })
    .limit(limit + 1)
    .toArray();
  const shown = found.slice(0, limit);
  const items = shown.map(rowOf);
  const last = shown.at(-1);
  if (found.length <= limit || !last) return { items, next: null };
  return { items, next: encodeCursor(String(Object.entries(last).find(([field]) => field === sort)?.[1]), last._id) };
}

/** A page of the rows whose keys begin with `prefix`, by key. */
export const pageByKey = <Row extends object>(
  rows: Collection<StoredRow>,
  prefix: string,
  filter: Filter<StoredRow>,
  page: PageOf,
): Promise<Page<Row>> => pageBy<Row>(rows, { $and: [{ _id: { $gte: prefix, $lt: `${prefix}\uffff` } }, filter] }, '_id', page);
