import { CallError, handlerFailed, Status } from '../grpc/status.ts';
import { ALL, type Start } from '../persistent/place.ts';
import type { Described, GroupName, GroupSettings } from '../persistent/settings.ts';
import { LARGEST, Reader } from '../protobuf/reader.ts';
import { readStreamName } from './append-request.ts';
import { type FilterRequest, readFilter, readPosition } from './read-request.ts';

/** Which request is read: the words of its errors name it. */
type Kind = 'CreateReq' | 'UpdateReq';

const notValid = (kind: Kind, field: string): CallError =>
  new CallError(Status.INVALID_ARGUMENT, `'None' is not a valid EventStore.Client.PersistentSubscriptions.${kind}+Types+${field}`);

const BEGINNING: Start = { commit: 0, prepare: 0 };

const revision = (value: number): Start => {
  if (value < 0) return 'end';
  // The real server cannot count beyond 2^63-1 and throws.
  if (value >= LARGEST) throw handlerFailed();
  return { commit: value, prepare: value };
};

type Place = { source: string; start: Start; filter: FilterRequest | undefined };

const readStreamOptions = (reader: Reader, kind: Kind): Place => {
  let source: string | undefined;
  let start: Start | undefined;
  while (reader.next()) {
    if (reader.field === 1) source = readStreamName(reader.message());
    else if (reader.field === 2) start = revision(reader.varint());
    else {
      if (reader.field === 3) start = BEGINNING;
      else if (reader.field === 4) start = 'end';
      reader.skip();
    }
  }
  if (source === undefined) throw handlerFailed();
  if (start === undefined) throw notValid(kind, 'StreamOptions+RevisionOptionOneofCase');
  return { source, start, filter: undefined };
};

const readAllOptions = (reader: Reader, kind: Kind): Place => {
  let start: Start | undefined;
  let filter: FilterRequest | undefined;
  while (reader.next()) {
    if (reader.field === 1) start = readPosition(reader.message());
    else if (reader.field === 4) filter = readFilter(reader.message());
    else {
      if (reader.field === 2) start = BEGINNING;
      else if (reader.field === 3) start = 'end';
      reader.skip();
    }
  }
  if (start === undefined) throw notValid(kind, 'AllOptions+AllOptionOneofCase');
  if (filter && filter.on === undefined) throw notValid(kind, 'AllOptions+Types+FilterOptions+FilterOneofCase');
  return { source: ALL, start, filter };
};

/** The strategies by the numbers under which older fields name them. */
const NUMBERED = ['DispatchToSingle', 'RoundRobin', 'Pinned'];
const TICKS = 10_000n;

type Draft = { -readonly [Key in keyof GroupSettings]: GroupSettings[Key] } & { named: string; revision: Start };

const numbers: Readonly<
  Record<
    number,
    | 'maxRetryCount'
    | 'minCheckpointCount'
    | 'maxCheckpointCount'
    | 'maxSubscriberCount'
    | 'liveBufferSize'
    | 'readBatchSize'
    | 'historyBufferSize'
    | 'messageTimeout'
    | 'checkpointAfter'
  >
> = {
  5: 'maxRetryCount',
  7: 'minCheckpointCount',
  8: 'maxCheckpointCount',
  9: 'maxSubscriberCount',
  10: 'liveBufferSize',
  11: 'readBatchSize',
  12: 'historyBufferSize',
  14: 'messageTimeout',
  15: 'checkpointAfter',
};

const readSettings = (reader: Reader): Draft => {
  const draft: Draft = {
    start: BEGINNING,
    revision: BEGINNING,
    resolveLinks: false,
    extraStatistics: false,
    messageTimeout: 0,
    maxRetryCount: 0,
    checkpointAfter: 0,
    minCheckpointCount: 0,
    maxCheckpointCount: 0,
    maxSubscriberCount: 0,
    liveBufferSize: 0,
    readBatchSize: 0,
    historyBufferSize: 0,
    strategy: NUMBERED[0]!,
    named: '',
  };
  while (reader.next()) {
    const number = numbers[reader.field];
    if (number) draft[number] = reader.int32();
    else if (reader.field === 1) draft.resolveLinks = reader.varint() === 1;
    else if (reader.field === 2) draft.revision = revision(reader.varint());
    else if (reader.field === 3) draft.extraStatistics = reader.varint() === 1;
    else if (reader.field === 4) draft.messageTimeout = Number(reader.int64() / TICKS);
    else if (reader.field === 6) draft.checkpointAfter = Number(reader.int64() / TICKS);
    else if (reader.field === 13) {
      const strategy = reader.int32();
      draft.strategy = NUMBERED[strategy] ?? String(strategy);
    } else if (reader.field === 16) draft.named = reader.string();
    else reader.skip();
  }
  return draft;
};

