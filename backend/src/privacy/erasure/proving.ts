import { setTimeout as pause } from 'node:timers/promises';
import type { Compaction, ErasureProof, Id } from '@lyceum/contracts';
import { ReadModels, type ForgottenRecord, type Sought } from '@lyceum/projections';
import { CompactionRefused, ScavengeRefused, type EventLog, type ReadStore } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_LOG, READ_STORE } from '../../stores/tokens.ts';

/** How often it is looked whether rows have been folded anew, in milliseconds. */
const LOOK = 100;

const ASKED = {
  events: 'The event store takes the key out of its files when it scavenges, which it does in its own time.',
  rows: 'The log of changes (oplog) of the document store keeps former rows until it has been overwritten.',
} as const;

/** Waits until a person's rows are folded anew, has the files compacted, and looks whether anything is left. */
@Injectable()
export class Proving {
  constructor(
    private readonly models: ReadModels,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(READ_STORE) private readonly reads: ReadStore,
  ) {}

  /** `sought` is null where nobody knows any more what they were called. @throws EventStoreUnavailable, ReadStoreUnavailable */
  async prove(personId: Id, sought: Sought | null, signal: AbortSignal): Promise<ErasureProof> {
    const { events, models, rebuildsCancelled } = await this.refolded(personId, signal);
    const eventFiles = await compacted(() => this.log.scavenge(), ASKED.events);
    const collections = await this.models.operations.collectionsOf(models.map(({ name }) => name));
    const rowFiles = await compacted(() => this.reads.compact(collections), ASKED.rows);
    const found = sought && (await this.models.operations.seek(sought));
    const check = found && { ...found, elsewhere: [...found.elsewhere] };
    return { events: [...events], models: [...models], rebuildsCancelled, eventFiles, rowFiles, check };
  }

  private async refolded(personId: Id, signal: AbortSignal): Promise<ForgottenRecord> {
    for (;;) {
      const record = await this.models.operations.forgotten(personId);
      if (record) return record;
      await pause(LOOK, undefined, { signal });
    }
  }
}

async function compacted(ask: () => Promise<'compacted' | 'asked'>, asked: string): Promise<Compaction> {
  try {
    const state = await ask();
    return { state, detail: state === 'asked' ? asked : null };
  } catch (error) {
    if (error instanceof ScavengeRefused || error instanceof CompactionRefused) return { state: 'left', detail: error.message };
    throw error;
  }
}
