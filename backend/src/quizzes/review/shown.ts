import { instant, type Instant, type ReviewPhase, type ReviewRules, type Shown } from '@lyceum/contracts';

/** How long an attempt is one that was handed in just now, in milliseconds. */
const JUST_NOW = 2 * 60_000;

interface When {
  /** Null while the attempt is under way. */
  readonly submittedAt: Instant | null;
  /** When the quiz closes for this student; null where it does not. */
  readonly closesAt: Instant | null;
  readonly now: Instant;
}

function phaseOf({ submittedAt, closesAt, now }: When): { phase: ReviewPhase; until: Instant | null } {
  if (submittedAt === null) return { phase: 'during', until: null };
  const settled = Date.parse(submittedAt) + JUST_NOW;
  if (Date.parse(now) < settled) return { phase: 'after', until: instant(settled) };
  if (closesAt === null || Date.parse(now) < Date.parse(closesAt)) return { phase: 'open', until: closesAt };
  return { phase: 'closed', until: null };
}

/** What a student may see of an attempt besides what they answered. Whoever shows results asks here. */
export function shownOf(rules: ReviewRules, when: When): Shown {
  const { phase, until } = phaseOf(when);
  return { ...rules[phase], phase, until };
}

/** Staff see everything at any time. */
export const shownToStaff = (when: When): Shown => ({
  marks: true,
  correctness: true,
  feedback: true,
  rightAnswers: true,
  phase: phaseOf(when).phase,
  until: null,
});
