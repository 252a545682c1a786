import type { Id } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import type { QuizRow } from './projection.ts';

export class QuizzesQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  find(quizId: Id): Promise<QuizRow | null> {
    return this.#models.find<QuizRow>('quizzes', quizId);
  }

  findMany(quizIds: readonly Id[]): Promise<readonly QuizRow[]> {
    return this.#models.findMany<QuizRow>('quizzes', { _id: { $in: [...new Set(quizIds)] } });
  }

  /** The quizzes of these courses, in the order of their ids, which is that of their making. */
  async ofCourses(courseIds: readonly Id[]): Promise<readonly QuizRow[]> {
    const rows = await this.#models.findMany<QuizRow>('quizzes', { courseId: { $in: [...courseIds] } });
    return rows.toSorted((a, b) => (a.quizId < b.quizId ? -1 : 1));
  }

  /** The titles of a course's quizzes without their questions, in the order of their making. */
  titles(courseId: Id): Promise<readonly { readonly quizId: Id; readonly title: string }[]> {
    return this.#models.reading('quizzes', async (all) => {
      const rows = await all
        .find<{ _id: Id; title: string }>({ courseId }, { projection: { title: 1 } })
        .sort({ _id: 1 })
        .toArray();
      return rows.map(({ _id, title }) => ({ quizId: _id, title }));
    });
  }
}
