import type { Doc, Value } from '../bson/values.ts';
import { isDoc, toNumber, truthy } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import type { Namespace } from '../storage/catalog.ts';
import type { Reader } from '../storage/reader.ts';
import type { Writer } from '../storage/writer.ts';
import type { Server } from '../server.ts';
import type { Transaction } from '../storage/transaction.ts';
import { orderOfCollation } from '../query/collation.ts';
import { BINARY } from '../query/order.ts';
import type { Order } from '../query/order.ts';
import type { Hint } from '../query/planner.ts';

/** What a command knows of where it came from. */
export interface ConnectionInfo {
  id: number;
  appName: string;
  /** Aborts when the connection is gone. */
  gone: AbortSignal;
}

/** A command being run. */
export interface Context {
  server: Server;
  connection: ConnectionInfo;
  command: Doc;
  name: string;
  db: string;
  session: string | undefined;
  transaction: Transaction | undefined;
  reader: Reader;
  writer: Writer;
  /** When `maxTimeMS` is over, as `performance.now()` counts; Infinity without. */
  deadline: number;
}

/** A command's work; the answer's `ok` and times are added to what it returns. */
export type Handler = (context: Context) => Doc | Promise<Doc>;

/** The collection a command names in its first field. */
export const namespaceOf = (context: Context): Namespace => {
  const name = context.command[context.name];
  if (typeof name !== 'string')
    throw new ServerError(name === undefined ? 'FailedToParse' : 'BadValue', `collection name has invalid type ${typeof name}`);
  if (name === '') throw new ServerError('InvalidNamespace', `Invalid namespace specified '${context.db}.'`);
  return { db: context.db, name };
};

/** That collection, if it exists; within a transaction also one that it made. */
export const collectionOf = (context: Context, ns = namespaceOf(context)): Collection | undefined =>
  context.transaction?.created(ns) ?? context.server.store.catalog.find(ns);

/** Whether the command reads what is stored now, not a snapshot: then counts that are kept hold. */
export const readsCurrent = (context: Context): boolean => context.reader === context.server.writer.reader;

/** Options that every command may carry. */
const GENERIC = new Set([
  '$db',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'stmtId',
  'stmtIds',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'comment',
  '$clusterTime',
  '$readPreference',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  '$audit',
  '$client',
  '$configServerState',
  'allowImplicitCollectionCreation',
  'databaseVersion',
  'help',
  'maxTimeMSOpOnly',
  // Only time series have something raw behind their documents, and there are none here.
  'rawData',
]);

/** Refuses every option that the command does not know; nothing that was asked for is ignored. */
export const allow = (context: Context, ...known: string[]): void => {
  for (const name of Object.keys(context.command)) {
    if (name === context.name || GENERIC.has(name) || known.includes(name)) continue;
    throw new ServerError('Location40415', `BSON field '${context.name}.${name}' is an unknown field.`);
  }
};

/** By what a command on a collection compares texts: by the collation it asks for, or else the collection's own. */
export const orderFor = (context: Context, ns = namespaceOf(context), asked = context.command['collation']): Order => {
  const given = orderOfCollation(asked);
  const collection = collectionOf(context, ns);
  if (given && collection?.options['viewOn'] !== undefined && given !== collection.order)
    throw new ServerError('OptionNotSupportedOnView', `Cannot override a view's default collation: ${collection.ns}`);
  return given ?? collection?.order ?? BINARY;
};

/** A number option that must not be negative, or undefined. */
export const countOption = (command: Doc, name: string): number | undefined => {
  const value = command[name];
  if (value === undefined || value === null) return undefined;
  const number = toNumber(value);
  if (number === undefined) throw new ServerError('TypeMismatch', `BSON field '${name}' is the wrong type, expected a number`);
  if (number < 0) throw new ServerError(51024, `BSON field '${name}' value must be >= 0, actual value '${number}'`);
  return Math.trunc(number);
};

/** A document option, or undefined. */
export const docOption = (command: Doc, name: string): Doc | undefined => {
  const value = command[name];
  if (value === undefined || value === null) return undefined;
  if (!isDoc(value)) throw new ServerError('TypeMismatch', `BSON field '${name}' is the wrong type, expected type 'object'`);
  return value;
};

/** A yes or no; absent is no. */
export const flag = (command: Doc, name: string): boolean => truthy(command[name]);

/** An index hint, or undefined for none. */
export const hintOf = (value: Value): Hint | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (isDoc(value)) return Object.keys(value).length === 0 ? undefined : value;
  throw new ServerError('FailedToParse', 'Hint must be a string or an object');
};

/** Lets others have the event loop, and ends what has taken too long or has nobody waiting any more. */
export const breathe = async (context: Pick<Context, 'deadline' | 'connection'>): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
  checkTime(context);
};

/** How long a command may hold the event loop before others have a turn, in milliseconds. */
const TURN = 8;

/** To be asked for between the parts of a long command: gives others a turn where it is time for that. */
export const turns = (context: Pick<Context, 'deadline' | 'connection'>): (() => Promise<void> | undefined) => {
  let since = performance.now();
  return () => {
    if (performance.now() - since < TURN) return undefined;
    return breathe(context).then(() => void (since = performance.now()));
  };
};

/** Ends what has taken too long or has nobody waiting any more. */
export const checkTime = (context: Pick<Context, 'deadline' | 'connection'>): void => {
  if (performance.now() > context.deadline) throw new ServerError('MaxTimeMSExpired', 'operation exceeded time limit');
  if (context.connection.gone.aborted) throw new ServerError('Interrupted', 'the connection is gone');
};
