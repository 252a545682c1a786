import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Position } from '@lyceum/contracts';
import { z } from 'zod';
import { NewestOnly, type NewestLog } from './newest-only.ts';

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

/** The event as it lies in the log. The state's JSON is compressed (gzip, base64): an append takes no more than 1 MiB. */
const Taken = z.object({ version: z.int(), revision: z.int().min(0), position: Position, state: z.base64() });

const compressed = promisify(gzip);
const decompressed = promisify(gunzip);

/** `snapshot-STREAM`, for a stream of any name. */
const streamOf = (stream: string): string => `snapshot-${stream}`;

/** Snapshots in the event store itself. */
export class StoredSnapshots implements Snapshots {
  readonly #taken: NewestOnly;

  constructor(log: NewestLog) {
    this.#taken = new NewestOnly(log, 'snapshots.SnapshotTaken.v1');
  }

  async find(stream: string, version: number): Promise<Snapshot | null> {
    const data = await this.#taken.find(streamOf(stream));
    return data && (await read(data, version));
  }

  async keep(stream: string, { state, ...snapshot }: Snapshot): Promise<void> {
    const text = (await compressed(JSON.stringify(state))).toString('base64');
    await this.#taken.keep(streamOf(stream), { ...snapshot, state: text } satisfies z.infer<typeof Taken>);
  }
}

/** Null where it is of another version, or not what was written. */
async function read(data: Uint8Array, version: number): Promise<Snapshot | null> {
  try {
    const { state, ...snapshot } = Taken.parse(JSON.parse(Buffer.from(data).toString()));
    if (snapshot.version !== version) return null;
    return { ...snapshot, state: JSON.parse((await decompressed(Buffer.from(state, 'base64'))).toString()) };
  } catch {
    return null;
  }
}
