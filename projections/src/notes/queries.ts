import type { Id } from '@lyceum/contracts';
import { clientKey } from '../clients/projection.ts';
import type { Models } from '../reading/models.ts';
import type { NoteRow } from './projection.ts';

export class NotesQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** All that is kept of a client of an instructor, oldest first. Who may see which of it is the asker's to find out. */
  async ofClient(instructorId: Id, studentId: Id): Promise<readonly NoteRow[]> {
    const rows = await this.#models.findMany<NoteRow>('notes', { pair: clientKey(instructorId, studentId) });
    return rows.filter(({ removed }) => !removed).toSorted((a, b) => (a.noteId < b.noteId ? -1 : 1));
  }
}
