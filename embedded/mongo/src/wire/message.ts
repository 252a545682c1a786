import { asBuffer, BsonError, decodeDoc, endOfName } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { findField, rawDocuments, validate } from '../bson/raw.ts';
import { setField } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';

/** The largest message (the announced `maxMessageSizeBytes`). */
export const MAX_MESSAGE = 48_000_000;

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const EXHAUST_ALLOWED = 1 << 16;
/** Required bits (0-15) that nobody may set. */
const UNKNOWN_REQUIRED = 0xfffc;

/** A message that breaks the protocol; the connection that sent it is closed. */
export class WireError extends Error {}

/** A command as it came over the wire. */
export interface Request {
  id: number;
  command: Doc;
  /** Whether an answer is wanted at all. */
  wantsReply: boolean;
  exhaust: boolean;
  legacy: boolean;
}

/** Fields that hold documents to be stored: they stay undecoded, `Uint8Array`s in the command. */
const RAW_LISTS: Readonly<Record<string, string>> = { insert: 'documents' };
const UPDATE_LISTS: Readonly<Record<string, string>> = { update: 'updates', bulkWrite: 'ops' };
const DOCUMENT = 0x03;
const ARRAY = 0x04;
const RAW_IN_UPDATES = { u: DOCUMENT, updateMods: DOCUMENT, document: DOCUMENT };
const RAW_FIELDS: Readonly<Record<string, string>> = { findAndModify: 'update', findandmodify: 'update' };

/** Reads one whole message. Throws WireError or BsonError. */
export const readMessage = (message: Buffer): Request => {
  const id = message.readInt32LE(4);
  const operation = message.readInt32LE(12);
  if (operation === OP_MSG) return readOpMsg(message, id);
  if (operation === OP_QUERY) return readOpQuery(message, id);
  throw new WireError(`the unsupported operation ${operation}`);
};

const readOpQuery = (message: Buffer, id: number): Request => {
  const nameEnd = endOfName(message, 20);
  const at = nameEnd + 9;
  validate(message, at, message.length);
  const command = decodeDoc(message, at);
  const namespace = message.toString('utf8', 20, nameEnd);
  command['$db'] ??= namespace.slice(0, Math.max(0, namespace.indexOf('.')));
  return { id, command, wantsReply: true, exhaust: false, legacy: true };
};

const readOpMsg = (message: Buffer, id: number): Request => {
  const flags = message.readUInt32LE(16);
  if (flags & UNKNOWN_REQUIRED) throw new WireError(`unknown required flags ${flags & UNKNOWN_REQUIRED}`);
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  let command: Doc | undefined;
  const sequences: [string, Uint8Array[]][] = [];
  let at = 20;
  while (at < end) {
    const kind = message[at++];
    if (kind === 0) {
      if (command) throw new WireError('a message with two bodies');
      const bodyEnd = validate(message, at, end);
      command = readCommand(message, at);
      at = bodyEnd;
    } else if (kind === 1) {
      const size = at + 4 <= end ? message.readInt32LE(at) : 0;
      if (size < 6 || at + size > end) throw new WireError('a document sequence of a wrong length');
      sequences.push(readSequence(message, at + 4, at + size));
      at += size;
    } else throw new WireError(`a section of the unknown kind ${kind}`);
  }
  if (!command) throw new WireError('a message without a body');
  for (const [name, documents] of sequences) setField(command, name, sequenceValue(command, name, documents));
  return { id, command, wantsReply: !(flags & MORE_TO_COME), exhaust: (flags & EXHAUST_ALLOWED) !== 0, legacy: false };
};

const readSequence = (message: Buffer, start: number, end: number): [string, Uint8Array[]] => {
  const nameEnd = endOfName(message, start);
  if (nameEnd >= end) throw new WireError('a document sequence without a name');
  const documents: Uint8Array[] = [];
  let at = nameEnd + 1;
  while (at < end) {
    const next = validate(message, at, end);
    documents.push(message.subarray(at, next));
    at = next;
  }
  return [message.toString('utf8', start, nameEnd), documents];
};

const commandName = (message: Buffer, start: number): string =>
  message[start + 4] === 0 ? '' : message.toString('utf8', start + 5, endOfName(message, start + 5));

const sequenceValue = (command: Doc, field: string, documents: Uint8Array[]): Value => {
  const name = Object.keys(command)[0] ?? '';
  if (RAW_LISTS[name] === field) return documents;
  if (UPDATE_LISTS[name] === field) return documents.map(readStatement);
  return documents.map((document) => decodeDoc(asBuffer(document)));
};

/** An update statement or bulk operation: what it stores stays undecoded. */
const readStatement = (document: Uint8Array): Doc => decodeDoc(asBuffer(document), 0, undefined, RAW_IN_UPDATES);

const readCommand = (message: Buffer, start: number): Doc => {
  const name = commandName(message, start);
  const list = RAW_LISTS[name] ?? UPDATE_LISTS[name];
  if (list !== undefined) {
    const place = findField(message, list, start);
    if (place?.type !== 0x04) return decodeDoc(message, start);
    const command = decodeDoc(message, start, undefined, { [list]: ARRAY });
    const documents = rawDocuments(message, place.value);
    setField(command, list, RAW_LISTS[name] === undefined ? documents.map(readStatement) : documents);
    return command;
  }
  const field = RAW_FIELDS[name];
  return field === undefined ? decodeDoc(message, start) : decodeDoc(message, start, undefined, { [field]: DOCUMENT });
};

/** An answer's bytes. */
export const writeReply = (request: Pick<Request, 'id' | 'legacy'>, reply: Doc, moreToCome = false): Buffer => {
  const room = request.legacy ? 36 : 21;
  const bytes = encode(reply, room);
  bytes.fill(0, 0, room);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(nextRequestId(), 4);
  bytes.writeInt32LE(request.id, 8);
  bytes.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  if (request.legacy) {
    // AwaitCapable, as every server says.
    bytes.writeInt32LE(8, 16);
    bytes.writeInt32LE(1, 32);
  } else if (moreToCome) bytes.writeUInt32LE(MORE_TO_COME, 16);
  return bytes;
};

let lastRequestId = 0;
const nextRequestId = (): number => (lastRequestId = (lastRequestId + 1) & 0x7fffffff);

/** Whether the bytes broke BSON or the protocol. */
export const isMalformed = (error: unknown): boolean =>
  error instanceof WireError || error instanceof BsonError || error instanceof RangeError;
