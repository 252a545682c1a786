import type { Id, Instant, Page, Position } from '@lyceum/contracts';
import { shownPosition, storedPosition } from '../engine/records.ts';
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

  /** Those of the people who have an attempt that runs at that moment. */
  async under(studentIds: readonly Id[], now: Instant): Promise<ReadonlySet<Id>> {
    const open = { studentId: { $in: [...studentIds] }, phase: 'open', $or: [{ deadline: null }, { deadline: { $gt: now } }] };
    const rows = studentIds.length === 0 ? [] : await this.#models.findMany<AttemptRow>('attempts', open);
    return new Set(rows.map(({ studentId }) => studentId));
  }

  /** Which attempts at a quiz have changed after one position, up to another; in the order of their changes. */
  changed(quizId: Id, after: Position, upTo: Position, limit: number): Promise<readonly { attemptId: Id; position: Position }[]> {
    return this.#models.reading('attempts', async (rows) => {
      const within = { $gt: storedPosition(after), $lte: storedPosition(upTo) };
      const found = await rows.find({ quizId, position: within }).sort({ position: 1 }).limit(limit).toArray();
      return found.map(({ _id, position }) => ({ attemptId: _id, position: shownPosition(position) }));
    });
  }

  /** The attempts at a quiz, those that changed last at the end. */
  ofQuiz({ quizId, ...page }: PageOf & { quizId: Id }): Promise<Page<AttemptRow>> {
    return this.#models.reading('attempts', (rows) => pageBy<AttemptRow>(rows, { quizId }, 'position', page));
  }
}
