import { decode } from '../bson/decode.ts';
import { firstFieldOnly, fieldOf } from '../bson/raw.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { timestampOf } from '../storage/oplog.ts';
import type { OplogEntry } from '../storage/oplog.ts';
import type { Store } from '../storage/store.ts';
import { writeToken } from './token.ts';

/** How much of the documents a stream wants beside the change itself. */
export interface EventOptions {
  fullDocument: 'default' | 'updateLookup' | 'whenAvailable' | 'required';
  fullDocumentBeforeChange: 'off' | 'whenAvailable' | 'required';
  expanded: boolean;
}

const EXPANDED_ONLY = new Set(['create', 'createIndexes', 'dropIndexes', 'modify']);

/** Whether a stream without `showExpandedEvents` is told of this kind of change. */
export const isShown = (entry: OplogEntry, options: EventOptions): boolean => options.expanded || !EXPANDED_ONLY.has(entry.kind);

/** A change as streams tell it (manual, "Change Events"). Documents stay undecoded where they are stored so. */
export const eventOf = (entry: OplogEntry, options: EventOptions, store: Store): Doc => {
  const event: Doc = {
    _id: writeToken({ at: entry.at, index: entry.index, kind: 'event' }),
    operationType: entry.kind,
    clusterTime: timestampOf(entry.at),
    wallTime: new Date(entry.wall),
  };
  const ns: Doc = entry.coll === '' ? { db: entry.db } : { db: entry.db, coll: entry.coll };
  if (options.expanded && entry.uuid) event['collectionUUID'] = entry.uuid;
  if (entry.txnNumber !== null && entry.lsid) {
    event['txnNumber'] = entry.txnNumber;
    event['lsid'] = entry.lsid;
  }
  addImages(event, entry, options, store);
  event['ns'] = ns;
  addDetails(event, entry, options);
  return event;
};

const addImages = (event: Doc, entry: OplogEntry, options: EventOptions, store: Store): void => {
  if (entry.kind === 'insert' || entry.kind === 'replace') event['fullDocument'] = entry.detail;
  if (entry.kind === 'update' && options.fullDocument === 'updateLookup') event['fullDocument'] = currentDocument(entry, store);
  if (entry.kind === 'update' && (options.fullDocument === 'whenAvailable' || options.fullDocument === 'required')) {
    if (!entry.after && options.fullDocument === 'required') throw missingImage('post-image', event);
    event['fullDocument'] = entry.after;
  }
  if (options.fullDocumentBeforeChange === 'off' || !['update', 'replace', 'delete'].includes(entry.kind)) return;
  if (!entry.before && options.fullDocumentBeforeChange === 'required') throw missingImage('pre-image', event);
  event['fullDocumentBeforeChange'] = entry.before;
};

const missingImage = (what: string, event: Doc): ServerError =>
  new ServerError(
    47,
    `Change stream was configured to require a ${what} for all ${what === 'pre-image' ? 'update, delete and replace' : 'update'} events, but the ${what} was not found for event: ${String(event['operationType'])}`,
  );

const currentDocument = (entry: OplogEntry, store: Store): Value => {
  const collection = store.catalog.find({ db: entry.db, name: entry.coll });
  if (!collection || !entry.key) return null;
  return collection.byId(collection.idKey(fieldOf(entry.key, '_id')))?.doc ?? null;
};

const addDetails = (event: Doc, entry: OplogEntry, options: EventOptions): void => {
  switch (entry.kind) {
    case 'insert':
    case 'replace':
      event['documentKey'] = entry.detail && firstFieldOnly(entry.detail);
      return;
    case 'delete':
      event['documentKey'] = entry.key;
      return;
    case 'update':
      event['documentKey'] = entry.key;
      event['updateDescription'] = entry.detail && descriptionOf(entry.detail, options);
      return;
    case 'rename': {
      const detail = decode(entry.detail as Uint8Array);
      event['to'] = detail['to'];
      if (options.expanded) event['operationDescription'] = detail;
      return;
    }
    case 'create':
      addDefinition(event, decode(entry.detail as Uint8Array));
      return;
    case 'createIndexes':
    case 'dropIndexes':
    case 'modify':
      event['operationDescription'] = entry.detail;
      return;
  }
};

/** What an update did; which parts of its paths are names only where expanded events are wanted. */
const descriptionOf = (detail: Uint8Array, options: EventOptions): Value => {
  if (options.expanded) return { disambiguatedPaths: {}, ...decode(detail) };
  if (fieldOf(detail, 'disambiguatedPaths') === undefined) return detail;
  const { disambiguatedPaths: _paths, ...plain } = decode(detail);
  return plain;
};

const addDefinition = (event: Doc, options: Doc): void => {
  const isView = options['viewOn'] !== undefined;
  event['nsType'] = isView ? 'view' : 'collection';
  event['operationDescription'] = isView ? options : { idIndex: { v: 2, key: { _id: 1 }, name: '_id_' }, ...options };
};

/** The last event of a stream whose subject is gone. */
export const invalidateEvent = (entry: OplogEntry): Doc => ({
  _id: writeToken({ at: entry.at, index: entry.index, kind: 'invalidate' }),
  operationType: 'invalidate',
  clusterTime: timestampOf(entry.at),
  wallTime: new Date(entry.wall),
});
