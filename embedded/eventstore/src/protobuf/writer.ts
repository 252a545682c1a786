import { LARGEST, Wire } from './reader.ts';

const VARINT_OF_LARGEST = Buffer.from('ffffffffffffffff7f', 'hex');
const VARINT_OF_MINUS_ONE = Buffer.from('ffffffffffffffffff01', 'hex');

/** Bytes that a varint takes: LARGEST stands for 2^63-1, a negative number for 2^64-1. */
export const varintSize = (value: number): number => {
  if (value < 0) return VARINT_OF_MINUS_ONE.length;
  if (value >= LARGEST) return VARINT_OF_LARGEST.length;
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
};

/** Writes a varint and gives the place behind it. */
export const writeVarint = (into: Uint8Array, at: number, value: number): number => {
  let place = at;
  if (value < 0 || value >= LARGEST) {
    const known = value < 0 ? VARINT_OF_MINUS_ONE : VARINT_OF_LARGEST;
    into.set(known, at);
    return at + known.length;
  }
  let rest = value;
  while (rest >= 0x80) {
    into[place++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  into[place++] = rest;
  return place;
};

const tagged = (field: number, wire: number, rest: number): { bytes: Buffer; at: number } => {
  const tag = field * 8 + wire;
  const bytes = Buffer.allocUnsafe(varintSize(tag) + rest);
  return { bytes, at: writeVarint(bytes, 0, tag) };
};

/** A varint field. Like a protobuf writer it is nothing at all for 0, unless the field has presence. */
export const uint = (field: number, value: number, presence = false): Buffer => {
  if (value === 0 && !presence) return EMPTY;
  const { bytes, at } = tagged(field, Wire.Varint, varintSize(value));
  writeVarint(bytes, at, value);
  return bytes;
};

/** A signed 64 bit field as two's complement. */
export const int64 = (field: number, value: bigint): Buffer => {
  const unsigned = BigInt.asUintN(64, value);
  const digits: number[] = [];
  let rest = unsigned;
  for (; rest >= 0x80n; rest >>= 7n) digits.push(Number(rest & 0x7fn) | 0x80);
  digits.push(Number(rest));
  const { bytes, at } = tagged(field, Wire.Varint, digits.length);
  bytes.set(digits, at);
  return bytes;
};

/** A float field of 32 bits. */
export const fixed32Float = (field: number, value: number): Buffer => {
  const { bytes, at } = tagged(field, Wire.Fixed32, 4);
  bytes.writeFloatLE(value, at);
  return bytes;
};

/** A bytes field; nothing for no bytes. */
export const bytesField = (field: number, value: Uint8Array): Buffer => (value.length === 0 ? EMPTY : message(field, value));

export const text = (field: number, value: string): Buffer => bytesField(field, Buffer.from(value));

/** An embedded message, made of its fields; present even when it is empty. */
export const message = (field: number, ...parts: readonly Uint8Array[]): Buffer => {
  let length = 0;
  for (const part of parts) length += part.length;
  const { bytes, at } = tagged(field, Wire.Bytes, varintSize(length) + length);
  let place = writeVarint(bytes, at, length);
  for (const part of parts) {
    bytes.set(part, place);
    place += part.length;
  }
  return bytes;
};

/** The uncompressed gRPC frame of a message: a flag, the length in four bytes, the message. */
export const frame = (...parts: readonly Uint8Array[]): Buffer => {
  let length = 0;
  for (const part of parts) length += part.length;
  const bytes = Buffer.allocUnsafe(5 + length);
  bytes[0] = 0;
  bytes.writeUInt32BE(length, 1);
  let place = 5;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.length;
  }
  return bytes;
};

const EMPTY = Buffer.alloc(0);
