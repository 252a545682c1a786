import { isDoc, toNumber } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { outputOf } from '../aggregate/output.ts';
import { compileStage, documentsSource, prepare, storedDocuments, through } from '../aggregate/pipeline.ts';
import type { Prepared } from '../aggregate/pipeline.ts';
import { partsOf } from '../aggregate/stages.ts';
import type { Documents, PipelineScope } from '../aggregate/stages.ts';
import { gathered, portions } from '../aggregate/stream-stages.ts';
import { variablesOf } from '../aggregate/variables.ts';
import { compileExpression } from '../aggregate/expression.ts';
import { resolveView } from '../aggregate/views.ts';
import { orderOfCollation } from '../query/collation.ts';
import { BINARY } from '../query/order.ts';
import { QueryRun } from '../query/query.ts';
import type { Collection } from '../storage/collection.ts';
import type { Namespace } from '../storage/catalog.ts';
import { ChangeStream } from '../streams/change-stream.ts';
import { statsOf } from './admin.ts';
import { allow, countOption, docOption, flag, hintOf, orderFor, readsCurrent } from './context.ts';
import type { Context, Handler } from './context.ts';
import { listSource } from './cursors.ts';
import { operations } from './operations.ts';
import { explainCommand } from './explain.ts';
import type { queryOf } from './find.ts';

const FIRST_BATCH = 101;

/** `aggregate`. */
export const aggregate: Handler = async (context) => {
  allow(
    context,
    'pipeline',
    'cursor',
    'explain',
    'allowDiskUse',
    'bypassDocumentValidation',
    'collation',
    'hint',
    'let',
    'isMapReduceCommand',
    'fromRouter',
    'needsMerge',
  );
  const { command, db } = context;
  const { pipeline } = command;
  if (!Array.isArray(pipeline)) throw new ServerError('TypeMismatch', "'pipeline' option must be specified as an array");
  const ns = namespaceOfAggregate(context);
  if (flag(command, 'explain')) return explainCommand(context, 'queryPlanner');
  const cursor = docOption(command, 'cursor');
  if (!cursor) throw new ServerError('FailedToParse', "The 'cursor' option is required, except for aggregate with the explain argument");
  const batchSize = countOption(cursor, 'batchSize') ?? FIRST_BATCH;
  const name = ns ? `${db}.${ns.name}` : `${db}.$cmd.aggregate`;
  const [first, argument] = pipeline.length > 0 ? partsOf(pipeline[0]) : ['', undefined];
  if (first === '$changeStream') return openStream(context, ns, argument, pipeline.slice(1), name, batchSize);
  const scope: PipelineScope = {
    context,
    db,
    variables: { ...variablesOf(command['let']), NOW: new Date() },
    order: ns ? orderFor(context, ns) : (orderOfCollation(command['collation']) ?? BINARY),
  };
  const [last, target] = pipeline.length > 0 ? partsOf(pipeline.at(-1)) : ['', undefined];
  const output = outputOf(last, target, scope);
  const stages = output ? pipeline.slice(0, -1) : pipeline;
  if (output && isDoc(command['readConcern']) && command['readConcern']['level'] === 'linearizable')
    throw new ServerError('InvalidOptions', `${last} cannot be used with a 'linearizable' read concern level`);
  if (output && context.transaction) throw new ServerError('OperationNotSupportedInTransaction', `${last} cannot be used in a transaction`);
  const produced = await produce(context, ns, stages, scope);
  if (!output)
    return context.server.cursors.open(context, name, 'source' in produced ? produced.source : documentsSource(produced), batchSize);
  await output('source' in produced ? produced.documents : produced);
  return context.server.cursors.open(context, name, listSource([]), FIRST_BATCH);
};

const namespaceOfAggregate = (context: Context): Namespace | undefined => {
  const target = context.command['aggregate'];
  if (toNumber(target) === 1) return undefined;
  if (typeof target !== 'string' || target === '')
    throw new ServerError('InvalidNamespace', `Invalid namespace specified '${context.db}.${String(target)}'`);
  return { db: context.db, name: target };
};

