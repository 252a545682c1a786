import { isDoc, setField, toNumber } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { collectionOf } from '../commands/context.ts';
import { ServerError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import { allValues, valueAt } from '../query/paths.ts';
import { QueryRun } from '../query/query.ts';
import type { Collection } from '../storage/collection.ts';
import { keyOf } from '../storage/keys.ts';
import { compileExpression } from './expression.ts';
import { compileStage, prepare, storedDocuments, through } from './pipeline.ts';
import { resolveView } from './views.ts';
import type { Documents, PipelineScope, Stage, StreamStage } from './stages.ts';
import { gathered, portions } from './stream-stages.ts';
import { decode } from '../bson/decode.ts';

const stream = (run: StreamStage['run']): StreamStage => ({ kind: 'stream', run, needs: undefined, shapes: false });

/** The documents of another collection, or view, put through a pipeline. */
const documentsOf = (name: string, pipeline: Value[], scope: PipelineScope): Documents => {
  const { collection, pipeline: whole } = resolveView(scope.context, { db: scope.db, name }, pipeline);
  const prepared = prepare(whole, scope, undefined);
  return through(storedDocuments(scope.context, collection, prepared), prepared.stages);
};

const nameOf = (value: Value, stage: string): string => {
  if (typeof value !== 'string') throw new ServerError('FailedToParse', `${stage} argument 'from' must be a string`);
  return value;
};

const known = (argument: Value, stage: string, fields: readonly string[]): Doc => {
  if (!isDoc(argument)) throw new ServerError('FailedToParse', `the ${stage} specification must be an Object`);
  for (const name of Object.keys(argument))
    if (!fields.includes(name)) throw new ServerError('FailedToParse', `unknown argument to ${stage}: ${name}`);
  return argument;
};

const lookup = (argument: Value, scope: PipelineScope): StreamStage => {
  const spec = known(argument, '$lookup', ['from', 'localField', 'foreignField', 'as', 'let', 'pipeline']);
  const { localField, foreignField, as } = spec;
  if (typeof as !== 'string') throw new ServerError('FailedToParse', "must specify 'as' field for a $lookup");
  const pipeline = spec['pipeline'] === undefined ? [] : spec['pipeline'];
  if (!Array.isArray(pipeline)) throw new ServerError('TypeMismatch', "'pipeline' option must be specified as an array");
  if ((localField === undefined) !== (foreignField === undefined) || (localField === undefined && spec['pipeline'] === undefined))
    throw new ServerError(
      'FailedToParse',
      "$lookup requires both or neither of 'localField' and 'foreignField', and without them a pipeline",
    );
  const bindings = Object.entries(isDoc(spec['let']) ? spec['let'] : {}).map(([name, value]) => ({
    name,
    expression: compileExpression(value, scope.order),
  }));
  const from = spec['from'] === undefined ? undefined : nameOf(spec['from'], '$lookup');
  const path = as.split('.');
  // Checked now, so that a wrong pipeline is refused even where no document comes.
  for (const stage of pipeline) compileStage(stage, scope);
  return stream(async function* (source) {
    for await (const documents of source) {
      const made: Doc[] = [];
      for (const doc of documents) {
        const variables: Record<string, Value> = { ...scope.variables };
        for (const { name, expression } of bindings) variables[name] = expression.evaluate(doc, scope.variables);
        const equality =
          typeof localField === 'string' && typeof foreignField === 'string' ? [{ $match: equalTo(doc, localField, foreignField) }] : [];
        const inner = { ...scope, variables };
        const found =
          from === undefined
            ? await gathered(withoutCollection(pipeline, inner))
            : await gathered(documentsOf(from, [...equality, ...pipeline], inner));
        made.push(put(doc, path, found));
      }
      yield made;
    }
  });
};

const withoutCollection = (pipeline: Value[], scope: PipelineScope): Documents =>
  through(
    portions([]),
    pipeline.map((stage) => compileStage(stage, scope)),
  );

const equalTo = (doc: Doc, localField: string, foreignField: string): Doc => {
  const path = localField.split('.');
  const direct = valueAt(doc, path);
  const values = Array.isArray(direct) ? [...direct, direct] : allValues(doc, path);
  const wanted = values.length === 0 ? [null] : values;
  return { [foreignField]: wanted.length === 1 ? { $eq: wanted[0] } : { $in: wanted } };
};

const put = (doc: Doc, path: string[], value: Value): Doc => {
  const [name, ...rest] = path as [string, ...string[]];
  const made = { ...doc };
  const inside = doc[name];
  setField(made, name, rest.length === 0 ? value : put(isDoc(inside) ? inside : {}, rest, value));
  return made;
};

const unionWith = (argument: Value, scope: PipelineScope): StreamStage => {
  const spec = typeof argument === 'string' ? { coll: argument } : known(argument, '$unionWith', ['coll', 'pipeline']);
  const name = nameOf(spec['coll'], '$unionWith');
  const pipeline = Array.isArray(spec['pipeline']) ? spec['pipeline'] : [];
  return stream(async function* (source) {
    yield* source;
    yield* documentsOf(name, pipeline, scope);
  });
};

const facet = (argument: Value, scope: PipelineScope): StreamStage => {
  if (!isDoc(argument) || Object.keys(argument).length === 0)
    throw new ServerError(40169, 'the $facet specification must be a non-empty object');
  const facets = Object.entries(argument).map(([name, pipeline]): [string, Stage[]] => {
    if (!Array.isArray(pipeline)) throw new ServerError(40170, `arguments to $facet must be arrays, ${name} is not`);
    return [name, pipeline.map((stage) => compileStage(stage, scope))];
  });
  return stream(async function* (source) {
    const documents = await gathered(source);
    const made: Doc = {};
    for (const [name, stages] of facets) setField(made, name, await gathered(through(portions(documents), stages)));
    yield [made];
  });
};

const graphLookup = (argument: Value, scope: PipelineScope): StreamStage => {
  const spec = known(argument, '$graphLookup', [
    'from',
    'startWith',
    'connectFromField',
    'connectToField',
    'as',
    'maxDepth',
    'depthField',
    'restrictSearchWithMatch',
  ]);
  const { from, connectFromField, connectToField, as, depthField } = spec;
  if ([from, connectFromField, connectToField, as].some((field) => typeof field !== 'string'))
    throw new ServerError(40105, '$graphLookup requires from, startWith, connectFromField, connectToField and as');
  const start = compileExpression(spec['startWith'], scope.order);
  const deepest = toNumber(spec['maxDepth']) ?? Infinity;
  const restriction = isDoc(spec['restrictSearchWithMatch']) ? spec['restrictSearchWithMatch'] : {};
  const search = async (collection: Collection, frontier: Value[]): Promise<Doc[]> => {
    const filter = compileFilter({ $and: [{ [String(connectToField)]: { $in: frontier } }, restriction] }, scope);
    const rows = await new QueryRun(scope.context.reader, collection, { filter }).rowsOf(Infinity, scope.context);
    return rows.map((row) => decode(row.doc));
  };
  return stream(async function* (source) {
    const collection = collectionOf(scope.context, { db: scope.db, name: String(from) });
    for await (const documents of source) {
      const made: Doc[] = [];
      for (const doc of documents) {
        const found = new Map<string, Doc>();
        const first = start.evaluate(doc, scope.variables) ?? null;
        let frontier: Value[] = Array.isArray(first) ? first : [first];
        for (let depth = 0; collection && depth <= deepest && frontier.length > 0; depth++) {
          const fresh = (await search(collection, frontier)).filter((one) => !found.has(keyOf(one['_id']).toString('latin1')));
          for (const one of fresh)
            found.set(keyOf(one['_id']).toString('latin1'), typeof depthField === 'string' ? { ...one, [depthField]: BigInt(depth) } : one);
          frontier = fresh.flatMap((one) => allValues(one, String(connectFromField).split('.')));
        }
        made.push(put(doc, String(as).split('.'), [...found.values()]));
      }
      yield made;
    }
  });
};

const STAGES: Readonly<Record<string, (argument: Value, scope: PipelineScope) => StreamStage>> = {
  $lookup: lookup,
  $unionWith: unionWith,
  $facet: facet,
  $graphLookup: graphLookup,
};

/** The stages that look into other collections or run pipelines of their own; undefined for others. */
export const joinStages = (name: string, argument: Value, scope: PipelineScope): StreamStage | undefined =>
  Object.hasOwn(STAGES, name) ? STAGES[name]?.(argument, scope) : undefined;
