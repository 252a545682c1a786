import { CallError, handlerFailed, Status } from '../grpc/status.ts';
import { LARGEST, Reader } from '../protobuf/reader.ts';
import type { Expectation } from '../storage/commit-check.ts';
import { keyOf, NO_UUID, normaliseUuid, uuidOfHalves } from '../storage/event-id.ts';
import type { NewEvent } from '../storage/writer.ts';

/** The data of all events of one append together; metadata and types do not count. */
export const LARGEST_APPEND = 1024 * 1024;

/** A stream and what its writer expects of it; undefined is what the request left out. */
export type Target = { stream?: string; expected?: Expectation; deadline?: number };

/** An event as it was proposed. What is missing or wrong in it is judged where it is used, since the two appends judge differently. */
export type Proposed = {
  id: string | undefined;
  idGiven: boolean;
  type: string | undefined;
  contentType: string | undefined;
  data: Uint8Array;
  custom: Uint8Array;
};

const NOTHING = new Uint8Array();

/** event_store.client.UUID as text; undefined when it is neither form, or no uuid. */
export const readUuid = (reader: Reader): string | undefined => {
  let uuid: string | undefined;
  while (reader.next()) {
    if (reader.field === 2) uuid = normaliseUuid(reader.string());
    else if (reader.field === 1) {
      const halves = reader.message();
      const bits = [0n, 0n, 0n];
      while (halves.next()) bits[halves.field === 1 ? 1 : 2] = halves.int64();
      uuid = uuidOfHalves(bits[1]!, bits[2]!);
    } else reader.skip();
  }
  return uuid;
};

/** event_store.client.StreamIdentifier; bytes that are no UTF-8 become replacement characters, as with the real server. */
export const readStreamName = (reader: Reader): string => {
  let name = '';
  while (reader.next()) {
    if (reader.field === 3) name = reader.string();
    else reader.skip();
  }
  return name;
};

const readTimestamp = (reader: Reader): number => {
  let seconds = 0n;
  let nanoseconds = 0n;
  while (reader.next()) {
    if (reader.field === 1) seconds = reader.int64();
    else if (reader.field === 2) nanoseconds = reader.int64();
    else reader.skip();
  }
  return Number(seconds) * 1000 + Number(nanoseconds) / 1_000_000;
};

const revision = (value: number): number => (value < 0 ? LARGEST : value);

/** The options of AppendReq, DeleteReq and TombstoneReq: stream, then revision, no_stream, any, stream_exists. */
export const readTarget = (reader: Reader): Target => {
  const target: Target = {};
  while (reader.next()) {
    if (reader.field === 1) target.stream = readStreamName(reader.message());
    else if (reader.field === 2) target.expected = revision(reader.varint());
    else {
      if (reader.field === 3) target.expected = 'no_stream';
      else if (reader.field === 4) target.expected = 'any';
      else if (reader.field === 5) target.expected = 'stream_exists';
      reader.skip();
    }
  }
  return target;
};

/** The options of BatchAppendReq, which have another order and a deadline: a point of time or, of newer clients, a duration. */
export const readBatchTarget = (reader: Reader, now: number): Target => {
  const target: Target = {};
  while (reader.next()) {
    if (reader.field === 1) target.stream = readStreamName(reader.message());
    else if (reader.field === 2) target.expected = revision(reader.varint());
    else if (reader.field === 6) target.deadline = readTimestamp(reader.message());
    else if (reader.field === 7) target.deadline = now + readTimestamp(reader.message());
    else {
      if (reader.field === 3) target.expected = 'no_stream';
      else if (reader.field === 4) target.expected = 'any';
      else if (reader.field === 5) target.expected = 'stream_exists';
      reader.skip();
    }
  }
  return target;
};

const readProperty = (reader: Reader, into: Proposed): void => {
  let key = '';
  let value = '';
  while (reader.next()) {
    if (reader.field === 1) key = reader.string();
    else if (reader.field === 2) value = reader.string();
    else reader.skip();
  }
  if (key === 'type') into.type = value;
  else if (key === 'content-type') into.contentType = value;
};

/** ProposedMessage, which AppendReq and BatchAppendReq have in common. */
export const readProposed = (reader: Reader): Proposed => {
  const event: Proposed = { id: undefined, idGiven: false, type: undefined, contentType: undefined, data: NOTHING, custom: NOTHING };
  while (reader.next()) {
    if (reader.field === 1) {
      event.idGiven = true;
      event.id = readUuid(reader.message());
    } else if (reader.field === 2) readProperty(reader.message(), event);
    else if (reader.field === 3) event.custom = reader.slice();
    else if (reader.field === 4) event.data = reader.slice();
    else reader.skip();
  }
  return event;
};

/** A complete proposal as the event it becomes. */
export const toEvent = ({ id, type, contentType, data, custom }: Proposed & { id: string; type: string }): NewEvent => ({
  id,
  key: keyOf(id),
  type,
  isJson: contentType === 'application/json',
  data,
  custom,
});

/** Whether the real server would take it; it refuses the nil uuid too. */
export const isEventId = (id: string | undefined): id is string => id !== undefined && id !== NO_UUID;

const missing = (property: string): CallError =>
  new CallError(Status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });

/** What a unary append makes of a proposal. */
export const toEventOrThrow = (proposed: Proposed): NewEvent => {
  const { id, type, contentType } = proposed;
  if (!isEventId(id)) throw handlerFailed();
  if (type === undefined) throw missing('type');
  if (contentType === undefined) throw missing('content-type');
  if (type === '') throw handlerFailed();
  return toEvent({ ...proposed, id, type });
};
