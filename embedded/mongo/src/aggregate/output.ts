import { isDoc } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { encode } from '../bson/encode.ts';
import type { Context } from '../commands/context.ts';
import { updateDocuments } from '../commands/update-documents.ts';
import { insertDocument } from '../commands/writes.ts';
import { ServerError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import { valueAt } from '../query/paths.ts';
import type { Namespace } from '../storage/catalog.ts';
import { compileUpdate } from '../update/update.ts';
import type { Order } from '../query/order.ts';
import type { Documents, PipelineScope } from './stages.ts';
import { gathered } from './stream-stages.ts';
import { ObjectId } from 'bson';

/** Writes what comes out of a pipeline into a collection. */
export type Output = (documents: Documents) => Promise<void>;

const target = (value: Value, db: string, stage: string): Namespace => {
  if (typeof value === 'string') return { db, name: value };
  if (isDoc(value) && typeof value['coll'] === 'string')
    return { db: typeof value['db'] === 'string' ? value['db'] : db, name: value['coll'] };
  throw new ServerError('FailedToParse', `${stage} requires a collection name or {db, coll}`);
};

/** `$out`: what was in the collection is replaced at once, its indexes stay. */
const out = (argument: Value, { context }: PipelineScope): Output => {
  const ns = target(argument, context.db, '$out');
  return async (documents) => {
    const all = await gathered(documents);
    const { server } = context;
    const { commits, catalog } = server.store;
    const old = catalog.find(ns);
    if (old?.options['capped'] === true)
      throw new ServerError(17152, `namespace '${ns.db}.${ns.name}' is capped so it can't be used for $out`);
    commits.write();
    if (old)
      for (let rows = old.natural(-1, 1000); rows.length > 0; rows = old.natural(-1, 1000))
        for (const row of rows) context.writer.remove(old, row);
    else server.createCollection(ns, {});
    for (const doc of all) await insertDocument(context, ns, encode(doc));
  };
};

const MATCHED = new Set(['replace', 'keepExisting', 'merge', 'fail']);

/** `$merge`: each document goes into the collection by its key. */
const merge = (argument: Value, { context, order }: PipelineScope): Output => {
  const spec: Doc = isDoc(argument) ? argument : { into: argument };
  for (const name of Object.keys(spec))
    if (!['into', 'on', 'let', 'whenMatched', 'whenNotMatched'].includes(name))
      throw new ServerError('Location40415', `BSON field '$merge.${name}' is an unknown field.`);
  const ns = target(spec['into'], context.db, '$merge');
  const on = spec['on'] === undefined ? ['_id'] : (Array.isArray(spec['on']) ? spec['on'] : [spec['on']]).map(String);
  const whenMatched = spec['whenMatched'] ?? 'merge';
  const whenNotMatched = spec['whenNotMatched'] ?? 'insert';
  if (!Array.isArray(whenMatched) && !MATCHED.has(String(whenMatched)))
    throw new ServerError('BadValue', `Enumeration value '${String(whenMatched)}' for field '$merge.whenMatched' is not a valid value.`);
  if (!['insert', 'discard', 'fail'].includes(String(whenNotMatched)))
    throw new ServerError(
      'BadValue',
      `Enumeration value '${String(whenNotMatched)}' for field '$merge.whenNotMatched' is not a valid value.`,
    );
  checkKey(context, ns, on, order);
  return async (documents) => {
    for await (const portion of documents)
      for (const doc of portion) await mergeOne(context, ns, doc, on, whenMatched, String(whenNotMatched), order);
  };
};

const checkKey = (context: Context, ns: Namespace, on: string[], order: Order): void => {
  const indexes = context.server.store.catalog.find(ns)?.indexes;
  if (!indexes && on.length === 1 && on[0] === '_id') return;
  if (
    !indexes?.some(
      (index) =>
        index.order === order &&
        (index.unique || index.isId) &&
        index.fields.length === on.length &&
        on.every((field) => index.fields.includes(field)),
    )
  )
    throw new ServerError(51183, 'Cannot find index to verify that join fields will be unique');
};

const mergeOne = async (
  context: Context,
  ns: Namespace,
  given: Doc,
  on: string[],
  whenMatched: Value,
  whenNotMatched: string,
  order: Order,
): Promise<void> => {
  const doc: Doc = given['_id'] === undefined && on[0] === '_id' ? { _id: new ObjectId(), ...given } : given;
  const filter = compileFilter(filterSource(doc, on), { order });
  const update = compileUpdate(updateFor(doc, whenMatched), undefined, { variables: { new: doc }, order });
  const outcome = await updateDocuments(context, ns, { filter, update, upsert: false, multi: false });
  if (outcome.matched > 0) {
    if (whenMatched === 'fail')
      throw new ServerError(
        'DuplicateKey',
        `PlanExecutor error during aggregation :: caused by :: E11000 duplicate key error collection: ${ns.db}.${ns.name}`,
        { keyPattern: Object.fromEntries(on.map((field): [string, Value] => [field, 1])), keyValue: filterSource(doc, on) },
      );
    return;
  }
  if (whenNotMatched === 'fail')
    throw new ServerError(
      13113,
      '$merge could not find a matching document in the target collection for at least one document in the source collection',
    );
  if (whenNotMatched === 'insert') await insertDocument(context, ns, encode(doc));
};

const filterSource = (doc: Doc, on: string[]): Doc =>
  Object.fromEntries(on.map((field): [string, Value] => [field, valueAt(doc, field.split('.')) ?? null]));

const updateFor = (doc: Doc, whenMatched: Value): Value => {
  if (Array.isArray(whenMatched)) return whenMatched;
  if (whenMatched === 'replace') return encode(doc);
  if (whenMatched === 'merge') {
    const { _id, ...fields } = doc;
    return encode(Object.keys(fields).length === 0 ? { $set: {} } : { $set: fields });
  }
  return encode({ $set: {} });
};

/** The writing end of a pipeline, if it has one. */
export const outputOf = (name: string, argument: Value, scope: PipelineScope): Output | undefined => {
  if (name === '$out') return out(argument, scope);
  return name === '$merge' ? merge(argument, scope) : undefined;
};
