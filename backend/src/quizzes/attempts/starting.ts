import { instant, type Instant, type QuizRules, type Refusal } from '@lyceum/contracts';
import { inWords } from '../../deciding/instants.ts';

/** What is known of the student when an attempt is to begin. */
interface Standing {
  /** The attempt's number, from 1. */
  readonly number: number;
  /** When the attempt before ended; null where there was none, or where it does not matter. */
  readonly lastEnded: Instant | null;
  readonly now: Instant;
}

const plus = (at: Instant, seconds: number): Instant => instant(Date.parse(at) + seconds * 1000);
const isBefore = (a: Instant, b: Instant): boolean => Date.parse(a) < Date.parse(b);

/** Why no attempt can begin now, with when it can where time alone brings it (`at`); null where it can. */
export function barredNow(rules: QuizRules, { number, lastEnded, now }: Standing): Refusal | null {
  const { opensAt, closesAt, attemptsAllowed, delaySeconds } = rules;
  if (closesAt !== null && !isBefore(now, closesAt))
    return { code: 'quiz-closed', detail: `The quiz closed on ${inWords(closesAt)}: no attempt can begin any more.` };
  if (attemptsAllowed !== null && number > attemptsAllowed) return { code: 'no-attempts-left' };
  if (opensAt !== null && isBefore(now, opensAt))
    return { code: 'quiz-not-open', detail: `The quiz opens on ${inWords(opensAt)}: come back then.`, more: { at: opensAt } };
  const next = lastEnded === null ? null : plus(lastEnded, delaySeconds);
  if (next !== null && isBefore(now, next))
    return { code: 'attempt-too-soon', detail: `The next attempt can begin on ${inWords(next)}.`, more: { at: next } };
  return null;
}

/** Until when an attempt that begins at `start` takes answers: its time limit, and never longer than the quiz is open. */
export function deadlineOf(
  { timeLimitSeconds, closesAt }: Pick<QuizRules, 'timeLimitSeconds' | 'closesAt'>,
  start: Instant,
): Instant | null {
  const limit = timeLimitSeconds === null ? null : plus(start, timeLimitSeconds);
  if (limit === null || closesAt === null) return limit ?? closesAt;
  return isBefore(limit, closesAt) ? limit : closesAt;
}
