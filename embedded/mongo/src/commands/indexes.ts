import { identical } from '../bson/compare.ts';
import { valueText } from '../bson/text.ts';
import { isDoc, toNumber, truthy } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import { orderOfCollation } from '../query/collation.ts';
import { BINARY } from '../query/order.ts';
import type { Order } from '../query/order.ts';
import type { Collection } from '../storage/collection.ts';
import { Index } from '../storage/index-definition.ts';
import type { IndexDefinition } from '../storage/index-definition.ts';
import { allow, collectionOf, countOption, docOption, namespaceOf } from './context.ts';
import type { Context, Handler } from './context.ts';
import { listSource } from './cursors.ts';
import { fillIndexes } from './index-filling.ts';
import { collectionForWrite } from './writes.ts';

const KEPT = ['unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds', 'hidden'];
const KNOWN = new Set([...KEPT, 'key', 'name', 'v', 'ns', 'background', 'collation', 'dropDups', 'storageEngine', 'prepareUnique']);

/** An index's definition from what was asked for; refuses kinds that are not supported. */
const definitionOf = (spec: Value, own: Order): IndexDefinition => {
  if (!isDoc(spec)) throw new ServerError('TypeMismatch', 'The index specifications must be objects');
  const key = spec['key'];
  if (!isDoc(key) || Object.keys(key).length === 0)
    throw new ServerError(isDoc(key) ? 'CannotCreateIndex' : 'FailedToParse', 'Index keys cannot be empty.');
  for (const [field, direction] of Object.entries(key)) checkKey(field, direction);
  for (const name of Object.keys(spec))
    if (!KNOWN.has(name))
      throw new ServerError(
        'InvalidIndexSpecificationOption',
        `The field '${name}' is not valid for an index specification. Specification: ${valueText(spec)}`,
      );
  const { collation } = orderOfCollation(spec['collation']) ?? own;
  const name = spec['name'];
  if (typeof name !== 'string' || name === '')
    throw new ServerError('FailedToParse', "The 'name' field is a required property of an index specification");
  const definition: IndexDefinition = { key, name };
  for (const option of KEPT) if (spec[option] !== undefined && spec[option] !== false) definition[option] = spec[option];
  if (collation) definition['collation'] = collation;
  const partial = spec['partialFilterExpression'];
  if (partial !== undefined) checkPartial(partial, definition);
  if (definition['expireAfterSeconds'] !== undefined) checkLifetime(definition);
  return definition;
};

const checkKey = (field: string, direction: Value): void => {
  if (typeof direction === 'string')
    throw new ServerError(
      ['text', '2d', '2dsphere', 'hashed'].includes(direction) ? 'CommandNotSupported' : 'CannotCreateIndex',
      `indexes of the kind '${direction}' are not supported`,
    );
  const number = toNumber(direction);
  if (number === undefined || number === 0 || Number.isNaN(number))
    throw new ServerError(
      'CannotCreateIndex',
      `Values in the index key pattern cannot be 0 or of another type than number: ${valueText(direction)}`,
    );
  if (field.includes('$**')) throw new ServerError('CommandNotSupported', 'wildcard indexes are not supported');
  if (field === '' || field.split('.').includes('')) throw new ServerError('CannotCreateIndex', 'Index keys cannot be an empty field.');
  if (field.startsWith('$'))
    throw new ServerError('CannotCreateIndex', "Index key contains an illegal field name: field name starts with '$'.");
};

const checkPartial = (partial: Value, definition: IndexDefinition): void => {
  if (!isDoc(partial)) throw new ServerError('TypeMismatch', "The field 'partialFilterExpression' must be an object");
  if (truthy(definition['sparse'])) throw new ServerError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  const filter = compileFilter(partial);
  if (filter.needs === undefined || hasNegation(partial))
    throw new ServerError('CannotCreateIndex', 'unsupported expression in partial index');
};

