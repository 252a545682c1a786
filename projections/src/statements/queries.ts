import type { Id, Instant, Page } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import type { StatementRow } from './projection.ts';

/** Which statements are asked for; what is undefined does not matter. */
export interface StatementsSought {
  readonly person?: Id | undefined;
  readonly verb?: string | undefined;
  /** What they are about, and with `related` also what stands in their context. */
  readonly activity?: string | undefined;
  readonly related?: boolean | undefined;
  readonly registration?: Id | undefined;
  /** Stored after, and up to and with. */
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
}

export class StatementsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  find(statementId: Id): Promise<StatementRow | null> {
    return this.#models.find<StatementRow>('statements', statementId);
  }

  /** Statements that nobody took back, by when they were stored. */
  page(sought: StatementsSought, page: PageOf, order: 'rising' | 'falling'): Promise<Page<StatementRow>> {
    const { person, verb, activity, related, registration, since, until } = sought;
    const filter = {
      voided: false,
      // Of somebody who is forgotten nothing is told.
      statement: { $ne: null },
      ...(person !== undefined && { people: person }),
      ...(verb !== undefined && { verb }),
      ...(activity !== undefined && (related ? { activities: activity } : { object: activity })),
      ...(registration !== undefined && { registration }),
      ...((since !== undefined || until !== undefined) && {
        stored: { ...(since !== undefined && { $gt: since }), ...(until !== undefined && { $lte: until }) },
      }),
    };
    return this.#models.reading('statements', (rows) => pageBy<StatementRow>(rows, filter, 'stored', page, order));
  }
}
