import type { Id, Page } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import { clientKey, type ClientRow } from './projection.ts';

export class ClientsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  find(instructorId: Id, studentId: Id): Promise<ClientRow | null> {
    return this.#models.find<ClientRow>('clients', clientKey(instructorId, studentId));
  }

  /** Whether the two ever agreed on a session. */
  async areClients(instructorId: Id, studentId: Id): Promise<boolean> {
    return (await this.find(instructorId, studentId))?.agreed ?? false;
  }

  /** A person's clients, those whose client they are, or those whose history they were let into; the last they had to do with first. */
  page({ personId, as, ...page }: PageOf & { personId: Id; as: 'instructor' | 'student' | 'granted' }): Promise<Page<ClientRow>> {
    const field = { instructor: 'instructorId', student: 'studentId', granted: 'grantees' }[as];
    return this.#models.reading('clients', (rows) =>
      pageBy<ClientRow>(rows, { [field]: personId, agreed: true }, 'touched', page, 'falling'),
    );
  }
}