/** Conditions that a partial index may not have: those that are true of what is missing. */
const hasNegation = (source: Doc): boolean =>
  Object.entries(source).some(([name, value]) => {
    if (name === '$ne' || name === '$nin' || name === '$not' || name === '$nor' || (name === '$exists' && !truthy(value))) return true;
    if (Array.isArray(value)) return value.some((part) => isDoc(part) && hasNegation(part));
    return isDoc(value) && hasNegation(value);
  });

const checkLifetime = (definition: IndexDefinition): void => {
  const seconds = toNumber(definition['expireAfterSeconds']);
  if (seconds === undefined) throw new ServerError('TypeMismatch', "The field 'expireAfterSeconds' must be a number");
  if (seconds < 0) throw new ServerError('CannotCreateIndex', "TTL index 'expireAfterSeconds' option must be within an acceptable range");
  if (Object.keys(definition.key).length > 1 || '_id' in definition.key)
    throw new ServerError('CannotCreateIndex', 'TTL indexes are single-field indexes, compound indexes do not support TTL');
};

/** Whether the same index is there already. Throws 85 or 86 where another is in its way. */
const existing = (collection: Collection, definition: IndexDefinition): boolean => {
  for (const index of collection.indexes) {
    const sameKey = identicalKeys(index.definition.key, definition.key);
    const sameCollation = identical(index.definition['collation'], definition['collation']);
    if (index.isId && sameKey) {
      if (!sameCollation) throw new ServerError('BadValue', 'The _id index must have the same collation as the collection.');
      return true;
    }
    const sameOptions = KEPT.every((option) => identical(index.definition[option], definition[option]));
    const samePartial = identical(index.definition['partialFilterExpression'], definition['partialFilterExpression']);
    if (index.name === definition.name) {
      if (sameKey && sameOptions && sameCollation) return true;
      throw new ServerError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${valueText(definition)}, existing index: ${valueText(index.describe())}`,
      );
    }
    if (sameKey && samePartial && sameCollation && (sameOptions || truthy(index.definition['unique']) === truthy(definition['unique'])))
      throw new ServerError('IndexOptionsConflict', `Index already exists with a different name: ${index.name}`);
  }
  return false;
};

const identicalKeys = (a: Doc, b: Doc): boolean => {
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length &&
    left.every(
      ([field, direction], place) =>
        right[place]?.[0] === field && Math.sign(toNumber(direction) ?? 0) === Math.sign(toNumber(right[place]?.[1]) ?? 0),
    )
  );
};

/** `createIndexes`. */
export const createIndexes: Handler = async (context) => {
  allow(context, 'indexes', 'commitQuorum', 'ignoreUnknownIndexOptions');
  const ns = namespaceOf(context);
  const list = context.command['indexes'];
  if (!Array.isArray(list)) throw new ServerError(40414, "BSON field 'createIndexes.indexes' is missing but a required field");
  if (list.length === 0) throw new ServerError('BadValue', 'Must specify at least one index to create');
  const own = collectionOf(context, ns);
  const definitions = list.map((spec) => definitionOf(spec, own?.order ?? BINARY));
  const existed = own !== undefined;
  if (context.transaction && definitions.some((definition) => definition['collation'] !== undefined))
    throw new ServerError('CommandNotSupported', 'making an index with a collation in a transaction is not supported');
  const collection = collectionForWrite(context, ns);
  const before = collection.indexes.length;
  const wanted = definitions.filter((definition) => !existing(collection, definition));
  if (wanted.length > 0) {
    if (context.transaction && existed && !context.transaction.created(ns))
      throw new ServerError(
        'OperationNotSupportedInTransaction',
        `Cannot create new indexes on existing collection ${collection.ns} in a multi-document transaction.`,
      );
    await build(context, collection, wanted);
  }
  return {
    numIndexesBefore: before,
    numIndexesAfter: collection.indexes.length,
    createdCollectionAutomatically: !existed,
    ...(wanted.length === 0 ? { note: 'all indexes already exist' } : {}),
  };
};

const build = async (context: Context, collection: Collection, definitions: IndexDefinition[]): Promise<void> => {
  const { store, feed } = context.server;
  if (collection.isStored) store.commits.write();
  const built: Index[] = [];
  try {
    for (const definition of definitions) {
      const index = new Index(collection.id, collection.nextIndex++, definition, false);
      collection.createIndexTable(index);
      collection.attach(index);
      built.push(index);
      index.building = collection.isStored;
    }
    if (collection.isStored) await fillIndexes(context, collection, built);
  } catch (error) {
    if (store.catalog.holds(collection) || !collection.isStored) for (const index of built) collection.detach(index);
    throw error;
  }
  for (const index of built) index.building = false;
  if (!collection.isStored) return;
  store.commits.write();
  store.catalog.save(collection);
  feed.recordDefinition('createIndexes', collection, { indexes: built.map((index) => index.describe()) });
};

const describe = (collection: Collection, index: Index): Doc => {
  const clustered = collection.options['clusteredIndex'];
  return index.isId && isDoc(clustered) ? { ...clustered, clustered: true } : index.describe();
};

/** `listIndexes`. */
export const listIndexes: Handler = (context) => {
  allow(context, 'cursor');
  const ns = namespaceOf(context);
  const collection = collectionOf(context, ns);
  if (!collection) throw new ServerError('NamespaceNotFound', `ns does not exist: ${ns.db}.${ns.name}`);
  const batchSize = countOption(docOption(context.command, 'cursor') ?? {}, 'batchSize') ?? 101;
  return context.server.cursors.open(
    context,
    collection.ns,
    listSource(collection.indexes.map((index) => describe(collection, index))),
    batchSize,
  );
};

/** `dropIndexes`: one by name or key, several by name, or all but that on `_id` with `'*'`. */
export const dropIndexes: Handler = (context) => {
  allow(context, 'index');
  const ns = namespaceOf(context);
  const { store, feed } = context.server;
  const collection = store.catalog.find(ns);
  if (!collection) throw new ServerError('NamespaceNotFound', `ns not found ${ns.db}.${ns.name}`);
  const before = collection.indexes.length;
  const dropped = chosen(collection, context.command['index']);
  store.commits.write();
  for (const index of dropped) collection.detach(index);
  store.catalog.save(collection);
  if (dropped.length > 0) feed.recordDefinition('dropIndexes', collection, { indexes: dropped.map((index) => index.describe()) });
  return { nIndexesWas: before, ...(context.command['index'] === '*' ? { msg: 'non-_id indexes dropped for collection' } : {}) };
};

const chosen = (collection: Collection, wanted: Value): Index[] => {
  if (wanted === '*') return collection.indexes.filter((index) => !index.isId);
  return (Array.isArray(wanted) ? wanted : [wanted]).map((one) => {
    const [index, another] = collection.indexes.filter((candidate) =>
      isDoc(one) ? identicalKeys(candidate.definition.key, one) : candidate.name === one,
    );
    if (another) throw new ServerError('AmbiguousIndexKeyPattern', `${collection.indexes.length} indexes found for key: ${valueText(one)}`);
    if (!index)
      throw new ServerError(
        'IndexNotFound',
        isDoc(one) ? `can't find index with key: ${valueText(one)}` : `index not found with name [${String(one)}]`,
      );
    if (index.isId) throw new ServerError('InvalidOptions', 'cannot drop _id index');
    return index;
  });
};

/** `reIndex`: the indexes are kept with every write, there is nothing to rebuild. */
export const reIndex: Handler = (context) => {
  const collection = collectionOf(context);
  if (!collection) throw new ServerError('NamespaceNotFound', 'ns does not exist');
  return {
    nIndexesWas: collection.indexes.length,
    nIndexes: collection.indexes.length,
    indexes: collection.indexes.map((index) => index.describe()),
  };
};
