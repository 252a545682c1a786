import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { double, setField } from './values.ts';
import type { Doc, Value } from './values.ts';

/** Bytes that are no BSON, or not of the form that was asked for. */
export class BsonError extends Error {}

/** Bytes as Node can read numbers and strings from them. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A short ASCII text costs less read byte by byte than through the decoder. */
export const readText = (buffer: Buffer, start: number, end: number): string => {
  if (end - start > 24) return buffer.toString('utf8', start, end);
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = buffer[at] as number;
    if (byte > 127) return buffer.toString('utf8', start, end);
    text += String.fromCharCode(byte);
  }
  return text;
};

/** The position of the zero byte that ends the name at `at`. */
export const endOfName = (buffer: Buffer, at: number): number => {
  while (buffer[at] !== 0) {
    if (at >= buffer.length) throw new BsonError('a name without an end');
    at++;
  }
  return at;
};

/** How many bytes a value takes that starts at `at`. */
export const sizeOfValue = (buffer: Buffer, type: number, at: number): number => {
  switch (type) {
    case 0x01:
    case 0x09:
    case 0x11:
    case 0x12:
      return 8;
    case 0x02:
    case 0x0d:
    case 0x0e:
      return 4 + buffer.readInt32LE(at);
    case 0x03:
    case 0x04:
    case 0x0f:
      return buffer.readInt32LE(at);
    case 0x05:
      return 5 + buffer.readInt32LE(at);
    case 0x06:
    case 0x0a:
    case 0xff:
    case 0x7f:
      return 0;
    case 0x07:
      return 12;
    case 0x08:
      return 1;
    case 0x0b:
      return endOfName(buffer, endOfName(buffer, at) + 1) + 1 - at;
    case 0x0c:
      return 4 + buffer.readInt32LE(at) + 12;
    case 0x10:
      return 4;
    case 0x13:
      return 16;
    default:
      throw new BsonError(`an element of the unknown type 0x${type.toString(16)}`);
  }
};

/** The value of this type at `at`. */
export const decodeValue = (buffer: Buffer, type: number, at: number): Value => {
  switch (type) {
    case 0x01:
      return double(buffer.readDoubleLE(at));
    case 0x02:
      return readText(buffer, at + 4, at + 3 + buffer.readInt32LE(at));
    case 0x03:
      return decodeDoc(buffer, at);
    case 0x04:
      return decodeArray(buffer, at);
    case 0x05:
      return decodeBinary(buffer, at);
    case 0x06:
      return undefined;
    case 0x07:
      return new ObjectId(Uint8Array.prototype.slice.call(buffer, at, at + 12));
    case 0x08:
      return buffer[at] === 1;
    case 0x09:
      return new Date(Number(buffer.readBigInt64LE(at)));
    case 0x0a:
      return null;
    case 0x0b: {
      const middle = endOfName(buffer, at);
      return new BSONRegExp(buffer.toString('utf8', at, middle), buffer.toString('utf8', middle + 1, endOfName(buffer, middle + 1)));
    }
    case 0x0d:
      return new Code(readText(buffer, at + 4, at + 3 + buffer.readInt32LE(at)));
    case 0x0e:
      return new BSONSymbol(readText(buffer, at + 4, at + 3 + buffer.readInt32LE(at)));
    case 0x0f: {
      const length = buffer.readInt32LE(at + 4);
      return new Code(buffer.toString('utf8', at + 8, at + 7 + length), decodeDoc(buffer, at + 8 + length));
    }
    case 0x10:
      return buffer.readInt32LE(at);
    case 0x11:
      return new Timestamp(buffer.readBigUInt64LE(at));
    case 0x12:
      return buffer.readBigInt64LE(at);
    case 0x13:
      return new Decimal128(Uint8Array.prototype.slice.call(buffer, at, at + 16));
    case 0xff:
      return new MinKey();
    case 0x7f:
      return new MaxKey();
    default:
      throw new BsonError(`an element of the unsupported type 0x${type.toString(16)}`);
  }
};

const decodeBinary = (buffer: Buffer, at: number): Binary => {
  const length = buffer.readInt32LE(at);
  const subtype = buffer[at + 4] as number;
  // Subtype 2 repeats its length inside; it is kept as it came, so that it goes out the same.
  return new Binary(Uint8Array.prototype.slice.call(buffer, at + 5, at + 5 + length), subtype);
};

const decodeArray = (buffer: Buffer, start: number): Value[] => {
  const end = start + buffer.readInt32LE(start) - 1;
  const values: Value[] = [];
  let at = start + 4;
  while (at < end) {
    const type = buffer[at] as number;
    at = endOfName(buffer, at + 1) + 1;
    values.push(decodeValue(buffer, type, at));
    at += sizeOfValue(buffer, type, at);
  }
  return values;
};

/** Decodes the document at `start`; with `only`, no other of its own fields than those; values of the names and types in `raw` stay bytes. */
export const decodeDoc = (buffer: Buffer, start = 0, only?: ReadonlySet<string>, raw?: Readonly<Record<string, number>>): Doc => {
  const end = start + buffer.readInt32LE(start) - 1;
  const doc: Doc = {};
  let at = start + 4;
  while (at < end) {
    const type = buffer[at] as number;
    const nameEnd = endOfName(buffer, at + 1);
    const name = readText(buffer, at + 1, nameEnd);
    at = nameEnd + 1;
    const size = sizeOfValue(buffer, type, at);
    if (raw !== undefined && raw[name] === type) setField(doc, name, buffer.subarray(at, at + size));
    else if (only === undefined || only.has(name)) setField(doc, name, decodeValue(buffer, type, at));
    at += size;
  }
  return doc;
};

/** Decodes a whole document. */
export const decode = (bytes: Uint8Array, only?: ReadonlySet<string>): Doc => decodeDoc(asBuffer(bytes), 0, only);
