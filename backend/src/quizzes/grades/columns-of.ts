import type { GradebookColumn, GradingSettings } from '@lyceum/contracts';
import { settledAt, settingsOf } from '@lyceum/contracts';
import type { GradingRow, QuizRow } from '@lyceum/projections';
import type { WebinarColumn } from './attended.ts';

/** What of a quiz its column tells. */
export type QuizColumn = Pick<QuizRow, 'quizId' | 'title' | 'phase' | 'maxScore' | 'counts' | 'dueAt' | 'closesAt'>;

const byBeginning = (a: WebinarColumn, b: WebinarColumn): number => {
  const [one, other] = [`${a.start} ${a.webinarId}`, `${b.start} ${b.webinarId}`];
  return one < other ? -1 : 1;
};

/** The columns of a course's gradebook: its published quizzes in the order of their making, webinars that count, then those added by hand. */
export function columnsOf(
  quizzes: readonly QuizColumn[],
  webinars: readonly WebinarColumn[],
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
      webinar: null,
      hidden: hidden(id),
    }));
  const ofWebinars = webinars.toSorted(byBeginning).map((webinar): GradebookColumn => ({
    id: webinar.webinarId,
    kind: 'webinar',
    title: webinar.title,
    maxScore: webinar.grading.maxScore,
    counts: 'last',
    // Who was in the course and not there has a mark: nothing of it is ever missing.
    due: null,
    webinar: { settles: settledAt(webinar), fullFrom: webinar.grading.fullFrom },
    hidden: hidden(webinar.webinarId),
  }));
  const byHand = columns.map(({ columnId: id, title, maxScore }): GradebookColumn => ({
    id,
    kind: 'hand',
    title,
    maxScore,
    counts: 'last',
    due: null,
    webinar: null,
    hidden: hidden(id),
  }));
  return [...ofQuizzes, ...ofWebinars, ...byHand];
}

/** Whether students see a column. */
export const isHidden = (settings: GradingSettings, columnId: string): boolean => settingsOf(settings, columnId).hidden;
