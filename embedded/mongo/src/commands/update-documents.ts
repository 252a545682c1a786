import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { asStored, fieldOf, firstFieldOnly } from '../bson/raw.ts';
import { isDoc } from '../bson/values.ts';
import type { Value } from '../bson/values.ts';
import { ObjectId } from 'bson';
import { identical } from '../bson/compare.ts';
import { ServerError } from '../errors.ts';
import { filterOf } from '../query/filter.ts';
import { matchedIn, QueryRun } from '../query/query.ts';
import { sortOf } from '../query/sort.ts';
import { timestampOf } from '../storage/oplog.ts';
import type { Collection, Row } from '../storage/collection.ts';
import type { Namespace } from '../storage/catalog.ts';
import { checkId } from '../update/operators.ts';
import { compileUpdate, immutableId } from '../update/update.ts';
import type { Update, Updated } from '../update/update.ts';
import { documentFromFilter } from '../update/upsert.ts';
import type { Order } from '../query/order.ts';
import type { Variables } from '../aggregate/expression.ts';
import { hintOf } from './context.ts';
import type { Context } from './context.ts';
import { checkValidator } from './validation.ts';
import { collectionForWrite, forEachMatch, refreshed, whenFree } from './writes.ts';
import type { Selection } from './writes.ts';

/** One update: what to look for and what to make of it. */
export interface UpdateRequest extends Selection {
  update: Update;
  upsert: boolean;
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

/** The update that a statement describes. */
export const updateRequest = (
  statement: { filter: Value; update: Value; arrayFilters: Value; sort?: Value; hint?: Value; order: Order; constants?: Value },
  upsert: boolean,
  multi: boolean,
  variables: Variables | undefined,
): UpdateRequest => {
  const constants = isDoc(statement.constants) ? { ...variables, ...statement.constants } : variables;
  const update = compileUpdate(statement.update, statement.arrayFilters ?? undefined, {
    variables: constants ?? {},
    order: statement.order,
  });
  if (multi && update.kind === 'replacement')
    throw new ServerError('FailedToParse', 'multi update is not supported for replacement-style update');
  if (multi && statement.sort !== undefined) throw new ServerError('FailedToParse', 'Cannot specify sort with multi=true');
  return {
    filter: filterOf(statement.filter, { variables, order: statement.order }),
    update,
    upsert,
    multi,
    sort: sortOf(statement.sort),
    hint: hintOf(statement.hint),
    variables,
  };
};

/** Runs an update of one or of all matching documents, or inserts one. */
export const updateDocuments = async (context: Context, ns: Namespace, request: UpdateRequest): Promise<UpdateOutcome> => {
  const existing = context.transaction?.created(ns) ?? context.server.store.catalog.find(ns);
  if (existing?.options['viewOn'] !== undefined)
    throw new ServerError('CommandNotSupportedOnView', `Namespace ${existing.ns} is a view, not a collection`);
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

const updateFirst = (
  context: Context,
  collection: Collection | undefined,
  request: UpdateRequest,
): UpdateOutcome | undefined | Promise<UpdateOutcome | undefined> => {
  if (!collection) return undefined;
  const { filter, sort, hint } = request;
  const found = new QueryRun(context.reader, collection, { filter, sort, hint, limit: 1 }).firstRow(context);
  const finish = (row: Row | undefined): UpdateOutcome | undefined => (row ? changeRow(context, collection, row, request) : undefined);
  // What was found slowly may have changed meanwhile: it is looked at again.
  return found instanceof Promise ? found.then((row) => finish(row && refreshed(context, collection, row, filter))) : finish(found);
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

const changeRow = (context: Context, collection: Collection, row: Row, request: UpdateRequest): UpdateOutcome => {
  const { update } = request;
  if (update.kind === 'replacement') return replaceRow(context, collection, row, update.bytes);
  const doc = decode(row.doc);
  const updated: Updated =
    update.kind === 'pipeline'
      ? update.apply(doc)
      : update.apply(doc, update.positional ? matchedIn(request.filter, doc) : undefined, false);
  if (!updated.changed) return { matched: 1, modified: 0, upserted: undefined, before: row.doc, after: row.doc };
  if (update.kind === 'pipeline' && !identical(doc['_id'], updated.doc['_id'])) throw immutableId();
  const bytes = encode(updated.doc);
  if (bytes.length > 16 * 1024 * 1024) throw new ServerError(17419, `Resulting document after update is larger than ${16 * 1024 * 1024}`);
  checkValidator(context, collection, bytes, row.doc);
  context.writer.replace(collection, row, bytes, { kind: 'update', description: () => encode(updated.description.toDoc(updated.doc)) });
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
      throw new ServerError(
        'ImmutableField',
        `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${String(id)}`,
      );
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
