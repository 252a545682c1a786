import { Position } from '@lyceum/contracts';
import { z } from 'zod';
import { NewestOnly, type NewestLog } from './newest-only.ts';

/** How far somebody who follows the log has got, kept in the log's own store: as safe as the facts, and in the same backup. */
export interface Checkpoints {
  /** Null where nothing was kept under the name. @throws EventStoreUnavailable */
  find(name: string): Promise<Position | null>;
  /** @throws EventStoreUnavailable */
  keep(name: string, position: Position): Promise<void>;
}

const Kept = z.object({ position: Position });

const streamOf = (name: string): string => `checkpoint-${name}`;

/** Checkpoints in streams `checkpoint-NAME`, of which the newest event counts. */
export class StoredCheckpoints implements Checkpoints {
  readonly #kept: NewestOnly;

  constructor(log: NewestLog) {
    this.#kept = new NewestOnly(log, 'checkpoints.CheckpointKept.v1');
  }

  async find(name: string): Promise<Position | null> {
    const data = await this.#kept.find(streamOf(name));
    return data && Kept.parse(JSON.parse(Buffer.from(data).toString())).position;
  }

  keep(name: string, position: Position): Promise<void> {
    return this.#kept.keep(streamOf(name), { position } satisfies z.infer<typeof Kept>);
  }
}
