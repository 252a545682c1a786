import type { Id, Instant, Paper } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** An attempt as lists show it; the attempt's own page is folded from its stream. */
export interface AttemptRow {
  readonly attemptId: Id;
  readonly quizId: Id;
  readonly courseId: Id;
  readonly studentId: Id;
  readonly number: number;
  readonly phase: 'open' | 'submitted' | 'abandoned';
  readonly startedAt: Instant;
  readonly deadline: Instant | null;
  readonly submittedAt: Instant | null;
  readonly by: 'student' | 'timer' | null;
  readonly score: number | null;
  readonly maxScore: number;
}

const fullScore = ({ slots }: Paper): number => slots.reduce((sum, { mark }) => sum + mark, 0);

/** The attempt as a push may carry it to its student: what it is worth is shown by the rules of its quiz, which the page asks for. */
const withoutMarks = ({ score: _, ...row }: AttemptRow): Omit<AttemptRow, 'score'> => row;

type From =
  | 'quizzes.AttemptStarted.v2'
  | 'quizzes.DeadlineMoved.v1'
  | 'quizzes.AttemptSubmitted.v1'
  | 'quizzes.AttemptAbandoned.v1'
  | 'quizzes.AttemptGraded.v2';

export const attempts = projection<AttemptRow, From>({
  name: 'attempts',
  version: 3,
  from: [
    'quizzes.AttemptStarted.v2',
    'quizzes.DeadlineMoved.v1',
    'quizzes.AttemptSubmitted.v1',
    'quizzes.AttemptAbandoned.v1',
    'quizzes.AttemptGraded.v2',
  ],
  first: ['quizzes.AttemptStarted.v2'],
  key: ({ data }) => data.attemptId,
  fold: (row, fact) => {
    const at = fact.metadata.at;
    if (fact.type === 'quizzes.AttemptStarted.v2') {
      const { attemptId, quizId, courseId, studentId, number, paper, deadline } = fact.data;
      const open = { phase: 'open', startedAt: at, deadline, submittedAt: null, by: null, score: null } as const;
      return { attemptId, quizId, courseId, studentId, number, ...open, maxScore: fullScore(paper) };
    }
    if (!row) throw new Error('a fact of an attempt that was never started');
    switch (fact.type) {
      case 'quizzes.DeadlineMoved.v1':
        return { ...row, deadline: fact.data.deadline };
      case 'quizzes.AttemptAbandoned.v1':
        return { ...row, phase: 'abandoned' };
      case 'quizzes.AttemptSubmitted.v1':
        return { ...row, phase: 'submitted', submittedAt: at, by: fact.data.by };
      case 'quizzes.AttemptGraded.v2':
        return { ...row, score: fact.data.score.score, maxScore: fact.data.score.maxScore };
    }
  },
  indexes: [
    { quizId: 1, position: 1 },
    { studentId: 1, position: 1 },
  ],
  rooms: { quiz: 'quizId', person: 'studentId' },
  views: (row) => [
    { room: `quiz:${row.quizId}`, audience: 'staff', row },
    { room: `person:${row.studentId}`, audience: 'member', row: withoutMarks(row) },
  ],
});
