import type { Id } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import type { RecordingRow } from './projection.ts';

export class RecordingsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** Null also where it was removed. */
  async find(recordingId: Id): Promise<RecordingRow | null> {
    const row = await this.#models.find<RecordingRow>('recordings', recordingId);
    return row?.phase === 'removed' ? null : row;
  }

  /** Those of a room that were not removed, the first first. */
  async of(roomId: Id): Promise<readonly RecordingRow[]> {
    const rows = await this.#models.findMany<RecordingRow>('recordings', { roomId, phase: { $ne: 'removed' } });
    return rows.toSorted((a, b) => a.started.localeCompare(b.started));
  }
}