/** The options of a request, which is all that any of them has. */
const optionsOf = (bytes: Buffer): Reader => {
  const reader = new Reader(bytes);
  let options: Reader | undefined;
  while (reader.next()) {
    if (reader.field === 1) options = reader.message();
    else reader.skip();
  }
  if (!options) throw handlerFailed();
  return options;
};

/** CreateReq, and UpdateReq, which knows strategies by their number only. @throws CallError in the real server's words */
export const readDescribed = (bytes: Buffer, kind: Kind): Described => {
  const reader = optionsOf(bytes);
  let place: Place | undefined;
  let old: string | undefined;
  let group = '';
  let draft: Draft | undefined;
  while (reader.next()) {
    if (reader.field === 1) old = readStreamName(reader.message());
    else if (reader.field === 2) group = reader.string();
    else if (reader.field === 3) draft = readSettings(reader.message());
    else if (reader.field === 4) place = readStreamOptions(reader.message(), kind);
    else if (reader.field === 5) place = readAllOptions(reader.message(), kind);
    else reader.skip();
  }
  if (!draft) throw handlerFailed();
  const { named, revision: oldStart, ...settings } = draft;
  // Clients of version 20 name the stream and its revision in other fields.
  place ??= old === undefined ? undefined : { source: old, start: oldStart, filter: undefined };
  if (!place) throw handlerFailed();
  const strategy = kind === 'CreateReq' && named !== '' ? named : settings.strategy;
  return { source: place.source, group, filter: place.filter, settings: { ...settings, start: place.start, strategy } };
};

/** Field numbers of a group's name, which every request spells its own way. */
type Spelling = { readonly stream: number; readonly all: number; readonly group: number };

const readGroupName = (reader: Reader, { stream, all, group }: Spelling, other: (reader: Reader) => void): GroupName => {
  let source: string | undefined;
  let name = '';
  while (reader.next()) {
    if (reader.field === stream) source = readStreamName(reader.message());
    else if (reader.field === group) name = reader.string();
    else if (reader.field === all) {
      source = ALL;
      reader.skip();
    } else other(reader);
  }
  if (source === undefined) throw handlerFailed();
  return { source, group: name };
};

const skip = (reader: Reader): void => reader.skip();

export const readDeleteRequest = (bytes: Buffer): GroupName => readGroupName(optionsOf(bytes), { stream: 1, all: 3, group: 2 }, skip);
export const readInfoRequest = (bytes: Buffer): GroupName => readGroupName(optionsOf(bytes), { stream: 1, all: 2, group: 3 }, skip);

/** ReplayParkedReq: `stopAt` is the first revision of the parked events that is not sent again. */
export const readReplayRequest = (bytes: Buffer): { name: GroupName; stopAt: number } => {
  let stopAt: number | undefined;
  const name = readGroupName(optionsOf(bytes), { stream: 2, all: 3, group: 1 }, (reader) => {
    if (reader.field === 4) stopAt = Number(reader.int64());
    else {
      if (reader.field === 5) stopAt = Infinity;
      reader.skip();
    }
  });
  if (stopAt === undefined) throw handlerFailed();
  return { name, stopAt };
};

/** ListReq: the source whose groups are wanted, or undefined for all groups. */
export const readListRequest = (bytes: Buffer): { source: string | undefined } => {
  const reader = optionsOf(bytes);
  let asked: { source: string | undefined } | undefined;
  while (reader.next()) {
    if (reader.field === 2) asked = { source: readGroupName(reader.message(), { stream: 1, all: 2, group: 0 }, skip).source };
    else {
      if (reader.field === 1) asked = { source: undefined };
      reader.skip();
    }
  }
  if (!asked) throw handlerFailed();
  return asked;
};
