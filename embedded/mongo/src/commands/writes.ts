import { asStored } from '../bson/raw.ts';
import { toNumber, truthy } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { CODES, ServerError } from '../errors.ts';
import type { Filter } from '../query/filter.ts';
import { QueryRun, stillMatches } from '../query/query.ts';
import { timestampOf } from '../storage/oplog.ts';
import type { Collection, Row } from '../storage/collection.ts';
import type { Namespace } from '../storage/catalog.ts';
import { DocumentLocked } from '../storage/locks.ts';
import { checkId } from '../update/operators.ts';
import { breathe, hintOf } from './context.ts';
import type { Context } from './context.ts';
import { checkValidator } from './validation.ts';

/** The collection to write into, made where there is none. */
export const collectionForWrite = (context: Context, ns: Namespace): Collection => {
  const { transaction, server } = context;
  const collection = transaction?.created(ns) ?? server.store.catalog.find(ns);
  if (collection) {
    if (collection.options['viewOn'] !== undefined)
      throw new ServerError('CommandNotSupportedOnView', `Namespace ${collection.ns} is a view, not a collection`);
    return collection;
  }
  return transaction ? transaction.create(ns, {}) : server.createCollection(ns, {});
};

/** Runs one document's write; where an open transaction holds the document, waits until that has ended. */
export const whenFree = async <Result>(context: Context, work: () => Result | Promise<Result>): Promise<Result> => {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DocumentLocked)) throw error;
      if (context.transaction)
        throw new ServerError(
          'WriteConflict',
          'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
        );
      await error.released;
      await breathe(context);
    }
  }
};

/** Inserts one document, at once; waits where a transaction has written one of the same `_id`. */
export const insertDocument = (context: Context, ns: Namespace, bytes: Value): Promise<void> | undefined => {
  try {
    insertNow(context, ns, bytes);
    return undefined;
  } catch (error) {
    if (!(error instanceof DocumentLocked)) throw error;
    return whenFree(context, () => insertNow(context, ns, bytes));
  }
};

const insertNow = (context: Context, ns: Namespace, bytes: Value): void => {
  if (!(bytes instanceof Uint8Array)) throw new ServerError('TypeMismatch', 'a document to insert must be an object');
  const { doc, id } = asStored(bytes, () => timestampOf(context.server.store.oplog.tick()));
  checkId(id);
  const collection = collectionForWrite(context, ns);
  checkValidator(context, collection, doc);
  context.writer.insert(collection, id, doc);
  context.server.trimCapped(context.writer, collection);
};

/** Which documents a write is about. */
export interface Selection {
  filter: Filter;
  multi: boolean;
  sort?: Doc | undefined;
  hint?: ReturnType<typeof hintOf>;
}

/** A row that was found a while ago as it is now; none if it is gone or no longer matches. */
export const refreshed = (context: Context, collection: Collection, row: Row, filter: Filter): Row | undefined => {
  const doc = context.reader.byRid(collection, row.rid);
  return doc && stillMatches(filter, doc) ? { rid: row.rid, doc } : undefined;
};

/** Collects which documents match before the first is changed: a change may move them to where the scan has yet to come. */
export const forEachMatch = async (
  context: Context,
  collection: Collection,
  request: Pick<Selection, 'filter' | 'hint'>,
  work: (row: Row) => void,
): Promise<void> => {
  const run = new QueryRun(context.reader, collection, { filter: request.filter, hint: request.hint });
  const rids: number[] = [];
  for (;;) {
    const rows = await run.rowsOf(1000, context);
    if (rows.length === 0) break;
    for (const row of rows) rids.push(row.rid);
  }
  let since = performance.now();
  for (const rid of rids) {
    await whenFree(context, () => {
      const doc = context.reader.byRid(collection, rid);
      if (doc && stillMatches(request.filter, doc)) work({ rid, doc });
    });
    if (performance.now() - since > 8) {
      await breathe(context);
      since = performance.now();
    }
  }
};

/** Deletes one or all matching documents. Answers how many, and the last one. */
export const deleteDocuments = async (
  context: Context,
  ns: Namespace,
  request: Selection,
): Promise<{ n: number; removed: Uint8Array | undefined }> => {
  const collection = context.transaction?.created(ns) ?? context.server.store.catalog.find(ns);
  if (!collection) return { n: 0, removed: undefined };
  if (collection.options['viewOn'] !== undefined)
    throw new ServerError('CommandNotSupportedOnView', `Namespace ${collection.ns} is a view, not a collection`);
  if (!request.multi) {
    const { filter, sort, hint } = request;
    const removed = await whenFree(context, async () => {
      const found = new QueryRun(context.reader, collection, { filter, sort, hint, limit: 1 }).firstRow(context);
      const row = found instanceof Promise ? await found.then((slow) => slow && refreshed(context, collection, slow, filter)) : found;
      if (row) context.writer.remove(collection, row);
      return row?.doc;
    });
    return { n: removed ? 1 : 0, removed };
  }
  let n = 0;
  await forEachMatch(context, collection, request, (row) => {
    context.writer.remove(collection, row);
    n++;
  });
  return { n, removed: undefined };
};

/** An error of one of a command's writes, as the answer lists it. Errors of the whole command are thrown on. */
export const writeError = (context: Context, index: number, error: unknown): Doc => {
  // Within a transaction every error ends it, and is the command's own where a retry may help.
  if (
    !(error instanceof ServerError) ||
    error.code === CODES.WriteConflict ||
    error.code === CODES.OutOfDiskSpace ||
    error.code === CODES.InvalidNamespace ||
    error.code === CODES.CommandNotSupportedOnView ||
    error.code === CODES.MaxTimeMSExpired ||
    error.code === CODES.Interrupted
  )
    throw error;
  if (context.transaction) context.transaction.failed = true;
  return { index, code: error.code, errmsg: error.message, ...error.extra };
};

/** Whether a list of writes stops at its first error. */
export const isOrdered = (value: Value): boolean => value === undefined || value === null || truthy(value);

/** How many documents a delete may take: 0 all, 1 one. */
export const deleteLimit = (value: Value): boolean => {
  const limit = toNumber(value);
  if (limit !== 0 && limit !== 1)
    throw new ServerError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${String(value)}`);
  return limit === 0;
};
