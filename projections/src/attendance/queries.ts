import type { Id } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { presenceKey, type AttendanceRow } from './projection.ts';

export class AttendanceQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** Everybody who was ever in the room. */
  of(roomId: Id): Promise<readonly AttendanceRow[]> {
    return this.#models.findMany<AttendanceRow>('attendance', { roomId });
  }

  /** Everybody who was ever in one of these rooms. */
  async ofRooms(roomIds: readonly Id[]): Promise<readonly AttendanceRow[]> {
    return roomIds.length === 0 ? [] : this.#models.findMany<AttendanceRow>('attendance', { roomId: { $in: [...roomIds] } });
  }

  /** When these people were in these rooms. */
  async find(places: readonly { readonly roomId: Id; readonly personId: Id }[]): Promise<readonly AttendanceRow[]> {
    const keys = [...new Set(places.map(presenceKey))];
    return keys.length === 0 ? [] : this.#models.findMany<AttendanceRow>('attendance', { _id: { $in: keys } });
  }

  /** Everybody who is in some room now. */
  present(): Promise<readonly AttendanceRow[]> {
    return this.#models.findMany<AttendanceRow>('attendance', { here: true });
  }
}
