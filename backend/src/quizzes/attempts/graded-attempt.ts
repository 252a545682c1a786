import type { Answers, AttemptEvent, Id, Paper, Score, KeyHistories } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';
import { withHandMarks, type HandMarks } from '../grading/by-hand.ts';
import { grade } from '../grading/grade.ts';
import { effectivePaper } from '../paper/effective-paper.ts';

/** A graded attempt whole, as grading it anew needs it. */
export interface Graded {
  readonly phase: 'graded';
  readonly attemptId: Id;
  readonly quizId: Id;
  readonly courseId: Id;
  readonly studentId: Id;
  readonly paper: Paper;
  readonly answers: Answers;
  readonly score: Score;
  readonly lateSeconds: number;
  readonly hands: HandMarks;
  /** The regrade, published or undone, that gave it the score that it has; null where that was something else. */
  readonly regradeId: Id | null;
}

interface Ungraded {
  readonly phase: 'ungraded';
  readonly paper: Paper;
  readonly answers: Answers;
}

export type GradedAttempt = { readonly phase: 'none' } | Ungraded | Graded;

/** `attempt-ID` for those who grade it anew. It is large and seldom asked for. */
export const gradedAttempts: Decider<GradedAttempt, AttemptEvent> = {
  stream: (attemptId) => `attempt-${attemptId}`,
  passing: true,
  initial: { phase: 'none' },
  evolve: (attempt, { type, data }) => {
    if (type === 'quizzes.AttemptStarted.v2') return { phase: 'ungraded', paper: data.paper, answers: {} };
    if (attempt.phase === 'none') return attempt;
    if (type === 'quizzes.AttemptSubmitted.v1' && attempt.phase === 'ungraded') return { ...attempt, answers: data.answers };
    if (type !== 'quizzes.AttemptGraded.v2') return attempt;
    const { attemptId, quizId, courseId, studentId, score, lateSeconds, cause } = data;
    const { [cause.kind === 'marked' ? cause.slot : 0]: _, ...others } = attempt.phase === 'graded' ? attempt.hands : {};
    const given = cause.kind === 'marked' && cause.mark !== null ? { [cause.slot]: { mark: cause.mark, comment: cause.comment } } : {};
    const hands = { ...others, ...given };
    const regradeId = 'regradeId' in cause ? cause.regradeId : null;
    const { paper, answers } = attempt;
    return { phase: 'graded', attemptId, quizId, courseId, studentId, paper, answers, score, lateSeconds, hands, regradeId };
  },
};

/** What the attempt is worth by the key of now, with what people gave on top. */
export const gradedAnew = ({ paper, answers, hands }: Pick<Graded, 'paper' | 'answers' | 'hands'>, histories: KeyHistories): Score =>
  withHandMarks(grade(effectivePaper(paper, histories), answers), hands);
