import { Reader } from '../protobuf/reader.ts';
import { message, text, varintSize, writeVarint } from '../protobuf/writer.ts';

/** Length of a uuid as text. */
const UUID_LENGTH = 36;
const PREFIX = 5;

// Field numbers of event_store.client.streams.ReadResp (streams.proto of EventStoreDB 24.6).
const RESPONSE = { event: 1 };
const READ_EVENT = { event: 1, link: 2, commitPosition: 3 };
const RECORD = { id: 1, stream: 2, metadata: 6, custom: 7, data: 8 };
const RECORD_TAG = { revision: 0x18, prepare: 0x20, commit: 0x28, custom: 0x3a, data: 0x42 };

const entry = (key: string, value: string): Buffer => message(RECORD.metadata, text(1, key), text(2, value));

/** The encoded field which names a stream in each of its events. */
export const streamField = (name: string): Buffer => message(RECORD.stream, text(3, name));

/** The encoded field which names the type in each event of it. */
export const typeField = (type: string): Buffer => entry('type', type);

const JSON_FIELD = entry('content-type', 'application/json');
const BINARY_FIELD = entry('content-type', 'application/octet-stream');
/** Without tag and length, a byte each. */
const JSON_ENTRY = JSON_FIELD.subarray(2);
/** The time in ticks of 100 ns since 1970 has 17 digits until the year 2286. */
const createdField = (milliseconds: number): Buffer => entry('created', `${milliseconds}0000`);

export type EventContent = {
  /** As lower-case text with dashes. */
  readonly id: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly custom: Uint8Array;
};

export type EventPlace = {
  readonly streamField: Buffer;
  readonly typeField: Buffer;
  readonly revision: number;
  readonly position: number;
  /** Milliseconds since 1970. */
  readonly created: number;
};

const dataSize = (bytes: Uint8Array): number => (bytes.length === 0 ? 0 : 1 + varintSize(bytes.length) + bytes.length);

/** The gRPC frame of a ReadResp which holds one event, its uuid as text: what nearly every reader asks for. */
export const encodeEventFrame = (event: EventContent, place: EventPlace): Buffer => {
  const created = createdField(place.created);
  const contentType = event.isJson ? JSON_FIELD : BINARY_FIELD;
  const positionSize = varintSize(place.position);
  const recordSize =
    4 +
    UUID_LENGTH +
    place.streamField.length +
    (place.revision === 0 ? 0 : 1 + varintSize(place.revision)) +
    2 * (1 + positionSize) +
    place.typeField.length +
    contentType.length +
    created.length +
    dataSize(event.custom) +
    dataSize(event.data);
  const readEventSize = 1 + varintSize(recordSize) + recordSize + 1 + positionSize;
  const size = 1 + varintSize(readEventSize) + readEventSize;
  const bytes = Buffer.allocUnsafe(PREFIX + size);
  bytes[0] = 0;
  bytes.writeUInt32BE(size, 1);
  let at = PREFIX;
  const tagged = (tag: number, value: number) => {
    bytes[at++] = tag;
    at = writeVarint(bytes, at, value);
  };
  const put = (part: Uint8Array) => {
    bytes.set(part, at);
    at += part.length;
  };
  tagged((RESPONSE.event << 3) | 2, readEventSize);
  tagged((READ_EVENT.event << 3) | 2, recordSize);
  tagged((RECORD.id << 3) | 2, UUID_LENGTH + 2);
  tagged((2 << 3) | 2, UUID_LENGTH);
  at += bytes.write(event.id, at, UUID_LENGTH, 'latin1');
  put(place.streamField);
  if (place.revision !== 0) tagged(RECORD_TAG.revision, place.revision);
  tagged(RECORD_TAG.prepare, place.position);
  tagged(RECORD_TAG.commit, place.position);
  put(place.typeField);
  put(contentType);
  put(created);
  if (event.custom.length > 0) {
    tagged(RECORD_TAG.custom, event.custom.length);
    put(event.custom);
  }
  if (event.data.length > 0) {
    tagged(RECORD_TAG.data, event.data.length);
    put(event.data);
  }
  tagged(READ_EVENT.commitPosition << 3, place.position);
  return bytes;
};

/** The encoded RecordedEvent inside the frame of an event. */
export const recordOf = (eventFrame: Uint8Array): Buffer => {
  const response = new Reader(eventFrame, PREFIX);
  response.next();
  const readEvent = response.message();
  readEvent.next();
  return readEvent.slice();
};

/** The fields of a recorded event that the node itself looks at. */
export const contentOf = (eventFrame: Uint8Array): EventContent => {
  const record = new Reader(recordOf(eventFrame));
  const content = { id: '', isJson: false, data: Buffer.alloc(0) as Uint8Array, custom: Buffer.alloc(0) as Uint8Array };
  while (record.next()) {
    if (record.field === RECORD.id) {
      const uuid = record.message();
      uuid.next();
      content.id = uuid.string();
    } else if (record.field === RECORD.custom) content.custom = record.slice();
    else if (record.field === RECORD.data) content.data = record.slice();
    else if (record.field === RECORD.metadata) {
      const pair = record.slice();
      if (pair.equals(JSON_ENTRY)) content.isJson = true;
    } else record.skip();
  }
  return content;
};
