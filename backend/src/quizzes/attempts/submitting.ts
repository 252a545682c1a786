import type { Answers, AttemptEvent, Instant, KeyHistories } from '@lyceum/contracts';
import { accept, type Decision } from '../../deciding/decision.ts';
import type { Open } from './attempt.ts';
import { gradedAnew } from './graded-attempt.ts';

/** How long after its due date an attempt is handed in; the time between its deadline and the hand that closes it is nobody's delay. */
function lateness({ deadline, terms: { dueAt } }: Open, now: Instant): number {
  if (dueAt === null) return 0;
  const at = Math.min(Date.parse(now), deadline === null ? Infinity : Date.parse(deadline));
  return Math.max(0, Math.ceil((at - Date.parse(dueAt)) / 1000));
}

/** What a submission records: that it happened, with all that was answered, and what it is worth by the corrections of its quiz. */
export function submitting(
  attempt: Open,
  by: 'student' | 'timer',
  answers: Answers,
  keys: KeyHistories,
  now: Instant,
): Decision<AttemptEvent> {
  const { attemptId, quizId, courseId, studentId, paper, terms, tries } = attempt;
  const of = { attemptId, quizId, courseId, studentId };
  const score = gradedAnew({ paper, given: { behaviour: terms.behaviour, answers, tries }, hands: {} }, keys);
  return accept<AttemptEvent>(
    { type: 'quizzes.AttemptSubmitted.v1', data: { ...of, by, answers } },
    {
      type: 'quizzes.AttemptGraded.v2',
      data: { ...of, score, former: null, cause: { kind: 'submission' }, lateSeconds: lateness(attempt, now) },
    },
  );
}
