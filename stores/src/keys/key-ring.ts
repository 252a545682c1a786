import { randomBytes } from 'node:crypto';
import type { EventOf, Fact, Id } from '@lyceum/contracts';
import { seal, unseal } from '../codec/cipher.ts';
import { StreamDeleted, WrongRevision, type AppendContext, type Appended, type Expectation } from '../log/types.ts';
import { PersonForgotten, SecretWrong, type PersonalKeys } from './types.ts';

/** What the ring needs of the log: plain facts, neither sealed nor upcast. */
export interface KeyLog {
  append(stream: string, facts: readonly Fact[], expected: Expectation, context: AppendContext): Promise<Appended>;
  /** Null where there is none. @throws StreamDeleted */
  firstOf(stream: string): Promise<Fact | null>;
  /** Deletes the stream for ever; one that is deleted stays so. */
  tombstone(stream: string): Promise<void>;
}

const CAPACITY = 50_000;
/** How long, in milliseconds, the answer that there is no key is believed. */
const ABSENCE = 1000;

type KeyIssued = EventOf<'accounts.KeyIssued.v1'>;
export const KEY_ISSUED = 'accounts.KeyIssued.v1' satisfies KeyIssued['type'];

const PREFIX = 'key-';
/** The stream that a person's key lies in. */
export const keyStreamOf = (personId: Id): string => `${PREFIX}${personId}`;
const isKeyIssued = (fact: Fact): fact is KeyIssued => fact.type === KEY_ISSUED;

/** Personal keys, unwrapped, the most recently used of them in memory. */
export class KeyRing implements PersonalKeys {
  readonly #wrapping: Buffer;
  readonly #log: KeyLog;
  readonly #keys = new Map<Id, Buffer>();
  readonly #absent = new Map<Id, number>();
  readonly #deleted = new Set<string>();

  /** `wrapping` is the key of 32 bytes that personal keys are wrapped with. */
  constructor(wrapping: Buffer, log: KeyLog) {
    this.#wrapping = wrapping;
    this.#log = log;
  }

  async issue(personId: Id, context: AppendContext): Promise<void> {
    if (this.known(personId)) return;
    const key = randomBytes(32);
    const wrapped = seal(this.#wrapping, key, personId).toString('base64');
    try {
      await this.#log.append(keyStreamOf(personId), [{ type: KEY_ISSUED, data: { personId, wrapped } }], 'no-stream', context);
    } catch (error) {
      if (error instanceof StreamDeleted) throw new PersonForgotten(`The key of ${personId} was deleted`);
      if (!(error instanceof WrongRevision)) throw error;
    }
    // Whoever came first has the key that counts: an append that was repeated may be another's, so what the log has is read back.
    this.#absent.delete(personId);
    await this.find(personId);
  }

  /** The key where it is in memory. */
  known(personId: Id): Buffer | undefined {
    const key = this.#keys.get(personId);
    if (key) {
      this.#keys.delete(personId);
      this.#keys.set(personId, key);
    }
    return key;
  }

  async find(personId: Id): Promise<Buffer | null> {
    const known = this.known(personId);
    if (known) return known;
    if (this.isForgotten(personId)) return null;
    if ((this.#absent.get(personId) ?? 0) > Date.now()) return null;
    return this.look(personId);
  }

  async destroy(personId: Id): Promise<void> {
    await this.#log.tombstone(keyStreamOf(personId));
    this.forget(keyStreamOf(personId));
  }

  /** Asks the log, whatever is remembered of an absence. */
  async look(personId: Id): Promise<Buffer | null> {
    const fact = await this.#log.firstOf(keyStreamOf(personId)).catch((error: unknown) => {
      if (!(error instanceof StreamDeleted)) throw error;
      this.forget(keyStreamOf(personId));
      return null;
    });
    if (fact && isKeyIssued(fact)) return this.#learn(fact);
    if (this.#absent.size >= CAPACITY) this.#absent.clear();
    this.#absent.set(personId, Date.now() + ABSENCE);
    return null;
  }

  /** Whether the key is known to have been deleted. */
  isForgotten(personId: Id): boolean {
    return this.isDeleted(keyStreamOf(personId));
  }

  /** Whether the stream held a key and is known to have been deleted. */
  isDeleted(stream: string): boolean {
    return this.#deleted.has(stream);
  }

  get forgotten(): number {
    return this.#deleted.size;
  }

  /** Takes in a key that was met in the feed, which has those of deleted streams too. @throws SecretWrong */
  meet(fact: KeyIssued): void {
    if (!this.#deleted.has(keyStreamOf(fact.data.personId))) this.#learn(fact);
  }

  /** The stream was deleted: if it held a key, the key goes, and is not taken in again when the feed comes by it. */
  forget(stream: string): void {
    if (!stream.startsWith(PREFIX)) return;
    this.#deleted.add(stream);
    this.#keys.delete(stream.slice(PREFIX.length));
  }

  #learn({ data: { personId, wrapped } }: KeyIssued): Buffer {
    const key = this.#unwrap(personId, wrapped);
    this.#absent.delete(personId);
    this.#keys.set(personId, key);
    const oldest = this.#keys.size > CAPACITY ? this.#keys.keys().next().value : undefined;
    if (oldest !== undefined) this.#keys.delete(oldest);
    return key;
  }

  #unwrap(personId: Id, wrapped: string): Buffer {
    try {
      const key = unseal(this.#wrapping, Buffer.from(wrapped, 'base64'), personId);
      // Memory of its own: the small piece of a pool that is kept for long keeps all of the pool.
      const own = Buffer.alloc(key.length);
      key.copy(own);
      return own;
    } catch (error) {
      throw new SecretWrong('The root secret is not the one that this event log was written with.', { cause: error });
    }
  }
}
