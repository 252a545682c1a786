import { toNumber, truthy } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { identical } from '../bson/compare.ts';
import { encode } from '../bson/encode.ts';
import { ServerError } from '../errors.ts';
import { orderOfCollation } from '../query/collation.ts';
import { compileFilter, filterOf } from '../query/filter.ts';
import { checkNamespace } from '../storage/catalog.ts';
import type { Namespace } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';
import { allow, countOption, docOption, flag, namespaceOf } from './context.ts';
import type { Handler } from './context.ts';
import { listSource } from './cursors.ts';

const CREATE_OPTIONS = [
  'clusteredIndex',
  'capped',
  'size',
  'max',
  'validator',
  'validationLevel',
  'validationAction',
  'viewOn',
  'pipeline',
  'changeStreamPreAndPostImages',
  'idIndex',
  'collation',
  'indexOptionDefaults',
  'storageEngine',
  'autoIndexId',
  'flags',
  'temp',
];
const REFUSED = ['timeseries', 'expireAfterSeconds', 'encryptedFields', 'recordPreImages'];

/** `create`: a collection, perhaps capped or with a validator, or a view. */
export const create: Handler = (context) => {
  for (const name of REFUSED)
    if (context.command[name] !== undefined) throw new ServerError('CommandNotSupported', `create.${name} is not supported`);
  allow(context, ...CREATE_OPTIONS);
  const ns = namespaceOf(context);
  const options = optionsOf(context.command);
  const { transaction, server } = context;
  const existing = transaction?.created(ns) ?? server.store.catalog.find(ns);
  if (existing) {
    if (identical(existing.options, options)) return {};
    throw new ServerError('NamespaceExists', `Collection ${existing.ns} already exists.`);
  }
  if (transaction) transaction.create(ns, options);
  else server.createCollection(ns, options);
  return {};
};

const optionsOf = (command: Doc): Doc => {
  const options: Doc = {};
  for (const name of [
    'capped',
    'size',
    'max',
    'validator',
    'validationLevel',
    'validationAction',
    'viewOn',
    'pipeline',
    'changeStreamPreAndPostImages',
  ]) {
    if (command[name] !== undefined) options[name] = command[name];
  }
  if (command['storageEngine'] !== undefined && Object.keys(docOption(command, 'storageEngine') ?? {}).length > 0)
    throw new ServerError('InvalidOptions', 'storageEngine options are not supported');
  if (options['capped'] === false) delete options['capped'];
  if (truthy(options['capped']) && countOption(command, 'size') === undefined)
    throw new ServerError('InvalidOptions', 'the size field is required when capped is true');
  if (!truthy(options['capped']) && (options['size'] !== undefined || options['max'] !== undefined)) {
    delete options['size'];
    delete options['max'];
  }
  const collation = orderOfCollation(command['collation'])?.collation;
  if (collation) options['collation'] = collation;
  const clustered = docOption(command, 'clusteredIndex');
  if (clustered) options['clusteredIndex'] = clusteredBy(clustered);
  const validator = docOption(command, 'validator');
  if (validator) compileFilter(validator);
  if (options['viewOn'] !== undefined && typeof options['viewOn'] !== 'string')
    throw new ServerError('TypeMismatch', "BSON field 'create.viewOn' is the wrong type, expected type 'string'");
  if (options['viewOn'] !== undefined) options['pipeline'] ??= [];
  else if (options['pipeline'] !== undefined) throw new ServerError('InvalidOptions', "'pipeline' cannot be specified without 'viewOn'");
  return options;
};

const clusteredBy = (spec: Doc): Doc => {
  if (!identical(spec['key'], { _id: 1 }) || spec['unique'] !== true)
    throw new ServerError('InvalidOptions', 'a collection can only be clustered by {_id: 1}, unique');
  return { v: 2, key: { _id: 1 }, name: spec['name'] ?? '_id_', unique: true };
};

/** `drop`. */
export const drop: Handler = async (context) => {
  allow(context);
  const ns = namespaceOf(context);
  const { server } = context;
  const collection = server.store.catalog.find(ns);
  if (!collection) return {};
  for (let holder = server.store.locks.holderIn(collection); holder; holder = server.store.locks.holderIn(collection)) await holder.ended;
  server.store.commits.write();
  server.store.catalog.drop(collection);
  server.feed.recordDefinition('drop', collection, {});
  return { nIndexesWas: collection.indexes.length, ns: collection.ns };
};

/** `dropDatabase`. */
export const dropDatabase: Handler = (context) => {
  allow(context);
  const { server, db } = context;
  const collections = server.store.catalog.inDatabase(db);
  if (collections.length === 0) return {};
  server.store.commits.write();
  for (const collection of collections) {
    server.store.catalog.drop(collection);
    server.feed.recordDefinition('drop', collection, {});
  }
  server.store.oplog.record({ kind: 'dropDatabase', db, coll: '', uuid: null, key: null, detail: null });
  return { dropped: db };
};

const split = (value: Value, field: string): Namespace => {
  if (typeof value !== 'string')
    throw new ServerError('TypeMismatch', `BSON field 'renameCollection.${field}' is the wrong type, expected type 'string'`);
  const dot = value.indexOf('.');
  if (dot < 1) throw new ServerError('InvalidNamespace', `Invalid namespace specified '${value}'`);
  return { db: value.slice(0, dot), name: value.slice(dot + 1) };
};

