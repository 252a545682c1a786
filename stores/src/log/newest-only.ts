import { randomUUID } from 'node:crypto';
import type { Id } from '@lyceum/contracts';
import type { RawEvent } from '../codec/codec.ts';
import type { NewEvent } from './appender.ts';
import { derivedId } from './derived-id.ts';
import { StreamDeleted, WrongRevision, type Expectation } from './types.ts';

/** What streams of which only the newest event counts need of the log: events as they lie there. */
export interface NewestLog {
  append(stream: string, event: NewEvent, expected: Expectation): Promise<void>;
  newestOf(stream: string): Promise<RawEvent | null>;
}

/** The seed of the ids of the metadata, so that they are set once, however often they are sent. */
const SEED: Id = '01952f6e-2c40-7a1b-8e55-9d0c4f7b6a21';
const NOTHING = Buffer.from('{}');
/** Scavenging takes the former ones away. */
const ONE_ONLY = Buffer.from('{"$maxCount":1}');

/** Streams in the event store whose newest event replaces those before it. Their types are of no prefix that facts have, so that no feed meets them. */
export class NewestOnly {
  readonly #log: NewestLog;
  readonly #type: string;

  constructor(log: NewestLog, type: string) {
    this.#log = log;
    this.#type = type;
  }

  /** The data of the newest event; null where there is no stream. @throws EventStoreUnavailable */
  async find(stream: string): Promise<Uint8Array | null> {
    try {
      return (await this.#log.newestOf(stream))?.data ?? null;
    } catch (error) {
      if (error instanceof StreamDeleted) return null;
      throw error;
    }
  }

  /** @throws FactsTooLarge, StreamDeleted, EventStoreUnavailable */
  async keep(stream: string, data: unknown): Promise<void> {
    await this.#keepOneOnly(stream);
    const bytes = Buffer.from(JSON.stringify(data));
    await this.#log.append(stream, { id: randomUUID(), type: this.#type, data: bytes, metadata: NOTHING }, 'any');
  }

  /** Where the stream has metadata already they stay, also those that an operator has set. */
  async #keepOneOnly(stream: string): Promise<void> {
    const event = { id: derivedId(SEED, stream), type: '$metadata', data: ONE_ONLY, metadata: NOTHING };
    await this.#log.append(`$$${stream}`, event, 'no-stream').catch((error: unknown) => {
      if (!(error instanceof WrongRevision)) throw error;
    });
  }
}
