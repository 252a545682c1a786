import { hostname } from 'node:os';
import { isDoc } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { prepare } from '../aggregate/pipeline.ts';
import { resolveView } from '../aggregate/views.ts';
import { ServerError } from '../errors.ts';
import { filterOf } from '../query/filter.ts';
import type { Plan } from '../query/planner.ts';
import { QueryRun } from '../query/query.ts';
import type { Query } from '../query/query.ts';
import { sortOf } from '../query/sort.ts';
import type { Collection } from '../storage/collection.ts';
import { allow, collectionOf, hintOf, namespaceOf, orderFor } from './context.ts';
import type { Context, Handler } from './context.ts';
import { queryOf } from './find.ts';
import { VERSION } from './handshake.ts';

const VERBOSITIES = ['queryPlanner', 'executionStats', 'allPlansExecution'];

/** `explain`: how a command would look for its documents, and with `executionStats` what that took. Nothing is written. */
export const explain: Handler = (context) => {
  allow(context, 'verbosity');
  const command = context.command['explain'];
  const verbosity = context.command['verbosity'] ?? 'allPlansExecution';
  if (!isDoc(command)) throw new ServerError('TypeMismatch', "BSON field 'explain.explain' is the wrong type, expected type 'object'");
  if (command['writeConcern'] !== undefined) throw new ServerError('InvalidOptions', 'Command does not support writeConcern');
  if (!VERBOSITIES.includes(String(verbosity)))
    throw new ServerError('BadValue', `Enumeration value '${String(verbosity)}' for field 'explain.verbosity' is not a valid value.`);
  return explainCommand({ ...context, command, name: Object.keys(command)[0] ?? '' }, String(verbosity));
};

/** Explains a command that is not run. */
export const explainCommand = async (context: Context, verbosity: string): Promise<Doc> => {
  const ns = namespaceOf(context);
  const { query, stages, collection } = explained(context);
  const made: Doc = { explainVersion: '1' };
  const run = collection && new QueryRun(context.reader, collection, query);
  const winningPlan: Doc = run ? planDoc(run, query) : { stage: 'EOF' };
  made['queryPlanner'] = {
    namespace: `${ns.db}.${ns.name}`,
    parsedQuery: query.filter.source,
    indexFilterSet: false,
    optimizationTimeMillis: 0,
    winningPlan,
    rejectedPlans: [],
  };
  if (verbosity !== 'queryPlanner') made['executionStats'] = await statsOf(context, run, winningPlan);
  const { explain: _explain, ...command } = context.command;
  const rest: Doc = {
    command: { ...command, $db: context.db },
    serverInfo: { host: hostname(), port: context.server.port, version: VERSION, gitVersion: 'none' },
    serverParameters: {},
  };
  if (stages.length === 0) return { ...made, ...rest };
  const { explainVersion, ...cursor } = made;
  return { explainVersion, stages: [{ $cursor: cursor }, ...stages], ...rest };
};

const explained = (context: Context): { query: Query; stages: Doc[]; collection: Collection | undefined } => {
  const { command, name } = context;
  const collection = collectionOf(context);
  if (name === 'find') return { query: queryOf(context), stages: [], collection };
  if (name === 'aggregate') return explainedPipeline(context);
  if (name === 'count' || name === 'distinct')
    return {
      query: { filter: filterOf(command['query'], { order: orderFor(context) }), hint: hintOf(command['hint']) },
      stages: [],
      collection,
    };
  if (name === 'findAndModify')
    return {
      query: {
        filter: filterOf(command['query'], { order: orderFor(context) }),
        sort: sortOf(command['sort']),
        hint: hintOf(command['hint']),
        limit: 1,
      },
      stages: [],
      collection,
    };
  const [first] = (command[name === 'update' ? 'updates' : 'deletes'] as Value[] | undefined) ?? [];
  if ((name !== 'update' && name !== 'delete') || !isDoc(first))
    throw new ServerError('CommandNotFound', `Explain failed due to unknown command: ${name}`);
  return {
    query: {
      filter: filterOf(first['q'], { order: orderFor(context, namespaceOf(context), first['collation']) }),
      hint: hintOf(first['hint']),
    },
    stages: [],
    collection,
  };
};

