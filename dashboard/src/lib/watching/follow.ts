import type { QuizAttempt } from '@lyceum/contracts';
import type { Rows } from '#lib/live/rows.ts';

/** An attempt of the list as a room now tells it. */
const changedAttempt = ({ attemptId, student, startedAt }: QuizAttempt, row: Rows['progress']): QuizAttempt => ({
  attemptId,
  student,
  startedAt,
  number: row.number,
  phase: row.phase,
  deadline: row.deadline,
  endedAt: row.endedAt,
  by: row.by,
  answered: row.answered.length,
  questions: row.questions,
  lastSlot: row.lastSlot,
  lastAt: row.lastAt,
  score: row.score,
  maxScore: row.maxScore,
  pending: row.pending,
});

/** The list with the change; null where the list has to be read anew: somebody has come, or an attempt has its place elsewhere now. */
export function withChange(items: readonly QuizAttempt[], row: Rows['progress']): readonly QuizAttempt[] | null {
  const known = items.find(({ attemptId }) => attemptId === row.attemptId);
  if (!known || known.phase !== row.phase) return null;
  return items.map((item) => (item === known ? changedAttempt(item, row) : item));
}
