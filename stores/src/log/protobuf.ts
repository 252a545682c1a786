/** Walks through the fields of a protobuf message (protobuf.dev, Encoding) in the order in which they come; those of fixed width, of which answers have none, are passed over. */
export class Fields {
  readonly #bytes: Buffer;
  #at = 0;
  /** Of the field where it stands: its number, and what it holds. */
  number = 0;
  bytes: Buffer = NOTHING;
  value: bigint | number = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Goes to the next field; false at the end. */
  next(): boolean {
    while (this.#at < this.#bytes.length) {
      const tag = Number(this.#varint());
      this.number = tag >>> 3;
      switch (tag & 7) {
        case 0:
          this.value = this.#varint();
          return true;
        case 2: {
          const length = Number(this.#varint());
          this.bytes = this.#bytes.subarray(this.#at, this.#at + length);
          this.#at += length;
          return true;
        }
        case 1:
          this.#at += 8;
          break;
        case 5:
          this.#at += 4;
          break;
        default:
          throw new Error(`A protobuf field of an unknown kind, ${tag & 7}`);
      }
    }
    return false;
  }

  /** Seven bits a byte, the lowest first; a number as long as it is exact. */
  #varint(): bigint | number {
    let value = 0;
    let factor = 1;
    for (let i = 0; i < 7; i++) {
      const byte = this.#bytes[this.#at++]!;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
    let large = BigInt(value);
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at++]!;
      large |= BigInt(byte & 127) << shift;
      if (byte < 128) break;
    }
    return BigInt.asUintN(64, large);
  }
}

const NOTHING = Buffer.alloc(0);
