import type { Id } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import type { DifferenceRow, RegradeRow } from './projection.ts';

export class RegradesQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  find(regradeId: Id): Promise<RegradeRow | null> {
    return this.#models.find<RegradeRow>('regrades', regradeId);
  }

  /** The regrades of a quiz, the newest first. */
  async ofQuiz(quizId: Id): Promise<readonly RegradeRow[]> {
    const rows = await this.#models.findMany<RegradeRow>('regrades', { quizId, kind: 'regrade' });
    return rows.toSorted((a, b) => (a.draftedAt < b.draftedAt ? 1 : -1));
  }

  /** What the publication has made of attempts. */
  differences(regradeId: Id): Promise<readonly DifferenceRow[]> {
    return this.#models.findMany<DifferenceRow>('regrades', { regradeId, kind: 'difference' });
  }
}