const explainedPipeline = (context: Context): { query: Query; stages: Doc[]; collection: Collection | undefined } => {
  const { pipeline } = context.command;
  if (!Array.isArray(pipeline)) throw new ServerError('TypeMismatch', "'pipeline' option must be specified as an array");
  const { collection, pipeline: whole } = resolveView(context, namespaceOf(context), pipeline);
  const readable = whole.filter((stage) => isDoc(stage) && !('$out' in stage) && !('$merge' in stage));
  const prepared = prepare(readable, { context, db: context.db, variables: {}, order: orderFor(context) }, hintOf(context.command['hint']));
  return { query: prepared.query, stages: whole.slice(whole.length - prepared.stages.length) as Doc[], collection };
};

const planDoc = (run: QueryRun, query: Query): Doc => {
  let stage = lookupDoc(run.plan, query);
  if (run.sortsInMemory) stage = { stage: 'SORT', sortPattern: query.sort, memLimit: 104857600, type: 'simple', inputStage: stage };
  if (query.skip) stage = { stage: 'SKIP', skipAmount: query.skip, inputStage: stage };
  if (query.limit) stage = { stage: 'LIMIT', limitAmount: query.limit, inputStage: stage };
  if (query.projection)
    stage = { stage: query.projection.raw ? 'PROJECTION_SIMPLE' : 'PROJECTION_DEFAULT', transformBy: {}, inputStage: stage };
  return stage;
};

const lookupDoc = (plan: Plan, query: Query): Doc => {
  const filter = query.filter.source;
  if (plan.kind === 'scan')
    return { stage: 'COLLSCAN', ...(Object.keys(filter).length > 0 ? { filter } : {}), direction: plan.backwards ? 'backward' : 'forward' };
  if (plan.kind === 'union')
    return { stage: 'SUBPLAN', inputStage: { stage: 'OR', inputStages: plan.plans.map((part) => lookupDoc(part, query)) } };
  if (plan.kind === 'ids') {
    if (plan.keys.length === 1 && plan.exact) return { stage: 'EXPRESS_IXSCAN', keyPattern: '{ _id: 1 }', indexName: '_id_' };
    return {
      stage: 'FETCH',
      ...(plan.exact ? {} : { filter }),
      inputStage: {
        stage: 'IXSCAN',
        keyPattern: { _id: 1 },
        indexName: '_id_',
        isMultiKey: false,
        isUnique: true,
        isSparse: false,
        isPartial: false,
        indexVersion: 2,
        direction: 'forward',
      },
    };
  }
  const { index } = plan;
  return {
    stage: 'FETCH',
    ...(plan.exact || Object.keys(filter).length === 0 ? {} : { filter }),
    inputStage: {
      stage: 'IXSCAN',
      keyPattern: index.definition.key,
      indexName: index.name,
      isMultiKey: index.multikey,
      isUnique: index.unique || index.isId,
      isSparse: index.sparse,
      isPartial: index.partial !== undefined,
      indexVersion: 2,
      direction: plan.backwards ? 'backward' : 'forward',
      indexBounds: Object.fromEntries(index.fields.map((field): [string, string[]] => [field, plan.bounds[field] ?? ['[MinKey, MaxKey]']])),
    },
  };
};

const statsOf = async (context: Context, run: QueryRun | undefined, plan: Doc): Promise<Doc> => {
  const since = performance.now();
  let nReturned = 0;
  for (;;) {
    const rows = (await run?.rowsOf(1000, context)) ?? [];
    if (rows.length === 0) break;
    nReturned += rows.length;
  }
  const { keysExamined = 0, docsExamined = 0 } = run?.scan ?? {};
  return {
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - since),
    totalKeysExamined: keysExamined,
    totalDocsExamined: docsExamined,
    executionStages: { ...plan, nReturned },
  };
};
