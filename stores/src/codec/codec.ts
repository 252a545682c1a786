import { instant, type EventOf, type Fact, type FactMetadata, type Id, type Position, type Recorded } from '@lyceum/contracts';
import { KEY_ISSUED, type KeyRing } from '../keys/key-ring.ts';
import { PersonalKeyMissing } from '../keys/types.ts';
import type { AppendContext, ShutFact } from '../log/types.ts';
import { keyOf, openPersonal, peopleOf, sealPersonal, shutPersonal, withoutPersonal } from './personal.ts';
import { Vocabulary } from './vocabulary.ts';

/** An event as the store hands it over. `created` in milliseconds since the epoch. */
export interface RawEvent {
  readonly id: Id;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly created: number;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Its data are no JSON, as whoever wrote it has said. */
  readonly binary?: true;
}

/** Metadata as it lies in the log; the names with `$` are EventStoreDB's own, so that its tools follow correlations. */
type StoredMetadata = { $correlationId: Id; $causationId: Id; by: Id | null; at: string; commandId: Id; run?: string | undefined };

/** Turns facts into bytes and back: JSON, personal values sealed, old versions brought up to date. */
export class Codec {
  readonly #keys: KeyRing;
  readonly vocabulary: Vocabulary;

  constructor(keys: KeyRing, vocabulary = new Vocabulary()) {
    this.#keys = keys;
    this.vocabulary = vocabulary;
  }

  /**
   * What happens to somebody who is forgotten is a fact all the same (their session is cancelled), without what is personal of it: as it would
   * be read.
   * @throws PersonalKeyMissing, EventStoreUnavailable when the key has to be read.
   */
  async encode({ type, data }: Fact): Promise<Buffer> {
    const people = peopleOf(type, data);
    const keys: Buffer[] = [];
    for (const person of people) {
      // An absence that is remembered may be over, and what is sealed with no key is lost.
      const key = this.#keys.known(person) ?? (await this.#keys.look(person));
      if (!key && this.#keys.isForgotten(person)) return Buffer.from(JSON.stringify(withoutPersonal(type, data)));
      if (!key) throw new PersonalKeyMissing(`${type} has personal data of ${person}, who has no key`);
      keys.push(key);
    }
    return Buffer.from(JSON.stringify(isSome(keys) ? sealPersonal(type, data, keyOf(keys)) : data));
  }

  metadata({ correlationId, causationId, by, at, commandId, run }: AppendContext): Buffer {
    return Buffer.from(
      JSON.stringify({ $correlationId: correlationId, $causationId: causationId, by, at, commandId, run } satisfies StoredMetadata),
    );
  }

  /**
   * A fact as it was recorded; at once, unless a key has to be read. Data that cannot be read (not JSON, tampered with) come as null:
   * whoever folds the fact finds out, and parks it.
   * @throws SecretWrong, EventStoreUnavailable when the key has to be read.
   */
  decode(raw: RawEvent): Recorded | Promise<Recorded> {
    const data = parse(raw.data);
    if (raw.type === KEY_ISSUED && isKeyIssued(data)) this.#keys.meet({ type: KEY_ISSUED, data });
    const people = peopleOf(raw.type, data);
    if (people.length === 0) return this.#recorded(raw, data);
    const known = people.map((person) => this.#keys.known(person)).filter((key) => key !== undefined);
    if (isSome(known) && known.length === people.length) return this.#recorded(raw, opened(raw.type, data, keyOf(known)));
    return this.#findKey(people).then((found) => this.#recorded(raw, opened(raw.type, data, found)));
  }

  /** Null where one of them is missing. */
  async #findKey(people: readonly Id[]): Promise<Buffer | null> {
    const found = await Promise.all(people.map((person) => this.#keys.find(person)));
    const keys = found.filter((key) => key !== null);
    return isSome(keys) && keys.length === people.length ? keyOf(keys) : null;
  }

  /**
   * A fact as it lies in the log, its personal values left shut: but for those that are of `reader` alone.
   * @throws SecretWrong, EventStoreUnavailable when the key has to be read.
   */
  async shutBut(raw: RawEvent, reader: Id): Promise<ShutFact> {
    const people = peopleOf(raw.type, parse(raw.data));
    if (people.length !== 1 || people[0] !== reader) return this.shut(raw);
    return this.shut(raw, opened(raw.type, parse(raw.data), await this.#keys.find(reader)));
  }

  /** A fact as it lies in the log, its personal values left shut. */
  shut(raw: RawEvent, read = parse(raw.data)): ShutFact {
    const { type, id, stream, revision, position, created, metadata } = raw;
    const { data, sealed } = shutPersonal(read);
    const recorded = instant(created);
    const current = this.vocabulary.knows(type) ? this.vocabulary.upcast(type, data) : null;
    return { id, stream, revision, position, type, data, recorded, metadata: metadataOf(parse(metadata), id, recorded), sealed, current };
  }

  /** A stream was deleted: where it held a key, what that key sealed can be read no more. */
  streamDeleted(stream: string): void {
    this.#keys.forget(stream);
  }

  /** Whether the stream held a key and is known to have been deleted. */
  isDeleted(stream: string): boolean {
    return this.#keys.isDeleted(stream);
  }

  #recorded({ type, id, stream, revision, position, created, metadata }: RawEvent, data: unknown): Recorded {
    const recorded = instant(created);
    return {
      ...this.vocabulary.upcast(type, data),
      id,
      stream,
      revision,
      position,
      recorded,
      metadata: metadataOf(parse(metadata), id, recorded),
    };
  }
}

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString());
  } catch {
    return null;
  }
};

const opened = (type: string, data: unknown, key: Buffer | null): unknown => {
  try {
    return openPersonal(type, data, key);
  } catch {
    return null;
  }
};

const isSome = (keys: readonly Buffer[]): keys is readonly [Buffer, ...Buffer[]] => keys.length > 0;

const isKeyIssued = (data: unknown): data is EventOf<'accounts.KeyIssued.v1'>['data'] =>
  typeof data === 'object' &&
  data !== null &&
  'personId' in data &&
  typeof data.personId === 'string' &&
  'wrapped' in data &&
  typeof data.wrapped === 'string';

/** An event that something else appended may lack some or all of it. */
function metadataOf(stored: unknown, id: Id, recorded: string): FactMetadata {
  const { $correlationId, $causationId, by, at, commandId, run } = (stored ?? {}) as Partial<StoredMetadata>;
  return {
    correlationId: $correlationId ?? id,
    causationId: $causationId ?? id,
    commandId: commandId ?? id,
    by: by ?? null,
    at: at ?? recorded,
    ...(run !== undefined && { run }),
  };
}
