import type { Id, Instant } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** What the clock has to do and when: an open attempt is submitted at its deadline. The row goes when it is done. */
export interface DueRow {
  readonly what: 'submit-attempt';
  readonly at: Instant;
  readonly attemptId: Id;
  readonly studentId: Id;
}

export const due = projection<DueRow, 'quizzes.AttemptStarted.v2' | 'quizzes.AttemptSubmitted.v1'>({
  name: 'due',
  version: 2,
  from: ['quizzes.AttemptStarted.v2', 'quizzes.AttemptSubmitted.v1'],
  first: ['quizzes.AttemptStarted.v2'],
  key: ({ data }) => data.attemptId,
  fold: (row, fact) => {
    if (fact.type === 'quizzes.AttemptSubmitted.v1') return row && null;
    const { attemptId, studentId, deadline: at } = fact.data;
    return at === null ? undefined : { what: 'submit-attempt', at, attemptId, studentId };
  },
  indexes: [{ at: 1 }],
});
