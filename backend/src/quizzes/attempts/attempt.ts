import { createHash } from 'node:crypto';
import type { Answer, Answers, AttemptEvent, AttemptTerms, Id, Instant, Paper } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';

interface Identified {
  readonly attemptId: Id;
  readonly quizId: Id;
  readonly courseId: Id;
  readonly studentId: Id;
  readonly number: number;
}

interface Saved {
  readonly answer: Answer;
  readonly sequence: number;
}

/** An attempt under way, with the paper it is graded by. */
export interface Open extends Identified {
  readonly phase: 'open';
  readonly paper: Paper;
  readonly deadline: Instant | null;
  readonly terms: AttemptTerms;
  readonly saved: Readonly<Record<string, Saved>>;
}

/** An attempt that is over: what it came to. `digest` is the hash of what was submitted. */
export interface Submitted extends Identified {
  readonly phase: 'submitted';
  readonly digest: string;
  readonly score: number;
  readonly maxScore: number;
}

export type Attempt = { readonly phase: 'none' } | Open | Submitted;

/** How long after its deadline an attempt is still taken from its student: the time of the network, in milliseconds. */
const GRACE = 3000;

/** Whether the time of an attempt is over, the grace for the network included. */
export const isOver = ({ deadline }: Pick<Open, 'deadline'>, now: Instant): boolean =>
  deadline !== null && Date.parse(now) > Date.parse(deadline) + GRACE;

/** The answers as they were saved. */
export const savedAnswers = ({ saved }: Open): Answers =>
  Object.fromEntries(Object.entries(saved).map(([slot, { answer }]) => [slot, answer]));

const digestOf = (answers: Answers): string => createHash('sha256').update(JSON.stringify(answers)).digest('base64url');

/** `attempt-ID`: one student's attempt at one quiz. */
export const attempts: Decider<Attempt, AttemptEvent> = {
  stream: (attemptId) => `attempt-${attemptId}`,
  initial: { phase: 'none' },
  evolve: (attempt, { type, data }) => {
    if (type === 'quizzes.AttemptStarted.v2') return { phase: 'open', ...data, saved: {} };
    if (attempt.phase === 'none') return attempt;
    if (type === 'quizzes.AttemptGraded.v2') {
      const { score, maxScore } = data.score;
      return attempt.phase === 'submitted' ? { ...attempt, score, maxScore } : attempt;
    }
    if (attempt.phase === 'submitted') return attempt;
    if (type === 'quizzes.AnswerSaved.v1' || type === 'quizzes.AnswerChecked.v1') {
      const { slot, answer, sequence } = data;
      return { ...attempt, saved: { ...attempt.saved, [slot]: { answer, sequence } } };
    }
    if (type !== 'quizzes.AttemptSubmitted.v1') return attempt;
    const { attemptId, quizId, courseId, studentId, number } = attempt;
    return { phase: 'submitted', attemptId, quizId, courseId, studentId, number, digest: digestOf(data.answers), score: 0, maxScore: 0 };
  },
};
