import { Timestamp } from 'bson';
import { identical } from '../bson/compare.ts';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { isDoc, toNumber } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { perDocument } from '../aggregate/stages.ts';
import type { PerDocument, StageScope } from '../aggregate/stages.ts';
import { flag } from '../commands/context.ts';
import type { Context } from '../commands/context.ts';
import { ENOUGH_BYTES } from '../commands/cursors.ts';
import type { Batch, Source } from '../commands/cursors.ts';
import { ServerError } from '../errors.ts';
import type { Server } from '../server.ts';
import { optimeOf } from '../storage/oplog.ts';
import type { OplogEntry } from '../storage/oplog.ts';
import { eventOf, invalidateEvent, isShown } from './events.ts';
import type { EventOptions } from './events.ts';
import { checkEvent, fragmentsOf } from './split.ts';
import { readToken, writeToken } from './token.ts';
import type { StreamPosition } from './token.ts';

/** What a stream watches: a collection, a database, or everything. */
export interface Scope {
  db: string | undefined;
  coll: string | undefined;
}

/** How long a `getMore` waits for a change where the client does not say, in ms. */
const PATIENCE = 1000;
const OPTIONS = new Set([
  'fullDocument',
  'fullDocumentBeforeChange',
  'resumeAfter',
  'startAfter',
  'startAtOperationTime',
  'allChangesForCluster',
  'showExpandedEvents',
  'showSystemEvents',
]);
const INTERNAL = new Set(['admin', 'config', 'local']);

/** A change stream: the log of changes from a place on, narrowed to its scope and put through its pipeline. */
export class ChangeStream implements Source {
  private readonly server: Server;
  private readonly scope: Scope;
  private readonly options: EventOptions;
  /** The stages before the first that makes another event of it: which events are wanted at all. */
  private readonly choice: PerDocument | undefined;
  private readonly transform: PerDocument | undefined;
  /** Whether events that are too large come in fragments. */
  private readonly splits: boolean;
  private position: StreamPosition;
  /** Fragments of the event at the position that have yet to be sent. */
  private fragments: { doc: Doc; position: StreamPosition }[] = [];
  private readonly read = (): StreamPosition => this.position;
  private first = true;
  private ended = false;
  private closed = false;

  constructor(server: Server, scope: Scope, spec: Doc, stages: Doc[], stageScope: StageScope) {
    for (const name of Object.keys(spec))
      if (!OPTIONS.has(name)) throw new ServerError('Location40415', `BSON field '$changeStream.${name}' is an unknown field.`);
    this.server = server;
    this.scope = scope;
    this.options = {
      fullDocument: choice(spec, 'fullDocument', ['default', 'updateLookup', 'whenAvailable', 'required']),
      fullDocumentBeforeChange: choice(spec, 'fullDocumentBeforeChange', ['off', 'whenAvailable', 'required']),
      expanded: flag(spec, 'showExpandedEvents'),
    };
    const shaping = withoutSplit(stages);
    this.splits = shaping.length < stages.length;
    const matches = shaping.findIndex((stage) => !('$match' in stage));
    const [choosing, making] = matches === -1 ? [shaping, []] : [shaping.slice(0, matches), shaping.slice(matches)];
    this.choice = choosing.length > 0 ? perDocument(choosing, stageScope) : undefined;
    this.transform = making.length > 0 ? perDocument(making, stageScope) : undefined;
    this.position = this.startOf(spec);
    this.goOnWithin(this.position);
    server.feed.join(this.read);
  }

  private startOf(spec: Doc): StreamPosition {
    const { oplog } = this.server.store;
    const given = ['resumeAfter', 'startAfter', 'startAtOperationTime'].filter((name) => spec[name] !== undefined && spec[name] !== null);
    if (given.length > 1)
      throw new ServerError(40674, `Only one type of resume option is allowed, but multiple were found: ${given.join(', ')}`);
    const time = spec['startAtOperationTime'];
    if (given[0] === 'startAtOperationTime') {
      if (!(time instanceof Timestamp))
        throw new ServerError(
          'TypeMismatch',
          "BSON field '$changeStream.startAtOperationTime' is the wrong type, expected type 'timestamp'",
        );
      const at = optimeOf(time);
      if (at <= oplog.oldest) throw historyLost();
      return { at: at - 1, index: Number.MAX_SAFE_INTEGER, kind: 'mark' };
    }
    if (given[0] === undefined) return { at: oplog.now(), index: Number.MAX_SAFE_INTEGER, kind: 'mark' };
    const token = readToken(spec[given[0]], given[0]);
    if (token.at < oplog.oldest) throw historyLost();
    if (token.kind === 'invalidate' && given[0] === 'resumeAfter')
      throw new ServerError(
        'InvalidResumeToken',
        "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate notification.",
      );
    if (token.kind === 'event' && !oplog.has(token.at, token.index))
      throw new ServerError('ChangeStreamFatalError', 'cannot resume stream; the resume token was not found.');
    return token;
  }

  /** Where a stream goes on after a fragment, the next ones are those that were not seen. */
  private goOnWithin(position: StreamPosition): void {
    if (position.fragment === undefined) return;
    const [entry] = this.server.feed.after({ at: position.at, index: position.index - 1 });
    if (!this.splits || !entry)
      throw new ServerError('ChangeStreamFatalError', 'cannot resume stream; the event has no such fragment.', NOT_RESUMABLE);
    this.put(eventOf(entry, this.options, this.server.store), []);
    this.fragments = this.fragments.slice(position.fragment);
    this.position = position;
  }

