import type { Id } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import type { AttendanceRow } from './projection.ts';

export class AttendanceQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** Everybody who was ever in the room. */
  of(roomId: Id): Promise<readonly AttendanceRow[]> {
    return this.#models.findMany<AttendanceRow>('attendance', { roomId });
  }

  /** Everybody who is in some room now. */
  present(): Promise<readonly AttendanceRow[]> {
    return this.#models.findMany<AttendanceRow>('attendance', { here: true });
  }
}
