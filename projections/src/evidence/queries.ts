import type { Figure, FigureFacts, Id } from '@lyceum/contracts';
import type { PeopleQueries } from '../people/queries.ts';
import type { Models } from '../reading/models.ts';
import type { Evidence, EvidenceRow } from './projection.ts';

const found = <T>(values: readonly (T | null | undefined)[]): T[] => [...new Set(values.flatMap((value) => value ?? []))];

export class EvidenceQueries {
  readonly #models: Models;
  readonly #people: PeopleQueries;

  constructor(models: Models, people: PeopleQueries) {
    this.#models = models;
    this.#people = people;
  }

  /** What stands behind a figure, with the names of whom and what it concerns. */
  async of(figure: Figure): Promise<FigureFacts> {
    const { value, facts, newest } = (await this.#models.find<EvidenceRow>('evidence', figure)) ?? { value: 0, facts: 0, newest: [] };
    const [names, courses, quizzes] = await Promise.all([
      this.#people.names(found(newest.flatMap(({ by, personId }) => [by, personId]))),
      this.#titles('courses', found(newest.map(({ courseId }) => courseId))),
      this.#titles('quizzes', found(newest.map(({ quizId }) => quizId))),
    ]);
    const line = ({ by, personId, courseId, quizId, values, ...fact }: Evidence): FigureFacts['items'][number] => ({
      ...fact,
      by: by === null ? null : { personId: by, name: names.get(by) ?? null },
      values: {
        ...values,
        ...(personId !== undefined && { personId, person: names.get(personId) ?? null }),
        ...(courseId !== undefined && { course: courses.get(courseId) ?? null }),
        ...(quizId !== undefined && { quiz: quizzes.get(quizId) ?? null }),
      },
    });
    return { value, facts, items: newest.map(line) };
  }

  /** Titles alone: lessons and questions are far larger than what is asked for. */
  async #titles(model: 'courses' | 'quizzes', ids: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#models.reading(model, (collection) =>
      collection.find<{ _id: Id; title: string }>({ _id: { $in: [...ids] } }, { projection: { title: 1 } }).toArray(),
    );
    return new Map(rows.map(({ _id, title }) => [_id, title]));
  }
}
