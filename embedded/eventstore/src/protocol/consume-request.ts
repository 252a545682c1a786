import { CallError, handlerFailed, Status } from '../grpc/status.ts';
import type { Refusal } from '../persistent/group.ts';
import { ALL } from './place.ts';
import type { GroupName } from '../persistent/settings.ts';
import { Reader } from '../protobuf/reader.ts';
import { readStreamName, readUuid } from './append-request.ts';

export type ConsumeOptions = { readonly name: GroupName; readonly slots: number; readonly structured: boolean };

/** What a consumer says: who it is at first, then what became of the events. */
export type ConsumeRequest =
  | { readonly kind: 'options'; readonly options: ConsumeOptions }
  | { readonly kind: 'ack'; readonly ids: string[] }
  | { readonly kind: 'nack'; readonly ids: string[]; readonly refusal: Refusal; readonly reason: string };

const STRING = 2;

const readOptions = (reader: Reader): ConsumeOptions => {
  let source: string | undefined;
  let group = '';
  let slots = 0;
  let form: number | undefined;
  while (reader.next()) {
    if (reader.field === 1) source = readStreamName(reader.message());
    else if (reader.field === 2) group = reader.string();
    else if (reader.field === 3) slots = reader.int32();
    else if (reader.field === 4) {
      const uuid = reader.message();
      form = uuid.next() ? uuid.field : 0;
    } else {
      if (reader.field === 5) source = ALL;
      reader.skip();
    }
  }
  if (source === undefined || form === undefined || slots < 0) throw handlerFailed();
  return { name: { source, group }, slots, structured: form !== STRING };
};

/** What is not known is tried again, as the real server does it. */
const REFUSALS: readonly Refusal[] = ['retry', 'park', 'retry', 'skip', 'stop'];

const readVerdict = (reader: Reader): { ids: string[]; action: number; reason: string } => {
  const verdict = { ids: [] as string[], action: 0, reason: '' };
  while (reader.next()) {
    if (reader.field === 2) {
      const id = readUuid(reader.message());
      if (id !== undefined) verdict.ids.push(id);
    } else if (reader.field === 3) verdict.action = reader.int32();
    else if (reader.field === 4) verdict.reason = reader.string();
    else reader.skip();
  }
  return verdict;
};

/** @throws CallError for what says nothing, or an action that there is not */
export const readConsumeRequest = (bytes: Buffer): ConsumeRequest => {
  const reader = new Reader(bytes);
  let request: ConsumeRequest | undefined;
  while (reader.next()) {
    if (reader.field === 1) request = { kind: 'options', options: readOptions(reader.message()) };
    else if (reader.field === 2) request = { kind: 'ack', ids: readVerdict(reader.message()).ids };
    else if (reader.field === 3) {
      const { ids, action, reason } = readVerdict(reader.message());
      const refusal = REFUSALS[action];
      if (!refusal) throw new CallError(Status.INVALID_ARGUMENT, `'${action}' is not a valid ReadReq.Nack.Action`);
      request = { kind: 'nack', ids, refusal, reason };
    } else reader.skip();
  }
  if (!request) throw handlerFailed();
  return request;
};
