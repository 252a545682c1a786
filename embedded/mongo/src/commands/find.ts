import { isDoc, toNumber } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { allValues } from '../query/paths.ts';
import { filterOf } from '../query/filter.ts';
import { compileProjection } from '../query/projection.ts';
import type { Order } from '../query/order.ts';
import type { Projection } from '../query/projection.ts';
import type { Range } from '../query/planner.ts';
import { QueryRun } from '../query/query.ts';
import { sortOf } from '../query/sort.ts';
import { decode } from '../bson/decode.ts';
import { tailableSource } from './tailable.ts';
import { allow, collectionOf, countOption, docOption, flag, hintOf, namespaceOf, orderFor, readsCurrent } from './context.ts';
import type { Context, Handler } from './context.ts';
import { listSource } from './cursors.ts';
import { variablesOf } from '../aggregate/variables.ts';
import { countView, overView } from './aggregate.ts';

const FIRST_BATCH = 101;
/** How many documents a later batch has where the client does not say; small ones cost more memory than they have bytes. */
const ENOUGH_DOCUMENTS = 5000;

const projectionOf = (value: Value, order: Order): Projection | undefined => {
  if (value === undefined || value === null) return undefined;
  if (!isDoc(value)) throw new ServerError('TypeMismatch', "BSON field 'find.projection' is the wrong type, expected type 'object'");
  return Object.keys(value).length === 0 ? undefined : compileProjection(value, order);
};

const OPTIONS = [
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'collation',
  'let',
  'allowDiskUse',
  'noCursorTimeout',
  'tailable',
  'awaitData',
  'allowPartialResults',
  'oplogReplay',
  'showRecordId',
  'returnKey',
  'min',
  'max',
];

/** The stretch of the hinted index that `min` and `max` name. */
const rangeOf = (command: Doc): Range | undefined => {
  const [min, max] = ['min', 'max'].map((name) => {
    const end = docOption(command, name);
    return end && Object.keys(end).length > 0 ? end : undefined;
  });
  return min || max ? { min, max } : undefined;
};

/** The query a `find` asks for. */
export const queryOf = (context: Context) => {
  const { command } = context;
  allow(context, ...OPTIONS);
  if (flag(command, 'oplogReplay')) throw new ServerError('CommandNotSupported', 'find.oplogReplay is not supported');
  const variables = variablesOf(command['let']);
  const order = orderFor(context);
  const limit = toNumber(command['limit']) ?? 0;
  const limited = countOption({ limit: Math.abs(limit) }, 'limit');
  return {
    filter: filterOf(command['filter'], { variables, order }),
    sort: sortOf(command['sort']),
    skip: countOption(command, 'skip'),
    limit: limited,
    single: limit < 0 || flag(command, 'singleBatch'),
    projection: projectionOf(command['projection'], order),
    hint: hintOf(command['hint']),
    range: rangeOf(command),
    returnKey: flag(command, 'returnKey'),
    showRecordId: flag(command, 'showRecordId'),
    variables,
  };
};

/** `find`. */
export const find: Handler = (context) => {
  const ns = namespaceOf(context);
  const query = queryOf(context);
  const collection = collectionOf(context, ns);
  const options = { single: query.single, noTimeout: flag(context.command, 'noCursorTimeout') };
  const batchSize = countOption(context.command, 'batchSize') ?? FIRST_BATCH;
  if (collection?.options['viewOn'] !== undefined && (query.range || query.returnKey || query.showRecordId))
    throw new ServerError('CommandNotSupported', 'min, max, returnKey and showRecordId of a view are not supported');
  if (collection?.options['viewOn'] !== undefined) return overView(context, collection, query, batchSize);
  const awaits = flag(context.command, 'awaitData');
  if (awaits && !flag(context.command, 'tailable')) throw new ServerError('FailedToParse', 'Cannot set awaitData without tailable');
  if (flag(context.command, 'tailable')) {
    if (collection?.options['capped'] !== true)
      throw new ServerError('BadValue', `error processing query: tailable cursor requested on non capped collection ${ns.db}.${ns.name}`);
    if (query.sort || query.skip || query.limit || query.range || query.returnKey || query.showRecordId)
      throw new ServerError('CommandNotSupported', 'a tailable cursor with a sort, a limit or the like is not supported');
    return context.server.cursors.open(context, collection.ns, tailableSource(collection, query, awaits, context), batchSize, {
      awaitsData: awaits,
    });
  }
  const source = collection ? new QueryRun(context.reader, collection, query) : listSource([]);
  return context.server.cursors.open(context, `${ns.db}.${ns.name}`, source, batchSize, options);
};