/** What a pipeline yields: a cursor of stored documents as they are, or a stream of made ones. */
const produce = async (
  context: Context,
  ns: Namespace | undefined,
  pipeline: Value[],
  scope: PipelineScope,
): Promise<Documents | { source: QueryRun; documents: Documents }> => {
  const [name, argument] = pipeline.length > 0 ? partsOf(pipeline[0]) : ['', undefined];
  const own = initialDocuments(context, ns, name, argument, scope);
  if (own)
    return through(
      portions(own),
      pipeline.slice(1).map((stage) => compileStage(stage, scope)),
    );
  if (!ns) throw new ServerError('InvalidNamespace', `{aggregate: 1} is not valid for '${name}'; a collection is required.`);
  const { collection, pipeline: whole } = resolveView(context, ns, pipeline);
  const prepared = prepare(whole, scope, hintOf(context.command['hint']));
  const counted = collection && (await countOnly(context, collection, prepared, whole));
  if (counted) return portions(counted);
  const documents = through(storedDocuments(context, collection, prepared), prepared.stages);
  return prepared.raw && collection ? { source: new QueryRun(context.reader, collection, prepared.query), documents } : documents;
};

/** The documents of stages that make their own. */
const initialDocuments = (
  context: Context,
  ns: Namespace | undefined,
  name: string,
  argument: Value,
  scope: PipelineScope,
): Doc[] | undefined => {
  const collection = ns && context.server.store.catalog.find(ns);
  if (name === '$documents') {
    const list = compileExpression(argument, scope.order).evaluate({}, scope.variables);
    if (!Array.isArray(list) || !list.every(isDoc)) throw new ServerError(5858203, 'an array of documents is expected');
    return list;
  }
  if (name === '$collStats') {
    if (!collection) throw new ServerError('NamespaceNotFound', `Collection [${ns?.db}.${ns?.name}] not found.`);
    const spec = isDoc(argument) ? argument : {};
    const made: Doc = { ns: collection.ns, host: context.server.me, localTime: new Date() };
    if (spec['count'] !== undefined) made['count'] = collection.count();
    if (isDoc(spec['storageStats'])) {
      const { ns: _ns, ...stats } = statsOf(collection, collection.ns, toNumber(spec['storageStats']['scale']) ?? 1);
      made['storageStats'] = stats;
    }
    if (spec['latencyStats'] !== undefined || spec['queryExecStats'] !== undefined)
      throw new ServerError('CommandNotSupported', '$collStats knows count and storageStats only');
    return [made];
  }
  if (name === '$listLocalSessions' || name === '$listSessions')
    return context.session === undefined ? [] : [{ _id: context.command['lsid'], lastUse: new Date() }];
  if (name === '$currentOp') return operations(context, argument);
  if (name === '$indexStats')
    return (collection?.indexes ?? []).map((index) => ({
      name: index.name,
      key: index.definition.key,
      host: context.server.me,
      accesses: { ops: 0n, since: new Date(context.server.startedAt) },
      spec: index.describe(),
    }));
  return undefined;
};

/** A count of what an index or the collection itself can count: `countDocuments` asks for nothing else. */
const countOnly = async (context: Context, collection: Collection, prepared: Prepared, pipeline: Value[]): Promise<Doc[] | undefined> => {
  const last = pipeline.at(-1);
  const group = isDoc(last) ? last['$group'] : undefined;
  if (
    prepared.stages.length !== 1 ||
    !isDoc(group) ||
    Object.keys(group).join() !== '_id,n' ||
    isDoc(group['_id']) ||
    typeof group['_id'] === 'string' ||
    prepared.query.sort
  )
    return undefined;
  const sum = group['n'];
  if (!isDoc(sum) || sum['$sum'] !== 1 || !readsCurrent(context)) return undefined;
  const n = await counted(context, collection, prepared);
  return n === 0 ? [] : [{ _id: group['_id'], n }];
};

