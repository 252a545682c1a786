import { asBuffer, decode, endOfName, sizeOfValue } from '../bson/decode.ts';
import type { Doc, Value } from '../bson/values.ts';
import type { IndexKeys } from './index-keys.ts';
import type { Index } from './index-definition.ts';
import { keyOfPlaces } from './keys.ts';

const ARRAY = 0x04;

/** A field of a document's top that an index needs. */
interface Wanted {
  readonly name: Buffer;
  readonly slot: number;
}

/** The fields that a collection's indexes need, so that a document is gone through once for all of them. */
export class IndexedNames {
  readonly names: ReadonlySet<string>;
  /** By the length of their name in bytes: most names of a document are then passed over without being read. */
  readonly #byLength: (readonly Wanted[] | undefined)[] = [];
  readonly #slots = new Map<Index, readonly number[]>();

  /** @param indexes without the one on `_id` */
  constructor(indexes: readonly Index[]) {
    this.names = new Set(indexes.flatMap((index) => [...index.needs]));
    const slots = new Map([...this.names].map((name, slot) => [name, slot]));
    for (const [text, slot] of slots) {
      const name = Buffer.from(text);
      this.#byLength[name.length] = [...(this.#byLength[name.length] ?? []), { name, slot }];
    }
    for (const index of indexes)
      if (isPlain(index))
        this.#slots.set(
          index,
          index.fields.map((field) => slots.get(field)!),
        );
  }

  /** Where the values of an index's fields stand among the places; undefined where its keys need more than fields of the top. */
  slotsOf(index: Index): readonly number[] | undefined {
    return this.#slots.get(index);
  }

  /** For each field the type of its value and where that begins, twice as many numbers; a type of 0 is a field that is missing. */
  placesIn(buffer: Buffer): Int32Array {
    const places = new Int32Array(this.names.size * 2);
    const end = buffer.readInt32LE(0) - 1;
    for (let at = 4; at < end;) {
      const type = buffer[at] as number;
      const nameEnd = endOfName(buffer, at + 1);
      for (const { name, slot } of this.#byLength[nameEnd - at - 1] ?? []) {
        if (!isAt(buffer, at + 1, name)) continue;
        places[slot * 2] = type;
        places[slot * 2 + 1] = nameEnd + 1;
      }
      at = nameEnd + 1 + sizeOfValue(buffer, type, nameEnd + 1);
    }
    return places;
  }
}

const isAt = (buffer: Buffer, start: number, name: Buffer): boolean => {
  for (let at = 0; at < name.length; at++) if (buffer[start + at] !== name[at]) return false;
  return true;
};

/** Whether the keys are made of fields of a document's top as they are. */
const isPlain = (index: Index): boolean =>
  index.partial === undefined && index.lexicon === undefined && index.paths.every((path) => path.length === 1);

/** One document as the indexes of its collection see it: its keys are made of its bytes, and it is decoded only where that does not do. */
export class IndexedDocument {
  readonly #names: IndexedNames;
  readonly #buffer: Buffer;
  readonly #places: Int32Array;
  #decoded: Doc | undefined;

  constructor(names: IndexedNames, bytes: Uint8Array) {
    this.#names = names;
    this.#buffer = asBuffer(bytes);
    this.#places = names.placesIn(this.#buffer);
  }

  /** The keys it has in an index, as `Index.keysOf` gives them. */
  keysOf(index: Index): Pick<IndexKeys, 'keys' | 'multikey'> {
    const slots = this.#names.slotsOf(index);
    if (!slots) return index.keysOf(this.#doc());
    let missing = true;
    for (const slot of slots) {
      const type = this.#places[slot * 2];
      if (type === ARRAY) return index.keysOf(this.#doc());
      if (type !== 0) missing = false;
    }
    const none = missing && index.sparse;
    return { keys: none ? [] : [keyOfPlaces(this.#buffer, this.#places, slots, index.descending)], multikey: false };
  }

  /** The values behind its first key in an index, for messages. */
  valuesOf(index: Index): readonly Value[] {
    return index.keysOf(this.#doc()).values;
  }

  #doc(): Doc {
    return (this.#decoded ??= decode(this.#buffer, this.#names.names));
  }
}
