import type { CourseStage } from '@lyceum/contracts';
import { isPresent, type Cohort, type Member, type Step } from './members.ts';

/** What a course's figures go by at the end of a day. */
export interface Frame {
  readonly day: number;
  readonly ended: boolean;
  readonly passMark: number;
}

/** How somebody stands at the end of a day. */
export interface Standing {
  readonly member: Member;
  readonly present: boolean;
  readonly used: number;
  /** Used in the last seven days. */
  readonly lately: number;
  /** All that was done: used, begun and handed in. */
  readonly did: number;
  readonly minutes: number;
  readonly sat: number;
  /** On how many days anything was done, and on which last. */
  readonly days: number;
  readonly last: number | null;
  /** By part, in their order; null where nothing was handed in. */
  readonly results: readonly (Step | null)[];
  readonly in: number;
  readonly late: number;
  /** Parts that are expected and not there. */
  readonly missing: number;
  /** Mean share of what was graded, by weight; null where nothing was. */
  readonly mean: number | null;
  readonly newest: Step | null;
  /** Share of the whole: what is missing counts as nothing. */
  readonly mark: number;
  readonly stages: ReadonlySet<CourseStage>;
}

/** The parts that are expected by a day: they are due, or most have handed them in. */
export const expectedBy = ({ parts, usual }: Cohort, day: number): readonly boolean[] =>
  parts.map(({ due }, at) => (due !== null && due <= day) || (usual[at] !== null && usual[at]! <= day));

/** The parts that the whole is made of: all that have weight; once the course has ended, those in which anybody was graded. */
export function countedParts({ parts, members }: Cohort, ended: boolean): readonly boolean[] {
  return parts.map(({ weight }, at) => weight > 0 && (!ended || members.some(({ steps }) => steps[at]!.length > 0)));
}

const resultAt = (steps: readonly Step[], day: number): Step | null => steps.findLast((step) => step.day <= day) ?? null;

const WEEK = 7;

/** `expected` and `counted` are by part. */
export function standingOf(
  member: Member,
  { parts }: Cohort,
  { day, passMark }: Pick<Frame, 'day' | 'passMark'>,
  expected: readonly boolean[],
  counted: readonly boolean[],
): Standing {
  let [used, lately, did, minutes, sat, days, recent] = [0, 0, 0, 0, 0, 0, 0];
  let last: number | null = null;
  for (const doing of member.doings) {
    if (doing.day > day) break;
    used += doing.used;
    did += doing.used + doing.done;
    minutes += doing.minutes;
    sat += doing.sat;
    days++;
    last = doing.day;
    if (doing.day > day - WEEK) {
      lately += doing.used;
      recent++;
    }
  }
  const results = member.steps.map((steps) => resultAt(steps, day));
  let [inHand, late, missing, sum, weights, whole, earned] = [0, 0, 0, 0, 0, 0, 0];
  let newest: Step | null = null;
  for (const [at, result] of results.entries()) {
    const { weight } = parts[at]!;
    if (counted[at]) whole += weight;
    if (!result) {
      if (expected[at]) missing++;
      continue;
    }
    inHand++;
    if (result.late) late++;
    // Parts without weight say something too as long as there is nothing else.
    sum += result.share * Math.max(weight, 1e-9);
    weights += Math.max(weight, 1e-9);
    if (counted[at]) earned += weight * result.share;
    if (!newest || result.day >= newest.day) newest = result;
  }
  const present = isPresent(member, day);
  const mark = whole > 0 ? earned / whole : 0;
  const stages = new Set<CourseStage>();
  if (present) {
    stages.add('enrolled');
    if (days > 0) stages.add('started');
    if (recent > 0) stages.add('active');
    if (whole > 0 && mark * 100 >= passMark - 1e-9) stages.add('completed');
  }
  const mean = weights > 0 ? sum / weights : null;
  return { member, present, used, lately, did, minutes, sat, days, last, results, in: inHand, late, missing, mean, newest, mark, stages };
}

/** How everybody stands who was ever in the course by the end of that day. */
export interface Standings {
  readonly frame: Frame;
  readonly expected: readonly boolean[];
  readonly all: readonly Standing[];
}

/** How somebody stood when they were looked at last: most of a course stays as it is when one of it does something. */
const kept = new WeakMap<Member, { readonly as: string; readonly standing: Standing }>();

export function standingsOf(cohort: Cohort, frame: Frame): Standings {
  const { day, passMark } = frame;
  const expected = expectedBy(cohort, day);
  const counted = countedParts(cohort, frame.ended);
  const as = JSON.stringify([day, passMark, expected, counted]);
  const all = cohort.members
    .filter(({ since }) => since <= day)
    .map((member) => {
      const known = kept.get(member);
      if (known?.as === as) return known.standing;
      const standing = standingOf(member, cohort, frame, expected, counted);
      kept.set(member, { as, standing });
      return standing;
    });
  return { frame, expected, all };
}