const counted = async (context: Context, collection: Collection, { query }: Prepared): Promise<number> => {
  const run = new QueryRun(context.reader, collection, query);
  const within = (all: number): number => Math.max(0, Math.min(all - (query.skip ?? 0), query.limit ?? Infinity));
  if (Object.keys(query.filter.source).length === 0) return within(collection.count());
  if (run.plan.kind === 'index' && run.plan.exact) return within(collection.countKeys(run.plan.index, run.plan.intervals));
  let n = 0;
  for (;;) {
    const rows = await run.rowsOf(1000, context);
    if (rows.length === 0) return n;
    n += rows.length;
  }
};

const openStream = (
  context: Context,
  ns: Namespace | undefined,
  argument: Value,
  stages: Value[],
  name: string,
  batchSize: number,
): Promise<Doc> => {
  if (!isDoc(argument)) throw new ServerError(50808, '$changeStream stage expects a document as argument');
  if (context.transaction) throw new ServerError('OperationNotSupportedInTransaction', '$changeStream cannot be used in a transaction');
  const whole = flag(argument, 'allChangesForCluster');
  if (whole && (context.db !== 'admin' || ns))
    throw new ServerError(
      'InvalidOptions',
      "A $changeStream with 'allChangesForCluster:true' may only be opened on the 'admin' database, and with no collection name",
    );
  if (!whole && !ns && ['admin', 'config', 'local'].includes(context.db))
    throw new ServerError('InvalidNamespace', `$changeStream may not be opened on the internal ${context.db} database`);
  const specs = stages.map((stage) => {
    partsOf(stage);
    return stage as Doc;
  });
  const stream = new ChangeStream(
    context.server,
    { db: whole ? undefined : context.db, coll: ns?.name },
    argument,
    specs,
    // A collection's own collation says nothing about its changes.
    { variables: variablesOf(context.command['let']) ?? {}, order: orderOfCollation(context.command['collation']) ?? BINARY },
  );
  return context.server.cursors.open(context, name, stream, batchSize, { awaitsData: true });
};

/** `count` on a view. */
export const countView = async (context: Context, collection: Collection): Promise<Doc> => {
  const { query, skip, limit } = context.command;
  const pipeline: Value[] = [
    { $match: query ?? {} },
    ...(skip ? [{ $skip: skip }] : []),
    ...(limit ? [{ $limit: limit }] : []),
    { $count: 'n' },
  ];
  const scope: PipelineScope = { context, db: context.db, variables: { NOW: new Date() }, order: orderFor(context) };
  const { collection: base, pipeline: whole } = resolveView(context, { db: collection.db, name: collection.name }, pipeline);
  const prepared = prepare(whole, scope, undefined);
  const [counted] = await gathered(through(storedDocuments(context, base, prepared), prepared.stages));
  return { n: counted?.['n'] ?? 0 };
};

/** `find` on a view: the same, as a pipeline. */
export const overView = (context: Context, collection: Collection, query: ReturnType<typeof queryOf>, batchSize: number): Promise<Doc> => {
  const pipeline: Value[] = [{ $match: query.filter.source }];
  if (query.sort) pipeline.push({ $sort: query.sort });
  if (query.skip) pipeline.push({ $skip: query.skip });
  if (query.limit) pipeline.push({ $limit: query.limit });
  const scope: PipelineScope = { context, db: context.db, variables: { ...query.variables, NOW: new Date() }, order: query.filter.order };
  const { collection: base, pipeline: whole } = resolveView(context, { db: collection.db, name: collection.name }, pipeline);
  const prepared = prepare(whole, scope, undefined);
  const { projection } = query;
  const projected = projection
    ? [{ kind: 'each' as const, apply: (doc: Doc) => projection.apply(doc, undefined, query.variables), needs: undefined, shapes: false }]
    : [];
  return context.server.cursors.open(
    context,
    collection.ns,
    documentsSource(
      through(storedDocuments(context, base, projection ? { ...prepared, needs: undefined } : prepared), [
        ...prepared.stages,
        ...projected,
      ]),
    ),
    batchSize,
    { single: query.single },
  );
};
