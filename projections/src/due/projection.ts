import { instant, type EventOf, type Id, type Instant, type Recorded } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { foldRegrade, type RegradeDue, type RegradeFact } from './regrade.ts';

/** An open attempt ends at its deadline, or after the grace: `grace` seconds, kept so that a moved deadline has the same. */
export interface AttemptDue {
  readonly what: 'end-attempt';
  readonly at: Instant;
  readonly attemptId: Id;
  readonly studentId: Id;
  readonly grace: number;
}

/** What the clock has to do and when. The row goes when it is done. */
export type DueRow = AttemptDue | RegradeDue;

const later = (at: Instant, seconds: number): Instant => instant(Date.parse(at) + seconds * 1000);

type AttemptFact = 'quizzes.AttemptStarted.v2' | 'quizzes.DeadlineMoved.v1' | 'quizzes.AttemptSubmitted.v1' | 'quizzes.AttemptAbandoned.v1';

function foldAttempt(row: DueRow | undefined, fact: Recorded<EventOf<AttemptFact>>): DueRow | null | undefined {
  switch (fact.type) {
    case 'quizzes.AttemptStarted.v2': {
      const { attemptId, studentId, deadline, terms } = fact.data;
      const grace = terms.overdue === 'grace' ? terms.graceSeconds : 0;
      return deadline === null ? undefined : { what: 'end-attempt', at: later(deadline, grace), attemptId, studentId, grace };
    }
    case 'quizzes.DeadlineMoved.v1': {
      const { deadline } = fact.data;
      if (row?.what !== 'end-attempt') return undefined;
      return deadline === null ? null : { ...row, at: later(deadline, row.grace) };
    }
    case 'quizzes.AttemptSubmitted.v1':
    case 'quizzes.AttemptAbandoned.v1':
      return row && null;
  }
}

export const due = projection<DueRow, AttemptFact | RegradeFact>({
  name: 'due',
  version: 4,
  from: [
    'quizzes.AttemptStarted.v2',
    'quizzes.DeadlineMoved.v1',
    'quizzes.AttemptSubmitted.v1',
    'quizzes.AttemptAbandoned.v1',
    'quizzes.QuestionCorrected.v1',
    'quizzes.CorrectionReversed.v1',
    'quizzes.RegradeApplied.v1',
  ],
  first: ['quizzes.AttemptStarted.v2'],
  key: ({ data }) => ('regradeId' in data ? data.regradeId : data.attemptId),
  fold: (row, fact) => {
    if ('regradeId' in fact.data) return foldRegrade(row, fact as Recorded<EventOf<RegradeFact>>);
    return foldAttempt(row, fact as Recorded<EventOf<AttemptFact>>);
  },
  indexes: [{ at: 1 }],
});
