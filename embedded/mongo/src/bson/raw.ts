import { ObjectId, Timestamp } from 'bson';
import { asBuffer, BsonError, decodeValue, endOfName, readText, sizeOfValue } from './decode.ts';
import type { Value } from './values.ts';

/** The nesting MongoDB allows (manual, "MongoDB Limits and Thresholds"), with its own slack. */
const MAX_DEPTH = 200;

/** Where an element of a document lies: its own start (the type byte), its value's start, and its end. */
export interface Place {
  type: number;
  start: number;
  value: number;
  end: number;
}

/** Checks that bytes from the network are well-formed BSON; everything later trusts them. Throws BsonError. */
export const validate = (buffer: Buffer, start: number, limit: number, depth = 0): number => {
  if (depth > MAX_DEPTH) throw new BsonError('documents nested too deeply');
  if (start + 5 > limit) throw new BsonError('a document that ends too early');
  const end = start + buffer.readInt32LE(start);
  if (end > limit || end < start + 5 || buffer[end - 1] !== 0) throw new BsonError('a document of a wrong length');
  let at = start + 4;
  while (at < end - 1) {
    const type = buffer[at] as number;
    at = endOfName(buffer, at + 1) + 1;
    if (at > end - 1) throw new BsonError('a name beyond its document');
    if (type === 0x03 || type === 0x04) at = validate(buffer, at, end - 1, depth + 1);
    else {
      const size = at + 4 <= end || FIXED.has(type) ? sizeOfValue(buffer, type, at) : -1;
      if (size < 0 || at + size > end - 1) throw new BsonError('a value beyond its document');
      if (TEXTS.has(type) && (size < 5 || buffer[at + size - 1] !== 0)) throw new BsonError('a text without its end');
      if (type === 0x05 && size < 5) throw new BsonError('a binary of negative length');
      at += size;
    }
  }
  if (at !== end - 1) throw new BsonError('a document of a wrong length');
  return end;
};
const FIXED = new Set([0x06, 0x07, 0x08, 0x0a, 0x0b, 0x7f, 0xff]);
const TEXTS = new Set([0x02, 0x0d, 0x0e]);

/** Finds a field of the document that starts at `start`, without decoding the others. */
export const findField = (buffer: Buffer, name: string, start = 0): Place | undefined => {
  const end = start + buffer.readInt32LE(start) - 1;
  let at = start + 4;
  while (at < end) {
    const type = buffer[at] as number;
    const nameEnd = endOfName(buffer, at + 1);
    const found = nameEnd - at - 1 === name.length && readText(buffer, at + 1, nameEnd) === name;
    const size = sizeOfValue(buffer, type, nameEnd + 1);
    if (found) return { type, start: at, value: nameEnd + 1, end: nameEnd + 1 + size };
    at = nameEnd + 1 + size;
  }
  return undefined;
};

/** The value of one field of an undecoded document; undefined where it is missing. */
export const fieldOf = (bytes: Uint8Array, name: string): Value => {
  const buffer = asBuffer(bytes);
  const place = findField(buffer, name);
  return place && decodeValue(buffer, place.type, place.value);
};

/** An embedded document (or array) of an undecoded document, undecoded too. */
export const rawField = (bytes: Uint8Array, name: string): Uint8Array | undefined => {
  const buffer = asBuffer(bytes);
  const place = findField(buffer, name);
  return place && (place.type === 0x03 || place.type === 0x04) ? buffer.subarray(place.value, place.end) : undefined;
};

/** The document that has only the first field of this one: of a stored document, its `_id`. */
export const firstFieldOnly = (bytes: Uint8Array): Uint8Array => {
  const buffer = asBuffer(bytes);
  const value = endOfName(buffer, 5) + 1;
  const end = value + sizeOfValue(buffer, buffer[4] as number, value);
  const made = Buffer.allocUnsafe(end + 1);
  buffer.copy(made, 4, 4, end);
  made.writeInt32LE(end + 1, 0);
  made[end] = 0;
  return made;
};

/** The name of a document's first field, or the empty text. */
export const firstFieldName = (bytes: Uint8Array): string => {
  const buffer = asBuffer(bytes);
  return buffer[4] === 0 ? '' : readText(buffer, 5, endOfName(buffer, 5));
};

/** The elements of an array as documents that stay undecoded. */
export const rawDocuments = (buffer: Buffer, start: number): Uint8Array[] => {
  const end = start + buffer.readInt32LE(start) - 1;
  const documents: Uint8Array[] = [];
  let at = start + 4;
  while (at < end) {
    if (buffer[at] !== 0x03) throw new BsonError('an array that holds something other than documents');
    at = endOfName(buffer, at + 1) + 1;
    const size = buffer.readInt32LE(at);
    documents.push(buffer.subarray(at, at + size));
    at += size;
  }
  return documents;
};

const element = (type: number, name: string, value: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), value]);

/** The document with this `_id` element in front of its other fields. */
const withIdFirst = (buffer: Buffer, id: Uint8Array, old: Place | undefined): Buffer => {
  const before = old ? buffer.subarray(4, old.start) : buffer.subarray(4, 4);
  const made = Buffer.concat([buffer.subarray(0, 4), id, before, buffer.subarray(old ? old.end : 4)]);
  made.writeInt32LE(made.length, 0);
  return made;
};

/** A document as it is stored: `_id` in front, made when it is missing, and empty timestamps filled in. */
export const asStored = (bytes: Uint8Array, now: () => Timestamp): { doc: Uint8Array; id: Value } => {
  const buffer = asBuffer(bytes);
  const place = findField(buffer, '_id');
  const filled = fillTimestamps(buffer, now);
  if (place === undefined) {
    const id = new ObjectId();
    return { doc: withIdFirst(filled, element(0x07, '_id', id.id), undefined), id };
  }
  const id = decodeValue(buffer, place.type, place.value);
  if (place.start === 4) return { doc: filled, id };
  return { doc: withIdFirst(filled, Buffer.from(filled.subarray(place.start, place.end)), place), id };
};

/** A zero timestamp at the top of a document stands for the time of the write (manual, "BSON Types: Timestamps"). */
const fillTimestamps = (buffer: Buffer, now: () => Timestamp): Buffer => {
  let filled = buffer;
  let at = 4;
  while (at < buffer.length - 1) {
    const type = buffer[at] as number;
    const value = endOfName(buffer, at + 1) + 1;
    if (type === 0x11 && buffer.readBigUInt64LE(value) === 0n && readText(buffer, at + 1, value - 1) !== '_id') {
      if (filled === buffer) filled = Buffer.from(buffer);
      filled.writeBigUInt64LE(now().toBigInt(), value);
    }
    at = value + sizeOfValue(buffer, type, value);
  }
  return filled;
};
