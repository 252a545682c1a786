import { toNumber } from '../bson/values.ts';
import type { Doc } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { allow, collectionOf, namespaceOf } from './context.ts';
import type { Context, Handler } from './context.ts';

/** What is known of a collection's size. */
export const statsOf = (collection: Collection | undefined, ns: string, scale: number): Doc => {
  const count = collection?.count() ?? 0;
  const size = collection?.size() ?? 0;
  const indexes = collection?.indexes ?? [];
  const indexSizes = Object.fromEntries(
    indexes.map((index): [string, number] => [index.name, Math.ceil(collection?.indexSize(index) ?? 0) / scale]),
  );
  const totalIndexSize = Object.values(indexSizes).reduce((sum, one) => sum + one, 0);
  return {
    ns,
    size: Math.floor(size / scale),
    count,
    ...(count > 0 ? { avgObjSize: Math.floor(size / count) } : {}),
    storageSize: Math.floor(size / scale),
    freeStorageSize: 0,
    capped: collection?.options['capped'] === true,
    ...(collection?.options['capped'] === true ? { max: collection.options['max'] ?? 0, maxSize: collection.options['size'] } : {}),
    nindexes: indexes.length,
    indexBuilds: [],
    totalIndexSize,
    indexSizes,
    totalSize: Math.floor(size / scale) + totalIndexSize,
    scaleFactor: scale,
  };
};

const scaleOf = (context: Context): number => {
  const scale = toNumber(context.command['scale']) ?? 1;
  if (scale < 1) throw new ServerError('BadValue', 'Scale factor must be greater than zero');
  return scale;
};

/** `collStats`. */
export const collStats: Handler = (context) => {
  allow(context, 'scale');
  const ns = namespaceOf(context);
  return statsOf(collectionOf(context, ns), `${ns.db}.${ns.name}`, scaleOf(context));
};

/** `dbStats`. */
export const dbStats: Handler = (context) => {
  allow(context, 'scale', 'freeStorage');
  const scale = scaleOf(context);
  const collections = context.server.store.catalog.inDatabase(context.db);
  const views = collections.filter((collection) => collection.options['viewOn'] !== undefined).length;
  const objects = collections.reduce((sum, collection) => sum + collection.count(), 0);
  const size = collections.reduce((sum, collection) => sum + collection.size(), 0);
  return {
    db: context.db,
    collections: collections.length - views,
    views,
    objects,
    avgObjSize: objects > 0 ? size / objects : 0,
    dataSize: size / scale,
    storageSize: size / scale,
    indexes: collections.reduce((sum, collection) => sum + collection.indexes.length, 0),
    indexSize: 0,
    totalSize: size / scale,
    scaleFactor: scale,
  };
};

/** `dataSize`. */
export const dataSize: Handler = (context) => {
  allow(context, 'estimate');
  const ns = String(context.command['dataSize']);
  const dot = ns.indexOf('.');
  const collection = context.server.store.catalog.find({ db: ns.slice(0, dot), name: ns.slice(dot + 1) });
  return { estimate: false, size: collection?.size() ?? 0, numObjects: collection?.count() ?? 0, millis: 0 };
};

/** `validate`: SQLite's own check of the whole file. */
export const validate: Handler = (context) => {
  allow(context, 'full', 'background', 'repair', 'metadata', 'checkBSONConformance');
  const ns = namespaceOf(context);
  const collection = collectionOf(context, ns);
  if (!collection) throw new ServerError('NamespaceNotFound', `Collection '${ns.db}.${ns.name}' does not exist to validate.`);
  const found = context.server.store.db
    .prepare(`PRAGMA quick_check(${collection.table})`)
    .all()
    .map((row) => String(Object.values(row)[0]));
  const errors = found.filter((line) => line !== 'ok');
  return {
    ns: collection.ns,
    nrecords: collection.count(),
    nIndexes: collection.indexes.length,
    keysPerIndex: {},
    valid: errors.length === 0,
    repaired: false,
    warnings: [],
    errors,
  };
};

/** `fsync`: the answer comes after all that was written is on disk, as with every write. */
export const fsync: Handler = (context) => {
  allow(context, 'lock', 'async', 'fsyncLockAcquisitionTimeoutMillis');
  if (context.command['lock'] === true) throw new ServerError('CommandNotSupported', 'fsync.lock is not supported');
  return { numFiles: 1 };
};

/**
 * `compact`: all collections lie in one file, so it is the whole file that is written anew (`wholeFile`), without what was deleted or
 * replaced; the log of changes is cut off. Answers when it is done.
 */
export const compact: Handler = async (context) => {
  allow(context, 'force');
  const ns = namespaceOf(context);
  if (!collectionOf(context, ns)) throw new ServerError('NamespaceNotFound', 'collection does not exist');
  return { bytesFreed: await context.server.store.compaction.run(), wholeFile: true };
};

/** `configureFailPoint`, for `failCommand`. */
export const configureFailPoint: Handler = ({ server, command }) =>
  server.failPoints.configure(command['configureFailPoint'], command['mode'], command['data']);

/** `profile`: there is no profiler; it can only be asked for and left off. */
export const profile: Handler = ({ command }) => {
  if ((toNumber(command['profile']) ?? 0) > 0) throw new ServerError('CommandNotSupported', 'profiling is not supported');
  return { was: 0, slowms: 100, sampleRate: 1 };
};

/** `killOp`. */
export const killOp: Handler = () => ({ info: 'attempting to kill op' });
