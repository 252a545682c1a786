import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { asStored, fieldOf, firstFieldOnly } from '../bson/raw.ts';
import { isDoc, toNumber, truthy } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ObjectId } from 'bson';
import { identical } from '../bson/compare.ts';
import { CODES, ServerError } from '../errors.ts';
import { filterOf } from '../query/filter.ts';
import type { Filter } from '../query/filter.ts';
import { matchedIn, QueryRun, stillMatches } from '../query/query.ts';
import { sortOf } from '../query/sort.ts';
import { timestampOf } from '../storage/oplog.ts';
import type { Collection, Row } from '../storage/collection.ts';
import type { Namespace } from '../storage/catalog.ts';
import { DocumentLocked } from '../storage/locks.ts';
import { checkId } from '../update/operators.ts';
import { compileUpdate, immutableId } from '../update/update.ts';
import type { Update, Updated } from '../update/update.ts';
import { documentFromFilter } from '../update/upsert.ts';
import type { Variables } from '../aggregate/expression.ts';
import { breathe, hintOf, simpleCollation } from './context.ts';
import type { Context } from './context.ts';
import { checkValidator } from './validation.ts';

/** One update: what to look for and what to make of it. */
export interface UpdateRequest {
  filter: Filter;
  update: Update;
  upsert: boolean;
  multi: boolean;
  sort?: Doc | undefined;
  hint?: ReturnType<typeof hintOf>;
  variables?: Variables | undefined;
}

/** What came of it. */
export interface UpdateOutcome {
  matched: number;
  modified: number;
  upserted: Value;
  before: Uint8Array | undefined;
  after: Uint8Array | undefined;
}

/** The collection to write into, made where there is none. */
export const collectionForWrite = (context: Context, ns: Namespace): Collection => {
  const { transaction, server } = context;
  const collection = transaction?.created(ns) ?? server.store.catalog.find(ns);
  if (collection) {
    if (collection.options['viewOn'] !== undefined) throw new ServerError('CommandNotSupportedOnView', `Namespace ${collection.ns} is a view, not a collection`);
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
      if (context.transaction) throw new ServerError('WriteConflict', 'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.');
      await error.released;
      await breathe(context);
    }
  }
};

