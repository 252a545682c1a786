import type { Id } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import type { ConnectionRow } from './projection.ts';

export class ConnectionsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** The calendars that a person has connected, oldest first. */
  async ofPerson(personId: Id): Promise<readonly ConnectionRow[]> {
    const rows = await this.#models.findMany<ConnectionRow>('connections', { personId, connected: true });
    return rows.toSorted((a, b) => (a.connectedAt < b.connectedAt ? -1 : 1));
  }

  /** All that are connected. */
  all(): Promise<readonly ConnectionRow[]> {
    return this.#models.findMany<ConnectionRow>('connections', { connected: true });
  }
}
