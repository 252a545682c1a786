/** Bits of the filter; it takes 512 KiB and is hardly ever wrong about some hundred thousand keys. */
const BITS = 2 ** 22;

/**
 * Remembers keys in a space that does not grow (a Bloom filter with three bits a key): it never denies one that was added, and now and then
 * takes one for added that was not.
 */
export class KeptKeys {
  #bytes: Uint8Array | null = null;

  add(key: string): void {
    this.#bytes ??= new Uint8Array(BITS / 8);
    for (const bit of bitsOf(key)) this.#bytes[bit >>> 3]! |= 1 << (bit & 7);
  }

  mayHave(key: string): boolean {
    const bytes = this.#bytes;
    return bytes !== null && bitsOf(key).every((bit) => (bytes[bit >>> 3]! & (1 << (bit & 7))) !== 0);
  }
}

/** Three places for a key: from two hashes by FNV-1a that begin differently. */
function bitsOf(key: string): readonly number[] {
  let [a, b] = [0x811c9dc5, 0x050c5d1f];
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x01000197);
  }
  return [a >>> 10, b >>> 10, Math.imul(a, b | 1) >>> 10];
}
