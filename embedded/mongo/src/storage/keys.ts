import { Binary, BSONRegExp, Code, Decimal128, Double, ObjectId, Timestamp } from 'bson';
import { compareNumbers, RANK, rankOf, regexParts, unsigned } from '../bson/compare.ts';
import { readDecimal } from '../bson/decimal.ts';
import { decode, decodeValue } from '../bson/decode.ts';
import type { Doc, Numeric, Value } from '../bson/values.ts';

/** What stands for a text in the keys of an index with a collation: bytes without a zero whose order is the collation's. */
export type Labels = (text: string) => Uint8Array;

/**
 * Values as bytes whose plain byte order is BSON comparison order, so that SQLite's B-trees serve equality, ranges and sorts.
 * Every encoding ends itself (none is the beginning of another), and no class byte is 0x00 or 0xff: keys can be joined, and a
 * whole component can be turned over for a descending index by inverting its bits.
 */
class KeyWriter {
  private labels: Labels | undefined;
  private buffer = Buffer.allocUnsafeSlow(4096);
  private at = 0;

  reset(labels: Labels | undefined): void {
    this.at = 0;
    this.labels = labels;
  }

  copy(): Buffer {
    const copy = Buffer.allocUnsafe(this.at);
    this.buffer.copy(copy, 0, 0, this.at);
    return copy;
  }

  component(value: Value, descending: boolean): void {
    const start = this.at;
    this.value(value);
    if (descending) for (let index = start; index < this.at; index++) this.buffer[index] = 0xff ^ (this.buffer[index] as number);
  }

  /** The component of a value that lies in a document's bytes, as `component` of it decoded; a type of 0 is a field that is missing. */
  place(buffer: Buffer, type: number, at: number, descending: boolean): void {
    if (type !== 0x02 || descending) return this.component(type === 0 ? null : decodeValue(buffer, type, at), descending);
    const length = buffer.readInt32LE(at) - 1;
    this.room(length + 2);
    this.byte(RANK.string);
    buffer.copy(this.buffer, this.at, at + 4, at + 4 + length);
    if (this.buffer.subarray(this.at, this.at + length).includes(0)) {
      this.at--;
      return this.component(decodeValue(buffer, type, at), descending);
    }
    this.at += length;
    this.byte(0);
  }

  private value(value: Value): void {
    const rank = rankOf(value);
    this.byte(rank);
    this.payload(rank, value);
  }

  private payload(rank: number, value: Value): void {
    switch (rank) {
      case RANK.string:
        return this.labels ? this.label(this.labels(String(value))) : this.text(String(value));
      case RANK.number:
        return this.number(value as Numeric);
      case RANK.objectId:
        return this.bytes((value as ObjectId).id);
      case RANK.date:
        return this.int64(BigInt((value as Date).getTime()) ^ SIGN);
      case RANK.boolean:
        return this.byte(value === true ? 2 : 1);
      case RANK.object:
        return this.fields(value instanceof Uint8Array ? decode(value) : (value as Doc));
      case RANK.array:
        for (const item of value as Value[]) this.value(item);
        return this.byte(0);
      case RANK.binary:
        return this.binary(value as Binary);
      case RANK.timestamp:
        return this.int64(unsigned(value as Timestamp));
      default:
        return this.rare(rank, value);
    }
  }

  private rare(rank: number, value: Value): void {
    if (rank === RANK.regex) for (const part of regexParts(value as BSONRegExp)) this.text(part);
    else if (rank === RANK.code || rank === RANK.codeWithScope) {
      this.text((value as Code).code);
      if (rank === RANK.codeWithScope) this.fields((value as Code).scope as Doc);
    }
  }

  private fields(doc: Doc): void {
    for (const name in doc) {
      const rank = rankOf(doc[name]);
      this.byte(rank);
      this.text(name);
      this.payload(rank, doc[name]);
    }
    this.byte(0);
  }

  private binary(value: Binary): void {
    this.room(5);
    this.at = this.buffer.writeUInt32BE(value.position, this.at);
    this.byte(value.sub_type);
    this.bytes(value.buffer.subarray(0, value.position));
  }

