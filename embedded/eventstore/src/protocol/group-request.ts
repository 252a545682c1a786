import { CallError, handlerFailed, Status } from '../grpc/status.ts';
import type { Described } from '../persistent/settings.ts';
import type { Reader } from '../protobuf/reader.ts';
import { readStreamName } from './append-request.ts';
import { BEGINNING, readRevision, readSettings, type SettingsDraft } from './group-settings.ts';
import { optionsOf } from './options.ts';
import { ALL, type Start } from './place.ts';
import { type FilterRequest, readFilter, readPosition } from './read-request.ts';

/** Which request is read: the words of its errors name it. */
type Kind = 'CreateReq' | 'UpdateReq';

const notValid = (kind: Kind, field: string): CallError =>
  new CallError(Status.INVALID_ARGUMENT, `'None' is not a valid EventStore.Client.PersistentSubscriptions.${kind}+Types+${field}`);

type Place = { source: string; start: Start; filter: FilterRequest | undefined };

const readStreamOptions = (reader: Reader, kind: Kind): Place => {
  let source: string | undefined;
  let start: Start | undefined;
  while (reader.next()) {
    if (reader.field === 1) source = readStreamName(reader.message());
    else if (reader.field === 2) start = readRevision(reader);
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

/** CreateReq, and UpdateReq, which knows strategies by their number only. @throws CallError in the real server's words */
export const readDescribed = (bytes: Buffer, kind: Kind): Described => {
  const reader = optionsOf(bytes);
  let place: Place | undefined;
  let old: string | undefined;
  let group = '';
  let draft: SettingsDraft | undefined;
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
