import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { isInt32 } from './values.ts';
import type { Doc, Value } from './values.ts';

const FIRST_CAPACITY = 64 * 1024;
const KEPT_CAPACITY = 1024 * 1024;
const INDEX_NAMES = Array.from({ length: 1024 }, (_, index) => String(index));

/** Writes BSON into one growing buffer; a `Uint8Array` among the values is a document that is copied as it is. */
export class BsonWriter {
  private buffer = Buffer.allocUnsafeSlow(FIRST_CAPACITY);
  private at = 0;

  /** Starts anew; `room` bytes are left free at the front. */
  reset(room = 0): void {
    if (this.buffer.length > KEPT_CAPACITY) this.buffer = Buffer.allocUnsafeSlow(FIRST_CAPACITY);
    this.at = room;
  }

  /** A copy of everything written since `reset`. */
  copy(): Buffer {
    const copy = Buffer.allocUnsafe(this.at);
    this.buffer.copy(copy, 0, 0, this.at);
    return copy;
  }

  document(doc: Doc): void {
    const start = this.open();
    for (const name in doc) this.element(name, doc[name]);
    this.close(start);
  }

  element(name: string, value: Value): void {
    switch (typeof value) {
      case 'string':
        this.head(0x02, name);
        return this.text(value);
      case 'number':
        if (isInt32(value)) {
          this.head(0x10, name);
          this.at = this.buffer.writeInt32LE(value, this.at);
        } else this.double(name, value);
        return;
      case 'boolean':
        this.head(0x08, name);
        this.buffer[this.at++] = value ? 1 : 0;
        return;
      case 'bigint':
        this.head(0x12, name);
        this.at = this.buffer.writeBigInt64LE(value, this.at);
        return;
      case 'undefined':
        return this.head(0x06, name);
      default:
        return value === null ? this.head(0x0a, name) : this.object(name, value);
    }
  }

  private object(name: string, value: Exclude<Value, null | undefined | boolean | string | number | bigint>): void {
    if (Array.isArray(value)) {
      this.head(0x04, name);
      const start = this.open();
      for (let index = 0; index < value.length; index++) this.element(INDEX_NAMES[index] ?? String(index), value[index]);
      this.close(start);
    } else if (value instanceof Uint8Array) {
      this.head(0x03, name);
      this.bytes(value);
    } else if (value instanceof Date) {
      this.head(0x09, name);
      this.at = this.buffer.writeBigInt64LE(BigInt(value.getTime()), this.at);
    } else if (value instanceof ObjectId) {
      this.head(0x07, name);
      this.bytes(value.id);
    } else if (value instanceof Double) this.double(name, value.value);
    else if (value instanceof Binary) {
      this.head(0x05, name);
      const bytes = value.buffer.subarray(0, value.position);
      this.at = this.buffer.writeInt32LE(bytes.length, this.at);
      this.buffer[this.at++] = value.sub_type;
      this.bytes(bytes);
    } else if (value instanceof Decimal128) {
      this.head(0x13, name);
      this.bytes(value.bytes);
    } else if (value instanceof Timestamp) {
      this.head(0x11, name);
      this.at = this.buffer.writeBigUInt64LE(value.toBigInt() & 0xffffffffffffffffn, this.at);
    } else this.rare(name, value);
  }

  private rare(name: string, value: RegExp | BSONRegExp | BSONSymbol | Code | MinKey | MaxKey | Doc): void {
    if (value instanceof BSONRegExp) this.regex(name, value.pattern, value.options);
    else if (value instanceof RegExp) this.regex(name, value.source, value.flags.replace(/[^imsux]/g, ''));
    else if (value instanceof MinKey) this.head(0xff, name);
    else if (value instanceof MaxKey) this.head(0x7f, name);
    else if (value instanceof BSONSymbol) {
      this.head(0x0e, name);
      this.text(value.value);
    } else if (value instanceof Code) this.code(name, value);
    else {
      this.head(0x03, name);
      this.document(value);
    }
  }

  private regex(name: string, pattern: string, options: string): void {
    this.head(0x0b, name);
    this.name(pattern);
    this.name(options);
  }

  private code(name: string, value: Code): void {
    if (!value.scope) {
      this.head(0x0d, name);
      return this.text(value.code);
    }
    this.head(0x0f, name);
    const start = this.at;
    this.at += 4;
    this.text(value.code);
    this.document(value.scope as Doc);
    this.buffer.writeInt32LE(this.at - start, start);
  }

  private double(name: string, value: number): void {
    this.head(0x01, name);
    this.at = this.buffer.writeDoubleLE(value, this.at);
  }

  /** Opens a document; give what it returns to `close`. */
  open(): number {
    this.room(8);
    const start = this.at;
    this.at += 4;
    return start;
  }

  close(start: number): void {
    this.room(1);
    this.buffer[this.at++] = 0;
    this.buffer.writeInt32LE(this.at - start, start);
  }

  /** The type and name of an element, with room for any value of fixed size after it. */
  head(type: number, name: string): void {
    this.room(name.length * 3 + 32);
    this.buffer[this.at++] = type;
    this.name(name);
  }

  bytes(bytes: Uint8Array): void {
    this.room(bytes.length + 16);
    this.buffer.set(bytes, this.at);
    this.at += bytes.length;
  }

  private name(text: string): void {
    this.room(text.length * 3 + 32);
    this.utf8(text);
    this.buffer[this.at++] = 0;
  }

  private text(text: string): void {
    this.room(text.length * 3 + 8);
    const start = this.at;
    this.at += 4;
    this.utf8(text);
    this.buffer[this.at++] = 0;
    this.buffer.writeInt32LE(this.at - start - 4, start);
  }

  private utf8(text: string): void {
    if (text.length > 24) {
      this.at += this.buffer.write(text, this.at, 'utf8');
      return;
    }
    const start = this.at;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (unit > 127) {
        this.at = start + this.buffer.write(text, start, 'utf8');
        return;
      }
      this.buffer[this.at++] = unit;
    }
  }

  private room(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, this.at + bytes));
    this.buffer.copy(grown, 0, 0, this.at);
    this.buffer = grown;
  }
}

const shared = new BsonWriter();

/** The bytes of a document, with `room` free bytes in front of them. */
export const encode = (doc: Doc, room = 0): Buffer => {
  shared.reset(room);
  shared.document(doc);
  return shared.copy();
};
