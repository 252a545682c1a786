import { instant, isAnswered, isPending, type Answer, type Id, type Instant } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** Where a student is in an attempt, or how it ended. What was answered is in the attempt's own stream. */
export interface ProgressRow {
  readonly attemptId: Id;
  readonly quizId: Id;
  readonly courseId: Id;
  readonly studentId: Id;
  readonly number: number;
  readonly phase: 'open' | 'submitted' | 'abandoned';
  readonly startedAt: Instant;
  readonly deadline: Instant | null;
  readonly endedAt: Instant | null;
  readonly by: 'student' | 'timer' | null;
  readonly questions: number;
  /** The slots that have an answer. */
  readonly answered: readonly number[];
  readonly lastSlot: number | null;
  readonly lastAt: Instant | null;
  readonly score: number | null;
  readonly maxScore: number;
  readonly pending: boolean;
  /** What lists are sorted by: attempts under way first, as they began; then those that are over, the last one first. */
  readonly order: string;
}

const underWay = (startedAt: Instant): string => `0 ${startedAt}`;
const FAR = Date.parse('9999-12-31T00:00:00Z');
const over = (endedAt: Instant): string => `1 ${instant(FAR - Date.parse(endedAt))}`;

const withAnswer = (answered: readonly number[], slot: number, answer: Answer): readonly number[] =>
  isAnswered(answer) === answered.includes(slot)
    ? answered
    : isAnswered(answer)
      ? [...answered, slot].toSorted((a, b) => a - b)
      : answered.filter((one) => one !== slot);

type From =
  | 'quizzes.AttemptStarted.v2'
  | 'quizzes.AnswerSaved.v1'
  | 'quizzes.AnswerChecked.v1'
  | 'quizzes.DeadlineMoved.v1'
  | 'quizzes.AttemptSubmitted.v1'
  | 'quizzes.AttemptAbandoned.v1'
  | 'quizzes.AttemptGraded.v2';

export const progress = projection<ProgressRow, From>({
  name: 'progress',
  version: 1,
  from: [
    'quizzes.AttemptStarted.v2',
    'quizzes.AnswerSaved.v1',
    'quizzes.AnswerChecked.v1',
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
      const nothing = { endedAt: null, by: null, answered: [], lastSlot: null, lastAt: null, score: null, pending: false } as const;
      const maxScore = paper.slots.reduce((sum, { mark }) => sum + mark, 0);
      const open = { phase: 'open', startedAt: at, deadline, questions: paper.slots.length, maxScore, order: underWay(at) } as const;
      return { attemptId, quizId, courseId, studentId, number, ...open, ...nothing };
    }
    if (!row) throw new Error('a fact of an attempt that was never started');
    switch (fact.type) {
      case 'quizzes.AnswerSaved.v1':
      case 'quizzes.AnswerChecked.v1':
        return { ...row, answered: withAnswer(row.answered, fact.data.slot, fact.data.answer), lastSlot: fact.data.slot, lastAt: at };
      case 'quizzes.DeadlineMoved.v1':
        return { ...row, deadline: fact.data.deadline };
      case 'quizzes.AttemptSubmitted.v1': {
        const given = Object.entries(fact.data.answers).filter(([, answer]) => isAnswered(answer));
        const answered = given.map(([slot]) => Number(slot)).toSorted((a, b) => a - b);
        return { ...row, phase: 'submitted', endedAt: at, by: fact.data.by, answered, order: over(at) };
      }
      case 'quizzes.AttemptAbandoned.v1':
        return { ...row, phase: 'abandoned', endedAt: at, order: over(at) };
      case 'quizzes.AttemptGraded.v2': {
        const { score } = fact.data;
        return { ...row, score: score.score, maxScore: score.maxScore, pending: isPending(score) };
      }
    }
  },
  indexes: [
    { quizId: 1, order: 1 },
    { quizId: 1, position: 1 },
  ],
  rooms: { quiz: 'quizId' },
  views: (row) => [{ room: `quiz:${row.quizId}`, audience: 'staff', row }],
});
