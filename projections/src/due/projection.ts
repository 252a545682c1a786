import type { EventOf, Id, Instant, Recorded } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { foldRegrade, type RegradeDue, type RegradeFact } from './regrade.ts';

/** An open attempt is submitted at its deadline. */
export interface AttemptDue {
  readonly what: 'submit-attempt';
  readonly at: Instant;
  readonly attemptId: Id;
  readonly studentId: Id;
}

/** What the clock has to do and when. The row goes when it is done. */
export type DueRow = AttemptDue | RegradeDue;

export const due = projection<DueRow, 'quizzes.AttemptStarted.v2' | 'quizzes.AttemptSubmitted.v1' | RegradeFact>({
  name: 'due',
  version: 3,
  from: [
    'quizzes.AttemptStarted.v2',
    'quizzes.AttemptSubmitted.v1',
    'quizzes.QuestionCorrected.v1',
    'quizzes.CorrectionReversed.v1',
    'quizzes.RegradeApplied.v1',
  ],
  first: ['quizzes.AttemptStarted.v2'],
  key: ({ data }) => ('regradeId' in data ? data.regradeId : data.attemptId),
  fold: (row, fact) => {
    if ('regradeId' in fact.data) return foldRegrade(row, fact as Recorded<EventOf<RegradeFact>>);
    if (fact.type === 'quizzes.AttemptSubmitted.v1') return row && null;
    const { attemptId, studentId, deadline: at } = fact.data;
    return at === null ? undefined : { what: 'submit-attempt', at, attemptId, studentId };
  },
  indexes: [{ at: 1 }],
});
