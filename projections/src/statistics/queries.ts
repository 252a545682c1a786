import type { Id } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { effectiveWeights, intendedWeights, itemFigures, quizFigures, type ItemFigures, type QuizFigures } from './figures.ts';
import type { ItemRow, QuizScoresRow, StatisticsRow } from './projection.ts';

/** A place of a quiz with its figures. */
export interface PlaceFigures extends ItemFigures {
  readonly placeId: Id;
  readonly intendedWeight: number | null;
  readonly effectiveWeight: number | null;
  readonly responses: ItemRow['responses'];
  readonly drawn: readonly (ItemFigures & { readonly questionId: Id; readonly responses: ItemRow['responses'] })[];
}

export interface StatisticsOfQuiz extends QuizFigures {
  readonly waiting: number;
  readonly histogram: readonly number[];
  readonly places: readonly PlaceFigures[];
}

const hasAttempts = ({ moments }: ItemRow): boolean => moments.attempts > 0;

/** What the rows of a quiz come to. */
export function statisticsOf(rows: readonly StatisticsRow[]): StatisticsOfQuiz {
  const scores = rows.find((row): row is QuizScoresRow => row.kind === 'quiz');
  const places = rows.filter((row): row is ItemRow => row.kind === 'place').filter(hasAttempts);
  const drawn = Map.groupBy(rows.filter((row): row is ItemRow => row.kind === 'drawn').filter(hasAttempts), ({ placeId }) => placeId);
  const [effective, intended] = [effectiveWeights(places), intendedWeights(places)];
  return {
    ...quizFigures(scores, places),
    waiting: scores?.waiting ?? 0,
    histogram: scores?.histogram ?? [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    places: places.map(({ placeId, moments, responses }) => ({
      placeId,
      ...itemFigures(moments),
      intendedWeight: intended.get(placeId) ?? null,
      effectiveWeight: effective.get(placeId) ?? null,
      responses,
      drawn: (drawn.get(placeId) ?? []).map((one) => ({
        questionId: one.questionId ?? '',
        ...itemFigures(one.moments),
        responses: one.responses,
      })),
    })),
  };
}

export class StatisticsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  async ofQuiz(quizId: Id): Promise<StatisticsOfQuiz> {
    return statisticsOf(await this.#models.findMany<StatisticsRow>('statistics', { quizId }));
  }
}
