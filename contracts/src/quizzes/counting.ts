import type { Id, Instant } from '../values.ts';
import type { Counting } from './rules.ts';
import { points } from './score.ts';

/** What one attempt of a student at a quiz came to. */
export interface GradedAttempt {
  readonly attemptId: Id;
  readonly score: number;
  readonly maxScore: number;
  /** How long after the due date it was handed in. */
  readonly lateSeconds: number;
  /** Whether a person has still to give a mark of it. */
  readonly pending: boolean;
  /** When it was graded last. */
  readonly at: Instant;
}

const shareOf = ({ score, maxScore }: GradedAttempt): number => (maxScore > 0 ? score / maxScore : 0);

/** The better of two: the higher share counts, the first of equals stays. */
const better = (a: GradedAttempt, b: GradedAttempt): GradedAttempt => (b.score * a.maxScore > a.score * b.maxScore ? b : a);

/** The mean of the shares, in points of the last attempt, which stands for all of them. */
function average(attempts: readonly GradedAttempt[], last: GradedAttempt): GradedAttempt {
  const mean = attempts.reduce((sum, attempt) => sum + shareOf(attempt), 0) / attempts.length;
  return { ...last, score: points(mean * last.maxScore), pending: attempts.some(({ pending }) => pending) };
}

/** The attempt that counts of so many. */
export interface CountedAttempt extends GradedAttempt {
  readonly attempts: number;
}

/**
 * What counts of a student's attempts at a quiz, in the order of their making; null where there is none. It is decided when it is looked
 * at, so that a quiz whose rule changes counts anew at once.
 */
export function gradeOf(attempts: readonly GradedAttempt[], counts: Counting): CountedAttempt | null {
  const [first] = attempts;
  const last = attempts.at(-1);
  if (!first || !last) return null;
  const counted = { highest: () => attempts.reduce(better), average: () => average(attempts, last), first: () => first, last: () => last };
  return { ...counted[counts](), attempts: attempts.length };
}
