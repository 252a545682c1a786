import { DEFAULT_GRADING, type GradingSettings, type Id } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** How the grades of a course add up, and the columns that were added by hand, in the order of their making. */
export interface GradingRow {
  readonly courseId: Id;
  readonly settings: GradingSettings;
  readonly columns: readonly { readonly columnId: Id; readonly title: string; readonly maxScore: number }[];
  /** The ids of all columns that were ever added, also those that are removed. */
  readonly ever: readonly Id[];
}

type From = 'quizzes.GradingSet.v1' | 'quizzes.ColumnAdded.v1' | 'quizzes.ColumnEdited.v1' | 'quizzes.ColumnRemoved.v1';

/** The row of a course of which nothing has been said. */
export const noGrading = (courseId: Id): GradingRow => ({ courseId, settings: DEFAULT_GRADING, columns: [], ever: [] });

export const gradings = projection<GradingRow, From>({
  name: 'gradings',
  version: 1,
  from: ['quizzes.GradingSet.v1', 'quizzes.ColumnAdded.v1', 'quizzes.ColumnEdited.v1', 'quizzes.ColumnRemoved.v1'],
  key: ({ data }) => data.courseId,
  fold: (row, { type, data }) => {
    const { courseId } = data;
    const grading = row ?? noGrading(courseId);
    switch (type) {
      case 'quizzes.GradingSet.v1':
        return { ...grading, settings: data.settings };
      case 'quizzes.ColumnAdded.v1':
      case 'quizzes.ColumnEdited.v1': {
        const { columnId, title, maxScore } = data;
        const column = { columnId, title, maxScore };
        const known = grading.columns.some((one) => one.columnId === columnId);
        const columns = known ? grading.columns.map((one) => (one.columnId === columnId ? column : one)) : [...grading.columns, column];
        return { ...grading, columns, ever: [...new Set([...grading.ever, columnId])] };
      }
      case 'quizzes.ColumnRemoved.v1':
        return { ...grading, columns: grading.columns.filter(({ columnId }) => columnId !== data.columnId) };
    }
  },
  indexes: [{ courseId: 1, position: 1 }],
  rooms: { course: 'courseId' },
  views: (row) => [
    { room: `course:${row.courseId}`, audience: 'staff', row },
    // Students are told that something of it changed, and ask for what they may see.
    { room: `course:${row.courseId}`, audience: 'member', row: { courseId: row.courseId } },
  ],
});
