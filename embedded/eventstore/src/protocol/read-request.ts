import { CallError, handlerFailed, Status } from '../grpc/status.ts';
import { END, LARGEST, type Reader } from '../protobuf/reader.ts';
import { readStreamName } from './append-request.ts';
import { optionsOf } from './options.ts';

/** Where a reader of a stream begins; undefined when the request does not say. */
export type StreamStart = 'start' | 'end' | number | undefined;

/** Where a reader of $all begins. */
export type AllStart = 'start' | 'end' | { readonly commit: number; readonly prepare: number } | undefined;

export type FilterRequest = {
  on: 'stream' | 'type' | undefined;
  regex: string;
  prefixes: string[];
  /** Events looked at in one go; undefined for the server's own choice. */
  window: number | undefined;
  /** A checkpoint comes every so many windows. */
  interval: number;
};

export type ReadRequest = {
  source: { readonly stream: string; readonly from: StreamStart } | { readonly all: true; readonly from: AllStart };
  backwards: boolean;
  resolveLinks: boolean;
  structured: boolean;
  /** Events wanted; undefined for a subscription. */
  count: number | undefined;
  filter: FilterRequest | undefined;
  /** From 1 on a reader also wants to hear the first and last position of the stream. */
  compatibility: number;
};

const readStreamOptions = (reader: Reader): { stream: string; from: StreamStart } => {
  let stream = '';
  let from: StreamStart;
  while (reader.next()) {
    if (reader.field === 1) stream = readStreamName(reader.message());
    else if (reader.field === 2) {
      const revision = reader.varint();
      from = revision === END ? 'end' : revision;
    } else {
      if (reader.field === 3) from = 'start';
      else if (reader.field === 4) from = 'end';
      reader.skip();
    }
  }
  return { stream, from };
};

/** A commit and a prepare position, of which the largest of both is the end. */
export const readPosition = (reader: Reader): 'end' | { readonly commit: number; readonly prepare: number } => {
  const position = { commit: 0, prepare: 0 };
  while (reader.next()) {
    if (reader.field === 1) position.commit = reader.varint();
    else if (reader.field === 2) position.prepare = reader.varint();
    else reader.skip();
  }
  if (position.commit === END && position.prepare === END) return 'end';
  return { commit: position.commit === END ? LARGEST : position.commit, prepare: position.prepare === END ? LARGEST : position.prepare };
};

const readAllOptions = (reader: Reader): { all: true; from: AllStart } => {
  let from: AllStart;
  while (reader.next()) {
    if (reader.field === 1) from = readPosition(reader.message());
    else {
      if (reader.field === 2) from = 'start';
      else if (reader.field === 3) from = 'end';
      reader.skip();
    }
  }
  return { all: true, from };
};

/** A filter, which reads and persistent subscriptions spell alike. */
export const readFilter = (reader: Reader): FilterRequest => {
  const filter: FilterRequest = { on: undefined, regex: '', prefixes: [], window: undefined, interval: 0 };
  while (reader.next()) {
    if (reader.field === 1 || reader.field === 2) {
      filter.on = reader.field === 1 ? 'stream' : 'type';
      const expression = reader.message();
      while (expression.next()) {
        if (expression.field === 1) filter.regex = expression.string();
        else if (expression.field === 2) filter.prefixes.push(expression.string());
        else expression.skip();
      }
    } else if (reader.field === 3) filter.window = reader.varint();
    else if (reader.field === 5) filter.interval = reader.varint();
    else reader.skip();
  }
  return filter;
};

const firstField = (reader: Reader): number => (reader.next() ? reader.field : 0);

const notValid = (value: string, field: string): CallError =>
  new CallError(Status.INVALID_ARGUMENT, `'${value}' is not a valid EventStore.Client.Streams.ReadReq+Types+Options+${field}`);

type Cases = { count: 'Count' | 'Subscription' | 'None'; filter: 'Filter' | 'NoFilter' | 'None'; uuid: number };

const judge = (request: ReadRequest, { count, filter, uuid }: Cases): void => {
  if (uuid === 0) throw new CallError(Status.INVALID_ARGUMENT, '');
  const source = 'all' in request.source ? 'All' : 'Stream';
  const possible =
    count !== 'None' &&
    filter !== 'None' &&
    !(source === 'Stream' && filter === 'Filter') &&
    !(count === 'Subscription' && request.backwards);
  const direction = request.backwards ? 'Backwards' : 'Forwards';
  if (!possible)
    throw new CallError(Status.INVALID_ARGUMENT, `The combination of (${source}, ${count}, ${direction}, ${filter}) is invalid.`);
  if ('stream' in request.source && request.source.stream === '') throw handlerFailed();
};

const readOptions = (reader: Reader): ReadRequest => {
  let source: ReadRequest['source'] | undefined;
  const request = {
    backwards: false,
    resolveLinks: false,
    structured: false,
    count: undefined,
    filter: undefined,
    compatibility: 0,
  } as Omit<ReadRequest, 'source'>;
  const cases: Cases = { count: 'None', filter: 'None', uuid: 0 };
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        source = readStreamOptions(reader.message());
        break;
      case 2:
        source = readAllOptions(reader.message());
        break;
      case 3:
        request.backwards = reader.varint() === 1;
        break;
      case 4:
        request.resolveLinks = reader.varint() === 1;
        break;
      case 5: {
        const count = reader.varint();
        request.count = count === END ? LARGEST : count;
        cases.count = 'Count';
        break;
      }
      case 7:
        request.filter = readFilter(reader.message());
        cases.filter = 'Filter';
        break;
      case 9:
        cases.uuid = firstField(reader.message());
        request.structured = cases.uuid === 1;
        break;
      case 10: {
        const control = reader.message();
        while (control.next()) {
          if (control.field === 1) request.compatibility = control.varint();
          else control.skip();
        }
        break;
      }
      default:
        if (reader.field === 6) cases.count = 'Subscription';
        else if (reader.field === 8) cases.filter = 'NoFilter';
        reader.skip();
    }
  }
  if (!source) throw notValid('None', 'StreamOptionOneofCase');
  const complete = { ...request, source };
  judge(complete, cases);
  return complete;
};

/** @throws CallError for what cannot be read, in the real server's words */
export const readReadRequest = (message: Buffer): ReadRequest => readOptions(optionsOf(message));
