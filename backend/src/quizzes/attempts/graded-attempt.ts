import type { AttemptEvent, Id, KeyHistories, Paper, Score } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';
import { withHandMarks, type HandMarks } from '../grading/by-hand.ts';
import { gradeAs, type Given } from '../grading/by-behaviour.ts';
import { effectivePaper } from '../paper/effective-paper.ts';
import { triedNow } from './tried.ts';

/** A graded attempt whole, as grading it anew needs it. */
export interface Graded {
  readonly phase: 'graded';
  readonly attemptId: Id;
  readonly quizId: Id;
  readonly courseId: Id;
  readonly studentId: Id;
  readonly paper: Paper;
  readonly given: Given;
  readonly score: Score;
  readonly lateSeconds: number;
  readonly hands: HandMarks;
  /** The regrade, published or undone, that gave it the score that it has; null where that was something else. */
  readonly regradeId: Id | null;
}

interface Ungraded {
  readonly phase: 'ungraded';
  readonly paper: Paper;
  readonly given: Given;
}

export type GradedAttempt = { readonly phase: 'none' } | Ungraded | Graded;

/** `attempt-ID` for those who grade it anew. It is large and seldom asked for. */
export const gradedAttempts: Decider<GradedAttempt, AttemptEvent> = {
  stream: (attemptId) => `attempt-${attemptId}`,
  passing: true,
  initial: { phase: 'none' },
  evolve: (attempt, { type, data }) => {
    if (type === 'quizzes.AttemptStarted.v2')
      return { phase: 'ungraded', paper: data.paper, given: { behaviour: data.terms.behaviour, answers: {}, tries: {} } };
    if (attempt.phase === 'none') return attempt;
    if (type === 'quizzes.AnswerChecked.v1') return { ...attempt, given: { ...attempt.given, tries: triedNow(attempt.given.tries, data) } };
    if (type === 'quizzes.AttemptSubmitted.v1') return { ...attempt, given: { ...attempt.given, answers: data.answers } };
    if (type !== 'quizzes.AttemptGraded.v2') return attempt;
    const { attemptId, quizId, courseId, studentId, score, lateSeconds, cause } = data;
    const { [cause.kind === 'marked' ? cause.slot : 0]: _, ...others } = attempt.phase === 'graded' ? attempt.hands : {};
    const hand = cause.kind === 'marked' && cause.mark !== null ? { [cause.slot]: { mark: cause.mark, comment: cause.comment } } : {};
    const hands = { ...others, ...hand };
    const regradeId = 'regradeId' in cause ? cause.regradeId : null;
    const { paper, given } = attempt;
    return { phase: 'graded', attemptId, quizId, courseId, studentId, paper, given, score, lateSeconds, hands, regradeId };
  },
};

/** What the attempt is worth by the key of now, with what people gave on top. */
export const gradedAnew = ({ paper, given, hands }: Pick<Graded, 'paper' | 'given' | 'hands'>, histories: KeyHistories): Score =>
  withHandMarks(gradeAs(effectivePaper(paper, histories), given), hands);
