import { isDoc, setField, toNumber } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { breathe } from '../commands/context.ts';
import { ServerError } from '../errors.ts';
import { BINARY } from '../query/order.ts';
import type { Order } from '../query/order.ts';
import { Sorter, sortKeys, sortOf } from '../query/sort.ts';
import { compileAccumulator, groupKey } from './accumulators.ts';
import type { Accumulator } from './accumulators.ts';
import { compileExpression } from './expression.ts';
import type { Documents, PipelineScope, StreamStage } from './stages.ts';
import { wholeNumber } from './unwind.ts';

/** How many documents go from stage to stage at once. */
export const PORTION = 256;

/** Cuts a list into portions. */
export async function* portions(documents: Doc[]): Documents {
  for (let at = 0; at < documents.length; at += PORTION) yield documents.slice(at, at + PORTION);
}

/** All documents of a stream. */
export const gathered = async (source: Documents): Promise<Doc[]> => {
  const all: Doc[] = [];
  for await (const documents of source) for (const doc of documents) all.push(doc);
  return all;
};

const stream = (run: StreamStage['run'], needs: ReadonlySet<string> | undefined = undefined, shapes = false): StreamStage => ({
  kind: 'stream',
  run,
  needs,
  shapes,
});

const limit = (argument: Value): StreamStage => {
  const most = wholeNumber(argument, '$limit', 1);
  return stream(async function* (source) {
    let left = most;
    for await (const documents of source) {
      yield documents.slice(0, left);
      left -= documents.length;
      if (left <= 0) return;
    }
  }, new Set());
};

const skip = (argument: Value): StreamStage => {
  const first = wholeNumber(argument, '$skip', 0);
  return stream(async function* (source) {
    let left = first;
    for await (const documents of source) {
      if (left < documents.length) yield documents.slice(left);
      left = Math.max(0, left - documents.length);
    }
  }, new Set());
};

/** `$sort`; with a limit no more than so many are kept. */
export const sort = (argument: Value, order: Order, most = Infinity): StreamStage => {
  const spec = sortOf(argument);
  if (!spec) throw new ServerError(15976, '$sort stage must have at least one sort key');
  const keys = sortKeys(spec, order);
  return stream(async function* (source) {
    const sorter = new Sorter<Doc>(keys.compare, most);
    for await (const documents of source) for (const doc of documents) sorter.add(keys.of(doc), doc);
    yield* portions(sorter.sorted());
  }, keys.needs);
};

const group = (argument: Value, { variables, context, order }: PipelineScope): StreamStage => {
  if (!isDoc(argument)) throw new ServerError(15947, "a group's fields must be specified in an object");
  if (!('_id' in argument)) throw new ServerError(15955, 'a group specification must include an _id');
  const id = compileExpression(argument['_id'], order);
  const fields = Object.entries(argument)
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => ({ name, spec: compileAccumulator(name, value, order) }));
  const all = [id.needs, ...fields.map((field) => field.spec.needs)];
  const needs = all.every((one) => one !== undefined) ? new Set(all.flatMap((one) => [...one])) : undefined;
  return stream(
    async function* (source) {
      const groups = new Map<string, { id: Value; accumulators: Accumulator[] }>();
      const nameOf = order.names();
      for await (const documents of source) {
        for (const doc of documents) {
          const key = groupKey(id, doc, variables);
          const name = order === BINARY ? keyText(key) : nameOf(key);
          let found = groups.get(name);
          if (!found) groups.set(name, (found = { id: key, accumulators: fields.map((field) => field.spec.start()) }));
          for (const accumulator of found.accumulators) accumulator.add(doc, variables);
        }
      }
      await breathe(context);
      const made: Doc[] = [];
      for (const { id: key, accumulators } of groups.values()) {
        const doc: Doc = { _id: key };
        for (const [place, accumulator] of accumulators.entries())
          setField(doc, (fields[place] as { name: string }).name, accumulator.value());
        made.push(doc);
      }
      yield* portions(made);
    },
    needs,
    needs !== undefined,
  );
};

const namesOfValues = BINARY.names();
const keyText = (value: Value): string =>
  typeof value === 'string' ? `"${value}` : typeof value === 'number' ? `${value === 0 ? 0 : value}` : namesOfValues(value);

const count = (argument: Value): StreamStage => {
  if (typeof argument !== 'string' || argument === '' || argument.startsWith('$') || argument.includes('.'))
    throw new ServerError(40156, 'the count field must be a non-empty string');
  return stream(
    async function* (source) {
      let n = 0;
      for await (const documents of source) n += documents.length;
      if (n > 0) yield [{ [argument]: n }];
    },
    new Set(),
    true,
  );
};

const sortByCount = (argument: Value, scope: PipelineScope): StreamStage => {
  const grouped = group({ _id: argument, count: { $sum: 1 } }, scope);
  const sorted = sort({ count: -1 }, scope.order);
  return stream((source) => sorted.run(grouped.run(source)), grouped.needs, grouped.shapes);
};

const bucket = (argument: Value, scope: PipelineScope): StreamStage => {
  if (!isDoc(argument)) throw new ServerError(40201, 'Argument to $bucket stage must be an object');
  const { groupBy, boundaries, output } = argument;
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    throw new ServerError(40192, "The $bucket 'boundaries' field must have at least 2 values");
  if (boundaries.some((value, place) => place > 0 && scope.order.compare(boundaries[place - 1], value) >= 0))
    throw new ServerError(40194, "The 'boundaries' option to $bucket must be sorted");
  const branches = boundaries.slice(0, -1).map((low, place): Doc => ({
    case: { $and: [{ $gte: [groupBy, { $literal: low }] }, { $lt: [groupBy, { $literal: boundaries[place + 1] }] }] },
    then: { $literal: low },
  }));
  const otherwise = 'default' in argument ? { default: { $literal: argument['default'] } } : {};
  const grouped = group({ _id: { $switch: { branches, ...otherwise } }, ...(isDoc(output) ? output : { count: { $sum: 1 } }) }, scope);
  const sorted = sort({ _id: 1 }, scope.order);
  return stream((source) => sorted.run(grouped.run(source)), grouped.needs, grouped.shapes);
};

const sample = (argument: Value): StreamStage => {
  const size = isDoc(argument) ? toNumber(argument['size']) : undefined;
  if (size === undefined || size < 1) throw new ServerError(28747, 'size argument to $sample must be a positive integer');
  return stream(async function* (source) {
    const kept: Doc[] = [];
    let seen = 0;
    for await (const documents of source) {
      for (const doc of documents) {
        seen++;
        if (kept.length < size) kept.push(doc);
        else {
          const place = Math.floor(Math.random() * seen);
          if (place < size) kept[place] = doc;
        }
      }
    }
    yield* portions(kept);
  }, new Set());
};

/** The stages that look at several documents but at no other collection. */
export const STREAMS: Readonly<Record<string, (argument: Value, scope: PipelineScope) => StreamStage>> = {
  $limit: limit,
  $skip: skip,
  $sort: (argument, { order }) => sort(argument, order),
  $group: group,
  $count: count,
  $sortByCount: sortByCount,
  $bucket: bucket,
  $sample: sample,
};