  /** The largest double that is not above the number, then what it leaves out: nothing, or the number's decimal digits. */
  private number(value: Numeric): void {
    if (typeof value === 'number') return this.double(value, true);
    if (value instanceof Double) return this.double(value.value, true);
    const near = Number(value.toString());
    const comparison = compareNumbers(value, near);
    if (comparison === 0) return this.double(near, true);
    this.double(comparison < 0 ? below(near) : near, false);
    const { digits, exponent } =
      typeof value === 'bigint' ? { digits: value, exponent: 0 } : (readDecimal(value) as { digits: bigint; exponent: number });
    const magnitude = String(digits < 0n ? -digits : digits).replace(/0+$/, '');
    const start = this.at;
    this.room(magnitude.length + 8);
    const length = String(digits < 0n ? -digits : digits).length;
    this.at = this.buffer.writeUInt16BE(length + exponent + 10_000, this.at);
    this.at += this.buffer.write(magnitude, this.at, 'latin1');
    this.byte(0);
    if (digits < 0n) for (let index = start; index < this.at; index++) this.buffer[index] = 0xff ^ (this.buffer[index] as number);
  }

  private double(value: number, exact: boolean): void {
    this.room(9);
    if (Number.isNaN(value)) this.buffer.fill(0, this.at, this.at + 8);
    else {
      this.buffer.writeDoubleBE(value === 0 ? 0 : value, this.at);
      const negative = ((this.buffer[this.at] as number) & 0x80) !== 0;
      if (negative) for (let index = this.at; index < this.at + 8; index++) this.buffer[index] = 0xff ^ (this.buffer[index] as number);
      else this.buffer[this.at] = (this.buffer[this.at] as number) | 0x80;
    }
    this.buffer[this.at + 8] = exact ? 1 : 2;
    this.at += 9;
  }

  /** UTF-8 that ends with 00; a zero inside becomes 00 ff, which is above every class byte that may follow the end. */
  private text(text: string): void {
    this.room(text.length * 3 + 1);
    const start = this.at;
    this.at += this.buffer.write(text, this.at, 'utf8');
    if (text.includes('\0')) {
      const escaped = Buffer.from(this.buffer.toString('latin1', start, this.at).replaceAll('\0', '\0\xff'), 'latin1');
      this.at = start;
      this.bytes(escaped);
    }
    this.byte(0);
  }

  private label(label: Uint8Array): void {
    this.bytes(label);
    this.byte(0);
  }

  private int64(value: bigint): void {
    this.room(8);
    this.at = this.buffer.writeBigUInt64BE(BigInt.asUintN(64, value), this.at);
  }

  private byte(value: number): void {
    this.room(1);
    this.buffer[this.at++] = value;
  }

  private bytes(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.buffer.set(bytes, this.at);
    this.at += bytes.length;
  }

  private room(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, this.at + bytes));
    this.buffer.copy(grown, 0, 0, this.at);
    this.buffer = grown;
  }
}

const SIGN = 1n << 63n;

/** The next double below. */
const below = (value: number): number => {
  if (value === Infinity) return Number.MAX_VALUE;
  if (value === 0) return -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  view.setBigInt64(0, value > 0 ? bits - 1n : bits + 1n);
  return view.getFloat64(0);
};

const writer = new KeyWriter();

/** The key of one value. */
export const keyOf = (value: Value, labels?: Labels): Buffer => {
  writer.reset(labels);
  writer.component(value, false);
  return writer.copy();
};

/** The key of a compound index's values; `descending` says which of them are turned over. */
export const keyOfValues = (values: readonly Value[], descending: readonly boolean[], labels?: Labels): Buffer => {
  writer.reset(labels);
  for (let index = 0; index < values.length; index++) writer.component(values[index], descending[index] === true);
  return writer.copy();
};

/** The same of values that lie in a document's bytes: by slot the type of each, and where it begins. */
export const keyOfPlaces = (buffer: Buffer, places: Int32Array, slots: readonly number[], descending: readonly boolean[]): Buffer => {
  writer.reset(undefined);
  for (let index = 0; index < slots.length; index++) {
    const place = (slots[index] as number) * 2;
    writer.place(buffer, places[place] as number, places[place + 1] as number, descending[index] === true);
  }
  return writer.copy();
};

/** Whether a Decimal128 is not a number at all, which no range finds. */
export const isNaNValue = (value: Value): boolean =>
  (typeof value === 'number' && Number.isNaN(value)) || (value instanceof Decimal128 && value.toString() === 'NaN');
