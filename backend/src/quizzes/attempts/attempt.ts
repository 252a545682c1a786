import { createHash } from 'node:crypto';
import type { Answer, Answers, AttemptEvent, AttemptTerms, Id, Instant, Paper } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';
import type { Tries } from '../grading/tries.ts';
import { triedNow } from './tried.ts';

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
  /** What was checked on the way. */
  readonly tries: Tries;
}

/** An attempt that is over: what it came to. `digest` is the hash of what was submitted. */
export interface Submitted extends Identified {
  readonly phase: 'submitted';
  readonly digest: string;
  readonly score: number;
  readonly maxScore: number;
}

/** An attempt that nobody handed in while there was time: it was one of those allowed, and does not count. */
export interface Abandoned extends Identified {
  readonly phase: 'abandoned';
}

export type Attempt = { readonly phase: 'none' } | Open | Submitted | Abandoned;

/** How long after its deadline an attempt is still taken from its student: the time of the network, in milliseconds. */
const NETWORK = 3000;

const isPast = (deadline: Instant | null, milliseconds: number, now: Instant): boolean =>
  deadline !== null && Date.parse(now) > Date.parse(deadline) + milliseconds + NETWORK;

/** Whether the time for answers is over. */
export const isOver = ({ deadline }: Pick<Open, 'deadline'>, now: Instant): boolean => isPast(deadline, 0, now);

/** Whether the clock has to end the attempt: its time is over, and where there is grace, that too. */
export const isOverdue = ({ deadline, terms }: Pick<Open, 'deadline' | 'terms'>, now: Instant): boolean =>
  isPast(deadline, terms.overdue === 'grace' ? terms.graceSeconds * 1000 : 0, now);

/** The answers as they were saved. */
export const savedAnswers = ({ saved }: Open): Answers =>
  Object.fromEntries(Object.entries(saved).map(([slot, { answer }]) => [slot, answer]));

/** The hash of what was submitted, as receipts carry it. */
export const digestOf = (answers: Answers): string => createHash('sha256').update(JSON.stringify(answers)).digest('base64url');

const withAnswer = (saved: Open['saved'], { slot, answer, sequence }: Saved & { readonly slot: number }): Open['saved'] => ({
  ...saved,
  [slot]: { answer, sequence },
});

function continued(attempt: Open, { type, data }: AttemptEvent): Attempt {
  const { attemptId, quizId, courseId, studentId, number } = attempt;
  const identified = { attemptId, quizId, courseId, studentId, number };
  switch (type) {
    case 'quizzes.AnswerSaved.v1':
      return { ...attempt, saved: withAnswer(attempt.saved, data) };
    case 'quizzes.AnswerChecked.v1':
      return { ...attempt, saved: withAnswer(attempt.saved, data), tries: triedNow(attempt.tries, data) };
    case 'quizzes.DeadlineMoved.v1':
      return { ...attempt, deadline: data.deadline, terms: { ...attempt.terms, dueAt: data.dueAt } };
    case 'quizzes.AttemptSubmitted.v1':
      return { phase: 'submitted', ...identified, digest: digestOf(data.answers), score: 0, maxScore: 0 };
    case 'quizzes.AttemptAbandoned.v1':
      return { phase: 'abandoned', ...identified };
    default:
      return attempt;
  }
}

/** `attempt-ID`: one student's attempt at one quiz. */
export const attempts: Decider<Attempt, AttemptEvent> = {
  stream: (attemptId) => `attempt-${attemptId}`,
  initial: { phase: 'none' },
  evolve: (attempt, fact) => {
    if (fact.type === 'quizzes.AttemptStarted.v2') return { phase: 'open', ...fact.data, saved: {}, tries: {} };
    if (attempt.phase === 'open') return continued(attempt, fact);
    if (attempt.phase !== 'submitted' || fact.type !== 'quizzes.AttemptGraded.v2') return attempt;
    const { score, maxScore } = fact.data.score;
    return { ...attempt, score, maxScore };
  },
};
