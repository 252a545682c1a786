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
  /** On the first of a list: what was left out of it, so that an unlimited quiz makes no endless list. */
  readonly leftOut?: LeftOut;
}

/** Attempts that a list leaves out: how many, and the sum of their shares of the full score. */
export interface LeftOut {
  readonly attempts: number;
  readonly shares: number;
}

const NONE_LEFT_OUT: LeftOut = { attempts: 0, shares: 0 };
/** More of a student's attempts at one quiz than anybody needs by name. */
const KEPT = 20;

const shareOf = ({ score, maxScore }: Pick<GradedAttempt, 'score' | 'maxScore'>): number => (maxScore > 0 ? score / maxScore : 0);

/** The better of two: the higher share counts, the first of equals stays. */
const better = (a: GradedAttempt, b: GradedAttempt): GradedAttempt => (b.score * a.maxScore > a.score * b.maxScore ? b : a);

/** The mean of the shares, in points of the last attempt, which stands for all of them. */
function average(attempts: readonly GradedAttempt[], last: GradedAttempt): GradedAttempt {
  const { attempts: others, shares } = attempts[0]?.leftOut ?? NONE_LEFT_OUT;
  const mean = (attempts.reduce((sum, attempt) => sum + shareOf(attempt), 0) + shares) / (attempts.length + others);
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
  const { leftOut: _, ...that } = counted[counts]();
  return { ...that, attempts: attempts.length + (first.leftOut?.attempts ?? 0) };
}

/**
 * The list with a grade more. A later grade of a known attempt takes the place of the former; beyond so many the worst that is neither the
 * first nor the last is left out, and counts on in the mean. `former` is what an attempt was worth before, null at first.
 */
export function withGraded(
  attempts: readonly GradedAttempt[],
  graded: GradedAttempt,
  former: Pick<GradedAttempt, 'score' | 'maxScore'> | null,
): readonly GradedAttempt[] {
  const [first] = attempts;
  if (!first) return [graded];
  const { leftOut = NONE_LEFT_OUT } = first;
  if (attempts.some(({ attemptId }) => attemptId === graded.attemptId))
    return attempts.map((one) => (one.attemptId === graded.attemptId ? { ...graded, ...(one.leftOut && { leftOut: one.leftOut }) } : one));
  // One that was left out comes back before the last: which of those in between is earlier counts for nothing.
  const returns = former !== null && leftOut.attempts > 0;
  const others = returns ? { attempts: leftOut.attempts - 1, shares: leftOut.shares - shareOf(former) } : leftOut;
  return bounded(returns ? attempts.toSpliced(-1, 0, graded) : [...attempts, graded], others);
}

function bounded(attempts: readonly GradedAttempt[], leftOut: LeftOut): readonly GradedAttempt[] {
  const between = attempts.slice(1, -1);
  const worst = attempts.length > KEPT ? between.reduce((a, b) => (shareOf(b) < shareOf(a) ? b : a)) : undefined;
  const others = worst ? { attempts: leftOut.attempts + 1, shares: leftOut.shares + shareOf(worst) } : leftOut;
  const [first, ...rest] = attempts.filter((one) => one !== worst);
  if (!first) return [];
  const { leftOut: _, ...itself } = first;
  return [others.attempts > 0 ? { ...itself, leftOut: others } : itself, ...rest];
}
