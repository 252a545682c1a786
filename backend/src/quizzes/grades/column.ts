import type { ColumnEvent, GradebookEvent, GradingSettings, Id, LineEvent } from '@lyceum/contracts';
import { DEFAULT_GRADING } from '@lyceum/contracts';
import { derivedId } from '@lyceum/stores';
import type { Decider } from '../../deciding/decider.ts';

/** A column that a person added: for what is graded elsewhere. */
export interface HandColumn {
  readonly courseId: Id;
  readonly title: string;
  readonly maxScore: number;
  readonly removed: boolean;
}

/** `column-ID`: a column of a gradebook that is no quiz. */
export const columns: Decider<HandColumn | null, ColumnEvent> = {
  stream: (columnId) => `column-${columnId}`,
  initial: null,
  evolve: (column, { type, data }) => {
    if (type === 'quizzes.ColumnRemoved.v1') return column && { ...column, removed: true };
    const { courseId, title, maxScore } = data;
    return { courseId, title, maxScore, removed: false };
  },
};

/** `gradebook-COURSEID`: how the grades of a course add up. */
export const gradings: Decider<GradingSettings, GradebookEvent> = {
  stream: (courseId) => `gradebook-${courseId}`,
  initial: DEFAULT_GRADING,
  evolve: (_, { data }) => data.settings,
};

/** The grades of one student in one course that a person has set, by column. */
export type Line = Readonly<Record<Id, number>>;

/** `line-ID`: what persons have set in one student's line of a course's gradebook. */
export const lines: Decider<Line, LineEvent> = {
  stream: (lineId) => `line-${lineId}`,
  initial: {},
  evolve: (line, { data: { columnId, score } }) => {
    if (score !== null) return { ...line, [columnId]: score };
    const { [columnId]: _, ...others } = line;
    return others;
  },
};

/** The line of a student in a course. */
export const lineIdOf = (courseId: Id, personId: Id): Id => derivedId(courseId, `line ${personId}`);
