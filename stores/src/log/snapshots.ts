import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Position, type Id } from '@lyceum/contracts';
import { z } from 'zod';
import type { RawEvent } from '../codec/codec.ts';
import type { NewEvent } from './appender.ts';
import { nameBased } from './ids.ts';
import { StreamDeleted, WrongRevision, type Expectation } from './types.ts';

/** A folded stream as it stood after the fact at `revision`, which lies at `position` in the log. `state` is JSON. */
export interface Snapshot {
  /** Of the form of the state and of how it is folded: whoever folds in another way has another. */
  readonly version: number;
  readonly revision: number;
  readonly position: Position;
  readonly state: unknown;
}

/** States of long streams, each in a stream of its own beside them. What is kept here can always be folded anew. */
export interface Snapshots {
  /**
   * The newest snapshot of the stream; null where there is none, or none of this version that can be read.
   * @throws EventStoreUnavailable
   */
  find(stream: string, version: number): Promise<Snapshot | null>;
  /**
   * Puts a snapshot in the place of the former one. Nothing in it is encrypted: no personal data may be.
   * @throws FactsTooLarge, StreamDeleted, EventStoreUnavailable
   */
  keep(stream: string, snapshot: Snapshot): Promise<void>;
}

/** What the snapshots need of the log: events as they lie there. */
export interface SnapshotLog {
  append(stream: string, event: NewEvent, expected: Expectation): Promise<void>;
  newestOf(stream: string): Promise<RawEvent | null>;
}

/** Not of the prefixes that facts have, so that no feed of facts, and nothing that goes by one, meets it. */
const TAKEN = 'snapshots.SnapshotTaken.v1';
/** The seed of the ids of the metadata, so that they are set once, however often they are sent. */
const SEED: Id = '01952f6e-2c40-7a1b-8e55-9d0c4f7b6a21';
const NOTHING = Buffer.from('{}');
/** Of a stream of snapshots only the newest counts, and scavenging takes the others away. */
const ONE_ONLY = Buffer.from('{"$maxCount":1}');

/** The event as it lies in the log. The state's JSON is compressed (gzip, base64): an append takes no more than 1 MiB. */
const Taken = z.object({ version: z.int(), revision: z.int().min(0), position: Position, state: z.base64() });

const compressed = promisify(gzip);
const decompressed = promisify(gunzip);

/** `snapshot-STREAM`, for a stream of any name. */
const streamOf = (stream: string): string => `snapshot-${stream}`;

/** Snapshots in the event store itself. */
export class StoredSnapshots implements Snapshots {
  readonly #log: SnapshotLog;

  constructor(log: SnapshotLog) {
    this.#log = log;
  }

  async find(stream: string, version: number): Promise<Snapshot | null> {
    try {
      const event = await this.#log.newestOf(streamOf(stream));
      return event && (await read(event, version));
    } catch (error) {
      if (error instanceof StreamDeleted) return null;
      throw error;
    }
  }

  async keep(stream: string, { state, ...snapshot }: Snapshot): Promise<void> {
    const text = (await compressed(JSON.stringify(state))).toString('base64');
    await this.#keepOneOnly(streamOf(stream));
    const data = Buffer.from(JSON.stringify({ ...snapshot, state: text } satisfies z.infer<typeof Taken>));
    await this.#log.append(streamOf(stream), { id: randomUUID(), type: TAKEN, data, metadata: NOTHING }, 'any');
  }

  /** Where the stream has metadata already they stay, also those that an operator has set. */
  async #keepOneOnly(stream: string): Promise<void> {
    const event = { id: nameBased(SEED, stream), type: '$metadata', data: ONE_ONLY, metadata: NOTHING };
    await this.#log.append(`$$${stream}`, event, 'no-stream').catch((error: unknown) => {
      if (!(error instanceof WrongRevision)) throw error;
    });
  }
}

/** Null where it is of another version, or not what was written. */
async function read({ data }: RawEvent, version: number): Promise<Snapshot | null> {
  try {
    const { state, ...snapshot } = Taken.parse(JSON.parse(Buffer.from(data).toString()));
    if (snapshot.version !== version) return null;
    return { ...snapshot, state: JSON.parse((await decompressed(Buffer.from(state, 'base64'))).toString()) };
  } catch {
    return null;
  }
}