/** Inserts one document; waits where a transaction has written one of the same `_id`. */
export const insertDocument = (context: Context, ns: Namespace, bytes: Value): void | Promise<void> => {
  try {
    insertNow(context, ns, bytes);
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

/** The update that a statement describes. */
export const updateRequest = (statement: { filter: Value; update: Value; arrayFilters: Value; sort?: Value; hint?: Value; collation?: Value; constants?: Value }, upsert: boolean, multi: boolean, variables: Variables | undefined): UpdateRequest => {
  simpleCollation(statement.collation);
  const constants = isDoc(statement.constants) ? { ...variables, ...statement.constants } : variables;
  const update = compileUpdate(statement.update, statement.arrayFilters ?? undefined, constants);
  if (multi && update.kind === 'replacement') throw new ServerError('FailedToParse', 'multi update is not supported for replacement-style update');
  if (multi && statement.sort !== undefined) throw new ServerError('FailedToParse', 'Cannot specify sort with multi=true');
  return { filter: filterOf(statement.filter, { variables }), update, upsert, multi, sort: sortOf(statement.sort), hint: hintOf(statement.hint), variables };
};

/** Runs an update of one or of all matching documents, or inserts one. */
export const updateDocuments = async (context: Context, ns: Namespace, request: UpdateRequest): Promise<UpdateOutcome> => {
  const existing = context.transaction?.created(ns) ?? context.server.store.catalog.find(ns);
  if (existing?.options['viewOn'] !== undefined) throw new ServerError('CommandNotSupportedOnView', `Namespace ${existing.ns} is a view, not a collection`);
  if (request.multi) {
    const outcome = existing ? await updateMany(context, existing, request) : nothing();
    return outcome.matched === 0 && request.upsert ? whenFree(context, () => upsert(context, ns, request)) : outcome;
  }
  for (;;) {
    const outcome = await whenFree(context, () => updateFirst(context, existing, request));
    if (outcome) return outcome;
    if (!request.upsert) return nothing();
    return whenFree(context, () => upsert(context, ns, request));
  }
};

const nothing = (): UpdateOutcome => ({ matched: 0, modified: 0, upserted: undefined, before: undefined, after: undefined });

const updateFirst = (context: Context, collection: Collection | undefined, request: UpdateRequest): UpdateOutcome | undefined | Promise<UpdateOutcome | undefined> => {
  if (!collection) return undefined;
  const { filter, sort, hint } = request;
  const found = new QueryRun(context.reader, collection, { filter, sort, hint, limit: 1 }).firstRow(context);
  const finish = (row: Row | undefined): UpdateOutcome | undefined => (row ? changeRow(context, collection, row, request) : undefined);
  // What was found slowly may have changed meanwhile: it is looked at again.
  return found instanceof Promise ? found.then((row) => finish(row && refreshed(context, collection, row, filter))) : finish(found);
};

const refreshed = (context: Context, collection: Collection, row: Row, filter: Filter): Row | undefined => {
  const doc = context.reader.byRid(collection, row.rid);
  return doc && stillMatches(filter, doc) ? { rid: row.rid, doc } : undefined;
};

const updateMany = async (context: Context, collection: Collection, request: UpdateRequest): Promise<UpdateOutcome> => {
  const outcome = nothing();
  await forEachMatch(context, collection, request, (row) => {
    const one = changeRow(context, collection, row, request);
    outcome.matched += 1;
    outcome.modified += one.modified;
  });
  return outcome;
};

/** Collects which documents match before the first is changed: a change may move them to where the scan has yet to come. */
const forEachMatch = async (context: Context, collection: Collection, request: Pick<UpdateRequest, 'filter' | 'hint'>, work: (row: Row) => void): Promise<void> => {
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

const changeRow = (context: Context, collection: Collection, row: Row, request: UpdateRequest): UpdateOutcome => {
  const { update } = request;
  if (update.kind === 'replacement') return replaceRow(context, collection, row, update.bytes);
  const doc = decode(row.doc);
  const updated: Updated = update.kind === 'pipeline' ? update.apply(doc) : update.apply(doc, update.positional ? matchedIn(request.filter, doc) : undefined, false);
  if (!updated.changed) return { matched: 1, modified: 0, upserted: undefined, before: row.doc, after: row.doc };
  if (update.kind === 'pipeline' && !identical(doc['_id'], updated.doc['_id'])) throw immutableId();
  const bytes = encode(updated.doc);
  if (bytes.length > 16 * 1024 * 1024) throw new ServerError(17419, `Resulting document after update is larger than ${16 * 1024 * 1024}`);
  checkValidator(context, collection, bytes, row.doc);
  context.writer.replace(collection, row, bytes, { kind: 'update', description: () => encode(updated.description.toDoc()) });
  return { matched: 1, modified: 1, upserted: undefined, before: row.doc, after: bytes };
};

const replaceRow = (context: Context, collection: Collection, row: Row, replacement: Uint8Array): UpdateOutcome => {
  const bytes = withIdOf(row.doc, replacement, context);
  const same = Buffer.compare(bytes, row.doc) === 0;
  if (!same) {
    checkValidator(context, collection, bytes, row.doc);
    context.writer.replace(collection, row, bytes, { kind: 'replace' });
  }
  return { matched: 1, modified: same ? 0 : 1, upserted: undefined, before: row.doc, after: same ? row.doc : bytes };
};

/** A replacement keeps the `_id`, in front; one that brings another is refused. */
const withIdOf = (old: Uint8Array, replacement: Uint8Array, context: Context): Uint8Array => {
  const key = firstFieldOnly(old);
  const id = fieldOf(replacement, '_id');
  if (id !== undefined) {
    if (!identical(id, fieldOf(key, '_id')))
      throw new ServerError('ImmutableField', `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${String(id)}`);
    return asStored(replacement, () => timestampOf(context.server.store.oplog.tick())).doc;
  }
  const body = asStored(replacement, () => timestampOf(context.server.store.oplog.tick())).doc;
  const without = body.subarray(4 + idSize(body));
  const made = Buffer.concat([key.subarray(0, key.length - 1), without]);
  made.writeInt32LE(made.length, 0);
  return made;
};
const idSize = (doc: Uint8Array): number => firstFieldOnly(doc).length - 5;

const upsert = (context: Context, ns: Namespace, request: UpdateRequest): UpdateOutcome => {
  const { update, filter } = request;
  const base = documentFromFilter(filter.source);
  let bytes: Uint8Array;
  if (update.kind === 'replacement') {
    const id = fieldOf(update.bytes, '_id');
    if (id !== undefined && base['_id'] !== undefined && !identical(id, base['_id'])) throw immutableId();
    bytes = id === undefined ? encode({ _id: base['_id'] ?? new ObjectId(), ...decode(update.bytes) }) : update.bytes;
  } else {
    const id = base['_id'];
    const { doc } = update.kind === 'pipeline' ? update.apply(base) : update.apply(base, undefined, true);
    if (id !== undefined && !identical(id, doc['_id'])) throw immutableId();
    const { _id, ...rest } = doc;
    bytes = encode({ _id: _id === undefined ? new ObjectId() : _id, ...rest });
  }
  const stored = asStored(bytes, () => timestampOf(context.server.store.oplog.tick()));
  checkId(stored.id);
  const collection = collectionForWrite(context, ns);
  checkValidator(context, collection, stored.doc);
  context.writer.insert(collection, stored.id, stored.doc);
  return { matched: 0, modified: 0, upserted: stored.id, before: undefined, after: stored.doc };
};

/** Deletes one or all matching documents. Answers how many, and the last one. */
export const deleteDocuments = async (context: Context, ns: Namespace, request: Pick<UpdateRequest, 'filter' | 'hint' | 'multi' | 'sort'>): Promise<{ n: number; removed: Uint8Array | undefined }> => {
  const collection = context.transaction?.created(ns) ?? context.server.store.catalog.find(ns);
  if (!collection) return { n: 0, removed: undefined };
  if (collection.options['viewOn'] !== undefined) throw new ServerError('CommandNotSupportedOnView', `Namespace ${collection.ns} is a view, not a collection`);
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
  if (!(error instanceof ServerError) || error.code === CODES.WriteConflict || error.code === CODES.OutOfDiskSpace || error.code === CODES.InvalidNamespace || error.code === CODES.CommandNotSupportedOnView || error.code === CODES.MaxTimeMSExpired || error.code === CODES.Interrupted) throw error;
  if (context.transaction) context.transaction.failed = true;
  return { index, code: error.code, errmsg: error.message, ...error.extra };
};

/** Whether a list of writes stops at its first error. */
export const isOrdered = (value: Value): boolean => value === undefined || value === null || truthy(value);

/** How many documents a delete may take: 0 all, 1 one. */
export const deleteLimit = (value: Value): boolean => {
  const limit = toNumber(value);
  if (limit !== 0 && limit !== 1) throw new ServerError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${String(value)}`);
  return limit === 0;
};
