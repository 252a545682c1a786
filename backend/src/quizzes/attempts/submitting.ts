import type { Answers, AttemptEvent } from '@lyceum/contracts';
import { accept, type Decision } from '../../deciding/decision.ts';
import type { KeyHistories } from '../key-history.ts';
import type { Open } from './attempt.ts';
import { gradedAnew } from './graded-attempt.ts';

/** What a submission records: that it happened, with all that was answered, and what it is worth by the corrections of its quiz. */
export function submitting(attempt: Open, by: 'student' | 'timer', answers: Answers, keys: KeyHistories): Decision<AttemptEvent> {
  const { attemptId, quizId, courseId, studentId, paper } = attempt;
  const of = { attemptId, quizId, courseId, studentId };
  return accept<AttemptEvent>(
    { type: 'quizzes.AttemptSubmitted.v1', data: { ...of, by, answers } },
    {
      type: 'quizzes.AttemptGraded.v2',
      data: { ...of, score: gradedAnew({ paper, answers, hands: {} }, keys), former: null, cause: { kind: 'submission' }, lateSeconds: 0 },
    },
  );
}
