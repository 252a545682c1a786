import { decode } from '../bson/decode.ts';
import { isDoc } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { breathe } from '../commands/context.ts';
import type { Context } from '../commands/context.ts';
import { ENOUGH_BYTES } from '../commands/cursors.ts';
import type { Batch, Source } from '../commands/cursors.ts';
import { ServerError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import { BINARY } from '../query/order.ts';
import { QueryRun } from '../query/query.ts';
import type { Query } from '../query/query.ts';
import type { Hint } from '../query/planner.ts';
import { sortOf } from '../query/sort.ts';
import type { Collection } from '../storage/collection.ts';
import { joinStages } from './join-stages.ts';
import { MINGO_STAGES } from './mingo-stages.ts';
import { compileEach, partsOf } from './stages.ts';
import type { Documents, PipelineScope, Stage } from './stages.ts';
import { PORTION, STREAMS } from './stream-stages.ts';
import { wholeNumber } from './unwind.ts';

/** A pipeline, taken apart: what the collection itself can answer, and the stages after that. */
export interface Prepared {
  query: Query;
  stages: Stage[];
  /** The fields of a document's top that the stages look at; undefined for all. */
  needs: ReadonlySet<string> | undefined;
  /** Whether documents go out just as they are stored. */
  raw: boolean;
}

/** Compiles one stage. Throws 40324 for one that there is not. */
export const compileStage = (stage: Value, scope: PipelineScope): Stage => {
  const [name, argument] = partsOf(stage);
  const each = compileEach(name, argument, scope);
  if (each) return each;
  if (Object.hasOwn(STREAMS, name)) return (STREAMS[name] as (typeof STREAMS)[string])(argument, scope);
  if (Object.hasOwn(MINGO_STAGES, name) && scope.order !== BINARY)
    throw new ServerError('CommandNotSupported', `${name} with a collation is not supported`);
  if (Object.hasOwn(MINGO_STAGES, name)) return (MINGO_STAGES[name] as (typeof MINGO_STAGES)[string])(argument);
  const join = joinStages(name, argument, scope);
  if (join) return join;
  if (name === '$listSearchIndexes') refuseSnapshot(name, scope.context);
  if (name === '$listSearchIndexes' || name.startsWith('$search') || name === '$vectorSearch') throw noSearch(name);
  if (REFUSED.has(name)) throw new ServerError('CommandNotSupported', `the stage ${name} is not supported`);
  if (FIRST_ONLY.has(name)) throw new ServerError(40602, `${name} is only valid as the first stage in a pipeline.`);
  throw new ServerError(40324, `Unrecognized pipeline stage name: '${name}'`);
};

/** A stage that reads something else than documents has no snapshot of it. */
const refuseSnapshot = (name: string, { command }: Context): void => {
  const concern = command['readConcern'];
  const level = isDoc(concern) ? concern['level'] : undefined;
  if (level !== undefined && level !== 'local')
    throw new ServerError(
      'InvalidOptions',
      `Aggregation stage ${name} cannot run with a readConcern other than 'local', or in a multi-document transaction. Current readConcern: { level: "${String(level)}" }`,
    );
};

/** The refusal of what only a search service beside the server can do. */
export const noSearch = (name: string): ServerError =>
  new ServerError(31082, `${name} is not supported: search indexes are a service of MongoDB Atlas, not of this server`);

const REFUSED = new Set([
  '$geoNear',
  '$search',
  '$searchMeta',
  '$vectorSearch',
  '$listSearchIndexes',
  '$planCacheStats',
  '$shardedDataDistribution',
  '$querySettings',
  '$listSampledQueries',
  '$queryStats',
]);
const FIRST_ONLY = new Set([
  '$currentOp',
  '$listSessions',
  '$listLocalSessions',
  '$collStats',
  '$indexStats',
  '$documents',
  '$changeStream',
  '$out',
  '$merge',
]);

/** Takes a pipeline apart; what stands at its beginning goes to the indexes. */
export const prepare = (pipeline: Value[], scope: PipelineScope, hint: Hint | undefined): Prepared => {
  const filters: Doc[] = [];
  let sort: Doc | undefined;
  let skip = 0;
  let limit: number | undefined;
  let place = 0;
  for (; place < pipeline.length; place++) {
    const [name, argument] = partsOf(pipeline[place]);
    if (name === '$match' && sort === undefined && skip === 0 && limit === undefined && isDoc(argument)) filters.push(argument);
    else if (name === '$sort' && sort === undefined && skip === 0 && limit === undefined) {
      sort = sortOf(argument);
      if (!sort) throw new ServerError(15976, '$sort stage must have at least one sort key');
    } else if (name === '$skip' && limit === undefined) skip += wholeNumber(argument, '$skip', 0);
    else if (name === '$limit') limit = Math.min(limit ?? Infinity, wholeNumber(argument, '$limit', 1));
    else break;
  }
  const filter = compileFilter(filters.length === 1 ? (filters[0] as Doc) : filters.length === 0 ? {} : { $and: filters }, scope);
  const stages = pipeline.slice(place).map((stage) => compileStage(stage, scope));
  return {
    query: { filter, sort, skip, limit, hint, variables: scope.variables },
    stages,
    needs: neededBy(stages),
    raw: stages.length === 0,
  };
};

/** What stages need of the documents that come to them, as far as that can be told. */
const neededBy = (stages: Stage[]): ReadonlySet<string> | undefined => {
  const needs = new Set<string>();
  for (const stage of stages) {
    if (stage.needs === undefined) return undefined;
    for (const field of stage.needs) needs.add(field);
    if (stage.shapes) return needs;
  }
  return undefined;
};

/** How long documents may be worked on before others have their turn, in ms. */
const SLICE = 10;

/** The documents of a collection that a prepared pipeline starts from. */
export async function* storedDocuments(context: Context, collection: Collection | undefined, prepared: Prepared): Documents {
  if (!collection) return;
  const run = new QueryRun(context.reader, collection, prepared.query);
  let since = performance.now();
  for (;;) {
    const rows = await run.rowsOf(PORTION, context);
    if (rows.length === 0) return;
    yield rows.map((row) => decode(row.doc, prepared.needs));
    if (performance.now() - since > SLICE) {
      await breathe(context);
      since = performance.now();
    }
  }
}

/** Puts documents through stages. */
export const through = (source: Documents, stages: readonly Stage[]): Documents =>
  stages.reduce<Documents>((at, stage) => (stage.kind === 'stream' ? stage.run(at) : mapped(at, stage.apply)), source);

async function* mapped(source: Documents, apply: (doc: Doc) => Doc | Doc[] | undefined): Documents {
  for await (const documents of source) {
    const made: Doc[] = [];
    for (const doc of documents) {
      const result = apply(doc);
      if (Array.isArray(result)) for (const one of result) made.push(one);
      else if (result !== undefined) made.push(result);
    }
    yield made;
  }
}

/** A cursor over what comes out of a pipeline. */
export const documentsSource = (documents: Documents): Source => {
  const iterator = documents[Symbol.asyncIterator]();
  let waiting: Doc[] = [];
  let ended = false;
  return {
    async next(count): Promise<Batch> {
      const batch: Value[] = [];
      let bytes = 0;
      while (batch.length < count && bytes < ENOUGH_BYTES) {
        if (waiting.length === 0) {
          if (ended) break;
          const { value, done } = await iterator.next();
          if (done) ended = true;
          else waiting = value as Doc[];
          continue;
        }
        const taken = waiting.slice(0, count - batch.length);
        waiting = waiting.slice(taken.length);
        for (const doc of taken) batch.push(doc);
        bytes += taken.length * 64;
      }
      return { documents: batch, done: ended && waiting.length === 0 };
    },
    close: () => void iterator.return?.(),
  };
};
