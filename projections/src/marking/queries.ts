import type { Id, Page } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import type { AnswerRow, QueueRow } from './projection.ts';

export class MarkingQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** The questions of a course that people mark, with how many answers wait. */
  ofCourse(courseId: Id): Promise<readonly QueueRow[]> {
    return this.#models.findMany<QueueRow>('marking', { courseId, kind: 'queue' });
  }

  /** Of one question of a quiz. */
  async ofQuestion(quizId: Id, questionId: Id): Promise<QueueRow | undefined> {
    const [row] = await this.#models.findMany<QueueRow>('marking', { quizId, questionId, kind: 'queue' });
    return row;
  }

  /** Answers to a question in the order of their submission: those that wait, those that are marked, or both. */
  answers({
    quizId,
    questionId,
    show,
    ...page
  }: PageOf & { quizId: Id; questionId: Id; show: 'waiting' | 'marked' | 'all' }): Promise<Page<AnswerRow>> {
    const filter = { quizId, questionId, kind: 'answer', ...(show !== 'all' && { pending: show === 'waiting' }) };
    return this.#models.reading('marking', (rows) => pageBy<AnswerRow>(rows, filter, 'sort', page));
  }
}
