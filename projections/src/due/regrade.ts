import type { EventOf, Id, Instant, Recorded } from '@lyceum/contracts';
import type { Thing } from './projection.ts';

/** The attempts of a quiz are to be graded anew, until all of them have been seen to: a process that dies midway is gone on with. */
export interface RegradeDue {
  readonly what: 'apply-regrade';
  readonly at: Instant;
  readonly regradeId: Id;
  readonly of: 'publication' | 'reversal';
}

export type RegradeFact = 'quizzes.QuestionCorrected.v1' | 'quizzes.CorrectionReversed.v1' | 'quizzes.RegradeApplied.v1';

export function foldRegrade(row: Thing | undefined, { type, data, metadata }: Recorded<EventOf<RegradeFact>>): Thing | null | undefined {
  const { regradeId } = data;
  const began = { what: 'apply-regrade', at: metadata.at, regradeId } as const;
  switch (type) {
    case 'quizzes.QuestionCorrected.v1':
      return { ...began, of: 'publication' };
    case 'quizzes.CorrectionReversed.v1':
      return { ...began, of: 'reversal' };
    case 'quizzes.RegradeApplied.v1':
      return row?.what === 'apply-regrade' && row.of === data.of ? null : undefined;
  }
}
