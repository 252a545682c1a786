import type { Answers, AttemptEvent } from '@lyceum/contracts';
import { accept, type Decision } from '../../deciding/decision.ts';
import { grade } from '../grading/grade.ts';
import type { Open } from './attempt.ts';

/** What a submission records: that it happened, with all that was answered, and what it is worth. */
export function submitting(attempt: Open, by: 'student' | 'timer', answers: Answers): Decision<AttemptEvent> {
  const { attemptId, quizId, courseId, studentId, paper } = attempt;
  const of = { attemptId, quizId, courseId, studentId };
  return accept<AttemptEvent>(
    { type: 'quizzes.AttemptSubmitted.v1', data: { ...of, by, answers } },
    {
      type: 'quizzes.AttemptGraded.v2',
      data: { ...of, score: grade(paper, answers), former: null, cause: { kind: 'submission' }, lateSeconds: 0 },
    },
  );
}
