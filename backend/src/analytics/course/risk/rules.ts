import type { RiskReason } from '@lyceum/contracts';
import type { Doing } from '../members.ts';
import type { Standing, Standings } from '../standing.ts';

const FORTNIGHT = 14;
const HALF = 0.5;
/** So little is left of what somebody did, against the weeks before, and so much less than of the others. */
const FALLEN = 1 / 3;
/** Less in the weeks before says nothing about a fall. */
const ENOUGH = 8;
const LATE_AT_LEAST = 2;

const between = (doings: readonly Doing[], after: number, until: number): number =>
  doings.reduce((sum, { day, used, done }) => (day > after && day <= until ? sum + used + done : sum), 0);

/** How much of what was done a fortnight in the four weeks before was done in the last fortnight. */
function trend(doings: readonly Doing[], day: number): { readonly before: number; readonly left: number } {
  const before = between(doings, day - 3 * FORTNIGHT, day - FORTNIGHT) / 2;
  return { before, left: before > 0 ? between(doings, day - FORTNIGHT, day) / before : 1 };
}

/** What the others of a course do, against which somebody is held: in a quiet time nobody is told to be quiet. */
export interface Company {
  readonly started: boolean;
  readonly active: boolean;
  /** What is left of what all did together, as above. */
  readonly left: number;
}

export function companyOf({ frame: { day }, all }: Standings): Company {
  const present = all.filter((one) => one.present);
  const most = (holds: (one: Standing) => boolean) => present.filter(holds).length >= HALF * present.length;
  const doings = present.flatMap(({ member }) => member.doings);
  return {
    started: most(({ days }) => days > 0),
    active: most(({ last }) => last !== null && last > day - FORTNIGHT),
    // In whole percent: what one of many does moves nothing for all.
    left: Math.round(trend(doings, day).left * 100) / 100,
  };
}

/** Plain signs that somebody may not make it, those that weigh most first. `begins` is the first day of the course, null where it has none. */
export function reasonsOf(
  { member, days, last, in: inHand, late, missing, mean }: Standing,
  company: Company,
  { day, passMark }: { readonly day: number; readonly passMark: number },
  begins: number | null,
): readonly RiskReason[] {
  const reasons: RiskReason[] = [];
  const began = Math.max(member.since, begins ?? member.since);
  if (days === 0) {
    const waited = day - began + 1;
    if (waited >= FORTNIGHT && company.started) reasons.push({ rule: 'never-started', n: waited });
  } else if (last !== null && day - last >= FORTNIGHT && company.active) reasons.push({ rule: 'quiet', n: day - last });
  if (missing > 0) reasons.push({ rule: 'missing', n: missing });
  if (mean !== null && mean * 100 < passMark) reasons.push({ rule: 'below-pass', n: Math.round(mean * 100) });
  if (late >= LATE_AT_LEAST && late >= HALF * inHand) reasons.push({ rule: 'late', n: late });
  const { before, left } = trend(member.doings, day);
  if (before >= ENOUGH && left < FALLEN && left < company.left / 2 && reasons.every(({ rule }) => rule !== 'quiet'))
    reasons.push({ rule: 'falling', n: Math.round((1 - left) * 100) });
  return reasons;
}

/** As many signs as make somebody at risk where there is no model. */
export const ENOUGH_REASONS = 2;