  async next(count: number, context: Context): Promise<Batch> {
    const patience = this.first ? 0 : (toNumber(context.command['maxTimeMS']) ?? PATIENCE);
    this.first = false;
    const until = performance.now() + patience;
    const documents: Value[] = [];
    for (;;) {
      this.collect(documents, count);
      const left = until - performance.now();
      if (documents.length > 0 || this.ended || this.closed || left <= 0 || context.connection.gone.aborted) break;
      await this.server.feed.changed(left, context.connection.gone);
    }
    return { documents, done: this.ended || this.closed, postBatchResumeToken: writeToken(this.position) };
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.server.feed.leave(this.read);
    this.server.feed.wake();
  }

  private collect(documents: Value[], count: number): void {
    let bytes = 0;
    while (documents.length < count && bytes < ENOUGH_BYTES && !this.ended) {
      const fragment = this.fragments.shift();
      if (fragment) {
        this.position = fragment.position;
        documents.push(fragment.doc);
        return;
      }
      const entries = this.server.feed.after(this.position);
      if (entries.length === 0) return;
      for (const entry of entries) {
        bytes += this.take(entry, documents);
        if (this.ended || documents.length >= count || bytes >= ENOUGH_BYTES || this.fragments.length > 0) return;
      }
    }
  }

  private take(entry: OplogEntry, documents: Value[]): number {
    this.position = { at: entry.at, index: entry.index, kind: 'event' };
    if (!this.concerns(entry)) {
      this.position.kind = 'mark';
      return 0;
    }
    let bytes = 0;
    if (isShown(entry, this.options)) bytes += this.put(eventOf(entry, this.options, this.server.store), documents);
    if (this.endsWith(entry)) {
      bytes += this.put(invalidateEvent(entry), documents);
      this.position = { ...this.position, kind: 'invalidate' };
      this.ended = true;
    }
    return bytes;
  }

  private put(event: Doc, documents: Value[]): number {
    if (this.choice && !this.choice.apply(decoded(event, this.choice.needs))) return 0;
    if (!this.transform) return this.send(event, documents);
    const made = this.transform.apply(decoded(event));
    if (made === undefined) return 0;
    if (!identical(made['_id'], event['_id']))
      throw new ServerError(
        'ChangeStreamFatalError',
        'Encountered an event whose _id field, which contains the resume token, was modified by the pipeline. Modifying the _id field of an event makes it impossible to resume the stream from that point. Only transformations that retain the unmodified _id field are allowed.',
        NOT_RESUMABLE,
      );
    return this.send(made, documents);
  }

  private send(event: Doc, documents: Value[]): number {
    if (this.splits) {
      const { at, index, kind } = this.position;
      const positionOf = (fragment: number): StreamPosition => ({ at, index, kind, fragment });
      const [first, ...rest] = fragmentsOf(event, (fragment) => writeToken(positionOf(fragment)));
      if (rest.length > 0) {
        this.position = positionOf(0);
        documents.push(first);
        this.fragments = rest.map((doc, place) => ({ doc, position: positionOf(place + 1) }));
        return ENOUGH_BYTES;
      }
    }
    const bytes = checkEvent(encode(event));
    documents.push(bytes);
    return bytes.length;
  }

  private concerns(entry: OplogEntry): boolean {
    const { db, coll } = this.scope;
    if (db === undefined) return !INTERNAL.has(entry.db);
    if (entry.db !== db) return false;
    if (coll === undefined) return true;
    return entry.coll === coll || (entry.kind === 'rename' && renamedTo(entry) === coll);
  }

  private endsWith(entry: OplogEntry): boolean {
    const { db, coll } = this.scope;
    if (coll !== undefined) return entry.kind === 'drop' || entry.kind === 'rename' || entry.kind === 'dropDatabase';
    return db !== undefined && entry.kind === 'dropDatabase';
  }
}

/** An event as stages look at it, its documents decoded; with `only`, no other of its own fields than those. */
const decoded = (event: Doc, only?: ReadonlySet<string>): Doc =>
  decode(encode(only ? Object.fromEntries(Object.entries(event).filter(([name]) => only.has(name))) : event));

/** The stages before the one that splits large events, which can only be the last. */
const withoutSplit = (stages: Doc[]): Doc[] => {
  const place = stages.findIndex((stage) => '$changeStreamSplitLargeEvent' in stage);
  if (place === -1) return stages;
  const argument = stages[place]?.['$changeStreamSplitLargeEvent'];
  if (!isDoc(argument) || Object.keys(argument).length > 0)
    throw new ServerError(7182800, '$changeStreamSplitLargeEvent spec should be an empty object');
  if (place !== stages.length - 1) throw new ServerError(7182802, '$changeStreamSplitLargeEvent must be the last stage in the pipeline');
  return stages.slice(0, -1);
};

const renamedTo = (entry: OplogEntry): Value => {
  const { to } = decode(entry.detail as Uint8Array);
  return isDoc(to) ? to['coll'] : undefined;
};

const NOT_RESUMABLE: Doc = { errorLabels: ['NonResumableChangeStreamError'] };

const historyLost = (): ServerError =>
  new ServerError(
    'ChangeStreamHistoryLost',
    'Resume of change stream was not possible, as the resume point may no longer be in the oplog.',
    NOT_RESUMABLE,
  );

const choice = <Choice extends string>(spec: Doc, name: string, choices: [Choice, ...Choice[]]): Choice => {
  const value = spec[name];
  if (value === undefined || value === null) return choices[0];
  const found = choices.find((one) => one === value);
  if (found === undefined)
    throw new ServerError('BadValue', `Enumeration value '${String(value)}' for field '$changeStream.${name}' is not a valid value.`);
  return found;
};
