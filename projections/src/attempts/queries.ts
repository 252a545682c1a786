import type { Id, Page } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import type { AttemptRow } from './projection.ts';

export class AttemptsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  find(attemptId: Id): Promise<AttemptRow | null> {
    return this.#models.find<AttemptRow>('attempts', attemptId);
  }

  /** A student's attempts, the first one first. */
  async ofStudent(studentId: Id): Promise<readonly AttemptRow[]> {
    const rows = await this.#models.findMany<AttemptRow>('attempts', { studentId });
    return rows.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  }

  /** The attempts at a quiz, those that changed last at the end. */
  ofQuiz({ quizId, ...page }: PageOf & { quizId: Id }): Promise<Page<AttemptRow>> {
    return this.#models.reading('attempts', (rows) => pageBy<AttemptRow>(rows, { quizId }, 'position', page));
  }
}
