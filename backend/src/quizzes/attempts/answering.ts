import type { Answer, Id, Instant, Refusal } from '@lyceum/contracts';
import { isOver, type Attempt, type Open } from './attempt.ts';
import { answerMisfit } from './misfits.ts';
import { isPassed } from './pages.ts';

interface Asked {
  readonly studentId: Id;
  readonly slot: number;
  readonly answer: Answer;
}

/** The attempt under way, if it takes this answer now; else why not. */
export function answering(
  attempt: Attempt,
  { studentId, slot, answer }: Asked,
  now: Instant,
): { readonly open: Open } | { readonly refusal: Refusal } {
  const refused = (code: Refusal['code'], more: Omit<Refusal, 'code'> = {}) => ({ refusal: { code, ...more } });
  if (attempt.phase === 'none' || attempt.studentId !== studentId) return refused('attempt-not-found');
  if (attempt.phase === 'submitted') return refused('attempt-submitted');
  if (attempt.phase === 'abandoned') return refused('attempt-abandoned');
  if (isOver(attempt, now)) return refused(attempt.terms.overdue === 'grace' ? 'time-over' : 'attempt-submitted');
  if (!attempt.paper.slots[slot - 1]) return refused('no-such-slot');
  const misfit = answerMisfit(attempt, slot, answer);
  if (misfit) return refused('answer-does-not-fit', misfit);
  if (isPassed(attempt, slot)) return refused('page-passed');
  if (attempt.tries[slot]?.over) return refused('question-over');
  return { open: attempt };
}
