import { settingsOf, type Counting, type Id } from '@lyceum/contracts';
import type { GradingRow } from '@lyceum/projections';
import { columnsOf, type QuizColumn } from '../../quizzes/grades/columns-of.ts';
import { dayOf } from './days.ts';

/** A graded part of a course. `weight` is its share of the whole, in any unit; `due` a day by its number. */
export interface Part {
  readonly columnId: Id;
  readonly kind: 'quiz' | 'hand';
  readonly title: string;
  readonly counts: Counting;
  readonly maxScore: number;
  readonly weight: number;
  readonly due: number | null;
}

/** The graded parts of a course in the order of its gradebook. Attendance is told in minutes, not as a part. */
export function partsOf(quizzes: readonly QuizColumn[], grading: Pick<GradingRow, 'settings' | 'columns'>): readonly Part[] {
  const { settings } = grading;
  const columns = columnsOf(quizzes, [], grading);
  const own = (id: Id) => settingsOf(settings, id);
  const together = (categoryId: Id) =>
    columns.filter(({ id }) => own(id).categoryId === categoryId).reduce((sum, { id }) => sum + own(id).weight, 0);
  const weightOf = (id: Id, maxScore: number): number => {
    if (settings.total === 'points') return maxScore;
    const { categoryId, weight } = own(id);
    if (categoryId === null) return weight;
    const category = settings.categories.find((one) => one.categoryId === categoryId);
    const sum = together(categoryId);
    return sum > 0 ? ((category?.weight ?? 0) * weight) / sum : 0;
  };
  return columns.map(({ id, kind, title, counts, maxScore, due }) => ({
    columnId: id,
    kind: kind === 'quiz' ? 'quiz' : 'hand',
    title,
    counts,
    maxScore,
    weight: weightOf(id, maxScore),
    due: due === null ? null : dayOf(due),
  }));
}
