import type { Id, Question, RegradeEvent, RegradePhase } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';

/** A regrade: the corrected question and where it stands. */
export interface Drafted {
  readonly phase: RegradePhase;
  readonly regradeId: Id;
  readonly quizId: Id;
  readonly courseId: Id;
  readonly questionId: Id;
  readonly question: Question;
}

export type Regrade = { readonly phase: 'none' } | Drafted;

/** What is still to be done to the attempts, or null where all have been seen to. */
export function underWay({ phase }: Regrade): 'publication' | 'reversal' | null {
  if (phase === 'publishing') return 'publication';
  return phase === 'reversing' ? 'reversal' : null;
}

/** `regrade-ID`: drafted, published, undone. */
export const regrades: Decider<Regrade, RegradeEvent> = {
  stream: (regradeId) => `regrade-${regradeId}`,
  initial: { phase: 'none' },
  evolve: (regrade, { type, data }) => {
    if (type === 'quizzes.RegradeDrafted.v1') {
      const { regradeId, quizId, courseId, questionId, question } = data;
      return { phase: 'draft', regradeId, quizId, courseId, questionId, question };
    }
    if (regrade.phase === 'none') return regrade;
    switch (type) {
      case 'quizzes.RegradePublished.v1':
        return { ...regrade, phase: 'publishing' };
      case 'quizzes.RegradeReversed.v1':
        return { ...regrade, phase: 'reversing' };
      case 'quizzes.RegradeApplied.v1':
        return underWay(regrade) === data.of ? { ...regrade, phase: data.of === 'publication' ? 'published' : 'reversed' } : regrade;
    }
  },
};