/** `renameCollection`, within a database. */
export const renameCollection: Handler = (context) => {
  allow(context, 'to', 'dropTarget', 'stayTemp');
  const { server, command } = context;
  const from = split(command['renameCollection'], 'renameCollection');
  const to = split(command['to'], 'to');
  checkNamespace(to);
  const { catalog, commits, oplog } = server.store;
  const source = catalog.find(from);
  if (!source) throw new ServerError('NamespaceNotFound', `Source collection ${from.db}.${from.name} does not exist`);
  if (from.db !== to.db) throw new ServerError('CommandNotSupported', 'renaming a collection into another database is not supported');
  if (from.name === to.name) throw new ServerError('IllegalOperation', "Can't rename a collection to itself");
  const target = catalog.find(to);
  if (target && !flag(command, 'dropTarget')) throw new ServerError('NamespaceExists', 'target namespace exists');
  commits.write();
  const before = { db: source.db, name: source.name };
  if (target) catalog.drop(target);
  catalog.rename(source, to);
  const detail = { to: { db: to.db, coll: to.name }, ...(target ? { dropTarget: target.uuid } : {}) };
  oplog.record({ kind: 'rename', db: before.db, coll: before.name, uuid: source.uuid, key: null, detail: encode(detail) });
  return {};
};

/** `collMod`: validators, pre-images, and an index's lifetime or visibility. */
export const collMod: Handler = (context) => {
  allow(context, 'validator', 'validationLevel', 'validationAction', 'index', 'changeStreamPreAndPostImages', 'viewOn', 'pipeline');
  const ns = namespaceOf(context);
  const { server, command } = context;
  const collection = server.store.catalog.find(ns);
  if (!collection) throw new ServerError('NamespaceNotFound', `ns does not exist: ${ns.db}.${ns.name}`);
  const validator = docOption(command, 'validator');
  if (validator) compileFilter(validator);
  server.store.commits.write();
  const changed: Doc = {};
  for (const name of ['validator', 'validationLevel', 'validationAction', 'changeStreamPreAndPostImages', 'viewOn', 'pipeline'])
    if (command[name] !== undefined) changed[name] = command[name];
  collection.options = { ...collection.options, ...changed };
  const answer = modifyIndex(collection, docOption(command, 'index'));
  server.store.catalog.save(collection);
  server.feed.recordDefinition('modify', collection, changed);
  return answer;
};

const modifyIndex = (collection: Collection, wanted: Doc | undefined): Doc => {
  if (!wanted) return {};
  const index = collection.indexes.find((one) => one.name === wanted['name'] || identical(one.definition.key, wanted['keyPattern']));
  if (!index) throw new ServerError('IndexNotFound', `cannot find index ${String(wanted['name'])} for ns ${collection.ns}`);
  const answer: Doc = {};
  for (const [name, suffix] of [
    ['expireAfterSeconds', 'expireAfterSeconds'],
    ['hidden', 'hidden'],
  ] as const) {
    if (wanted[name] === undefined) continue;
    answer[`${suffix}_old`] = index.definition[name] ?? (name === 'hidden' ? false : undefined);
    answer[`${suffix}_new`] = wanted[name];
    index.definition[name] = wanted[name];
  }
  collection.refresh(index);
  return Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
};

const describe = (collection: Collection): Doc => {
  const isView = collection.options['viewOn'] !== undefined;
  if (isView) return { name: collection.name, type: 'view', options: collection.options, info: { readOnly: true } };
  return {
    name: collection.name,
    type: 'collection',
    options: collection.options,
    info: { readOnly: false, uuid: collection.uuid },
    idIndex: collection.indexes[0]?.describe(),
  };
};

/** `listCollections`. */
export const listCollections: Handler = (context) => {
  allow(context, 'filter', 'nameOnly', 'authorizedCollections', 'cursor');
  const { server, command, db } = context;
  const filter = filterOf(command['filter']);
  const found = server.store.catalog
    .inDatabase(db)
    .map(describe)
    .filter((doc) => filter.test(doc));
  const documents = flag(command, 'nameOnly') ? found.map((doc) => ({ name: doc['name'], type: doc['type'] })) : found;
  const batchSize = countOption(docOption(command, 'cursor') ?? {}, 'batchSize') ?? 101;
  return server.cursors.open(context, `${db}.$cmd.listCollections`, listSource(documents), batchSize);
};

/** `listDatabases`. */
export const listDatabases: Handler = (context) => {
  allow(context, 'filter', 'nameOnly', 'authorizedDatabases');
  const { server, command } = context;
  const names = [...new Set(server.store.catalog.all().map((collection) => collection.db))].sort();
  const filter = filterOf(command['filter']);
  if (flag(command, 'nameOnly')) return { databases: names.map((name): Doc => ({ name })).filter((doc) => filter.test(doc)) };
  const databases = names
    .map((name): Doc => ({ name, sizeOnDisk: BigInt(sizeOf(server.store.catalog.inDatabase(name))), empty: false }))
    .filter((doc) => filter.test(doc));
  const totalSize = databases.reduce((sum, doc) => sum + (toNumber(doc['sizeOnDisk']) ?? 0), 0);
  return { databases, totalSize: BigInt(totalSize), totalSizeMb: BigInt(Math.round(totalSize / 2 ** 20)) };
};

const sizeOf = (collections: Collection[]): number => collections.reduce((sum, collection) => sum + collection.size() + 4096, 0);