/** `getMore`. */
export const getMore: Handler = (context) => {
  allow(context, 'collection', 'batchSize', 'term', 'lastKnownCommittedOpTime');
  const id = context.command['getMore'];
  if (typeof id !== 'bigint') throw new ServerError('TypeMismatch', "BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
  const collection = context.command['collection'];
  if (typeof collection !== 'string')
    throw new ServerError('TypeMismatch', "BSON field 'getMore.collection' is the wrong type, expected type 'string'");
  const batchSize = countOption(context.command, 'batchSize');
  return context.server.cursors.more(context, id, `${context.db}.${collection}`, batchSize ? batchSize : ENOUGH_DOCUMENTS);
};

/** `killCursors`. */
export const killCursors: Handler = (context) => {
  allow(context, 'cursors');
  const ids = context.command['cursors'];
  if (!Array.isArray(ids))
    throw new ServerError('TypeMismatch', "BSON field 'killCursors.cursors' is the wrong type, expected type 'array'");
  const cursorsKilled: Value[] = [];
  const cursorsNotFound: Value[] = [];
  for (const id of ids)
    (context.server.cursors.kill(BigInt(toNumber(id) === undefined ? 0 : (id as bigint))) ? cursorsKilled : cursorsNotFound).push(id);
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
};

/** `count`. */
export const count: Handler = async (context) => {
  allow(context, 'query', 'limit', 'skip', 'hint', 'collation', 'fields');
  const collection = collectionOf(context);
  if (collection?.options['viewOn'] !== undefined) return countView(context, collection);
  const filter = filterOf(context.command['query'], { order: orderFor(context) });
  if (!collection) return { n: 0 };
  const skip = countOption(context.command, 'skip') ?? 0;
  const limit = Math.abs(toNumber(context.command['limit']) ?? 0) || Infinity;
  if (Object.keys(filter.source).length === 0 && readsCurrent(context))
    return { n: Math.max(0, Math.min(collection.count() - skip, limit)) };
  const run = new QueryRun(context.reader, collection, {
    filter,
    skip,
    limit: limit === Infinity ? 0 : limit,
    hint: hintOf(context.command['hint']),
  });
  let n = 0;
  for (;;) {
    const rows = await run.rowsOf(1000, context);
    if (rows.length === 0) return { n };
    n += rows.length;
  }
};

/** `distinct`. */
export const distinct: Handler = async (context) => {
  allow(context, 'key', 'query', 'collation', 'hint');
  const key = context.command['key'];
  if (typeof key !== 'string') throw new ServerError('TypeMismatch', "BSON field 'distinct.key' is the wrong type, expected type 'string'");
  const collection = collectionOf(context);
  const order = orderFor(context);
  const filter = filterOf(context.command['query'], { order });
  if (!collection) return { values: [] };
  const path = key.split('.');
  const nameOf = order.names();
  const found = new Map<string, Value>();
  const run = new QueryRun(context.reader, collection, { filter, hint: hintOf(context.command['hint']) });
  for (;;) {
    const rows = await run.rowsOf(1000, context);
    if (rows.length === 0) break;
    for (const row of rows) {
      for (const value of allValues(decode(row.doc, new Set([path[0] as string])), path)) {
        const name = nameOf(value);
        if (!found.has(name)) found.set(name, value);
      }
    }
  }
  return { values: [...found.values()].sort(order.compare) };
};
