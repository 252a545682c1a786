import type { GradebookColumn, GradingSettings } from '@lyceum/contracts';
import { settingsOf } from '@lyceum/contracts';
import type { GradingRow, QuizRow } from '@lyceum/projections';

/** What of a quiz its column tells. */
export type QuizColumn = Pick<QuizRow, 'quizId' | 'title' | 'phase' | 'maxScore' | 'counts' | 'dueAt' | 'closesAt'>;

/** The columns of a course's gradebook: its published quizzes in the order of their making, then those added by hand. */
export function columnsOf(
  quizzes: readonly QuizColumn[],
  { settings, columns }: Pick<GradingRow, 'settings' | 'columns'>,
): GradebookColumn[] {
  const hidden = (id: string) => settingsOf(settings, id).hidden;
  const ofQuizzes = quizzes
    .filter(({ phase }) => phase === 'published')
    .map(({ quizId: id, title, maxScore, counts, dueAt, closesAt }): GradebookColumn => ({
      id,
      kind: 'quiz',
      title,
      maxScore,
      counts,
      due: dueAt ?? closesAt,
      hidden: hidden(id),
    }));
  const byHand = columns.map(({ columnId: id, title, maxScore }): GradebookColumn => ({
    id,
    kind: 'hand',
    title,
    maxScore,
    counts: 'last',
    due: null,
    hidden: hidden(id),
  }));
  return [...ofQuizzes, ...byHand];
}

/** Whether students see a column. */
export const isHidden = (settings: GradingSettings, columnId: string): boolean => settingsOf(settings, columnId).hidden;
