/** The largest number this node counts with. The protocol's 2^63-1 (a tombstone, "beyond everything") is represented by it. */
export const LARGEST = Number.MAX_SAFE_INTEGER;

/** What 2^64-1 becomes: the protocol says "the end" with it, for revisions and positions alike. */
export const END = -1;

/** The wire types of protobuf. */
export const Wire = { Varint: 0, Fixed64: 1, Bytes: 2, Fixed32: 5 } as const;

/** Thrown for bytes that are no protobuf message. */
export class MalformedMessage extends Error {
  override name = 'MalformedMessage';
}

/** Reads the fields of one protobuf message (https://protobuf.dev/programming-guides/encoding/). */
export class Reader {
  field = 0;
  wire = 0;
  private readonly bytes: Uint8Array;
  private at: number;
  private readonly end: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Advances to the next field; false at the end of the message. */
  next(): boolean {
    if (this.at >= this.end) return false;
    const tag = this.varint();
    this.field = Math.floor(tag / 8);
    this.wire = tag & 7;
    if (this.field === 0) throw new MalformedMessage('a field with number 0');
    return true;
  }

  /** A varint as a number: 2^64-1 as END, anything else above LARGEST as LARGEST. */
  varint(): number {
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return low;
    }
    return this.longVarint(low);
  }

  /** A signed 64 bit varint as two's complement. */
  int64(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    throw new MalformedMessage('a varint of more than 10 bytes');
  }

  int32(): number {
    return Number(BigInt.asIntN(32, this.int64()));
  }

  /** The bytes of a length-delimited field, not copied. */
  slice(): Buffer {
    const from = this.length();
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + from, this.at - from);
  }

  string(): string {
    const from = this.length();
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + from, this.at - from).toString('utf8');
  }

  /** A reader over an embedded message. */
  message(): Reader {
    const from = this.length();
    return new Reader(this.bytes, from, this.at);
  }

  skip(): void {
    if (this.wire === Wire.Varint) this.int64();
    else if (this.wire === Wire.Bytes) this.length();
    else if (this.wire === Wire.Fixed64) this.advance(8);
    else if (this.wire === Wire.Fixed32) this.advance(4);
    else throw new MalformedMessage(`wire type ${this.wire}`);
  }

  /** Steps over a length and what it counts; gives where that begins. */
  private length(): number {
    if (this.wire !== Wire.Bytes) throw new MalformedMessage(`field ${this.field} is not length-delimited`);
    const length = this.varint();
    const from = this.at;
    this.advance(length);
    return from;
  }

  private advance(by: number): void {
    if (by < 0 || by > this.end - this.at) throw new MalformedMessage('a field beyond the end of its message');
    this.at += by;
  }

  private byte(): number {
    if (this.at >= this.end) throw new MalformedMessage('a varint beyond the end of its message');
    return this.bytes[this.at++]!;
  }

  private longVarint(low: number): number {
    let value = BigInt(low);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      value = BigInt.asUintN(64, value);
      if (value === 0xffff_ffff_ffff_ffffn) return END;
      return value > BigInt(LARGEST) ? LARGEST : Number(value);
    }
    throw new MalformedMessage('a varint of more than 10 bytes');
  }
}
