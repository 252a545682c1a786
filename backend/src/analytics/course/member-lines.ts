import type { CourseMember, CourseMembersQuery, CourseStage, Id, Risk } from '@lyceum/contracts';
import { dateOf, dayOf, weekOf } from './days.ts';
import type { ReadCourse } from './course-reader.ts';
import type { Standing } from './standing.ts';
import { byWeek } from './weeks.ts';

const FURTHEST: readonly CourseStage[] = ['completed', 'active', 'started', 'enrolled'];

const NOWHERE: Risk = { atRisk: false, chance: null, reasons: [], weighs: [] };

/** Somebody as lists show them. */
export function memberLine(
  { cohort, frame: { day } }: Pick<ReadCourse, 'cohort' | 'frame'>,
  standing: Standing,
  weeks: readonly number[],
  risk: Risk = NOWHERE,
  name: string | null,
): CourseMember {
  const { member, present, last, did, minutes, sat, in: inHand, late, mean, stages } = standing;
  return {
    person: { personId: member.personId, name },
    phase: present ? 'active' : 'left',
    since: dateOf(member.since),
    last: last === null ? null : dateOf(last),
    weeks: byWeek(standing, weeks, day, ({ used, done, sat: there }) => used + done + (there > 0 ? 1 : 0)),
    total: did,
    minutes: minutes + sat,
    parts: { in: inHand, late, of: cohort.parts.length },
    mean: mean === null ? null : Math.round(mean * 1000) / 10,
    stage: FURTHEST.find((stage) => stages.has(stage)) ?? 'enrolled',
    risk,
  };
}

type Wanted = Pick<CourseMembersQuery, 'stage' | 'left' | 'week' | 'part' | 'did' | 'risk'>;

/** Whether somebody is among those who are asked for: of those in the course, unless who has left is. */
export function isWanted(
  { cohort, origin }: Pick<ReadCourse, 'cohort' | 'origin'>,
  { member, present, stages, results }: Standing,
  risk: Risk | undefined,
  { stage, left = false, week, part, did, risk: atRisk }: Wanted,
): boolean {
  if (week !== undefined) {
    // Who was active in a week may have left since.
    const start = weekOf(origin, dayOf(week));
    if (!member.doings.some(({ day }) => day >= start && day < start + 7)) return false;
  } else if (present === left) return false;
  if (stage !== undefined && !stages.has(stage)) return false;
  if (atRisk && !risk?.atRisk) return false;
  if (part === undefined) return true;
  const at = cohort.parts.findIndex(({ columnId }) => columnId === part);
  const result = at < 0 ? undefined : results[at];
  return did === 'missing' ? result === null : did === 'late' ? Boolean(result?.late) : Boolean(result);
}

const names = new Intl.Collator('en');

/** How lists are sorted: who is most at risk first, by name, or who did least first. */
export function inOrder(
  sort: CourseMembersQuery['sort'],
  standings: readonly Standing[],
  risks: ReadonlyMap<Id, Risk>,
  nameOf: (personId: Id) => string | null,
): readonly Standing[] {
  const byId = (a: Standing, b: Standing) => (a.member.personId < b.member.personId ? -1 : 1);
  if (sort === 'name')
    return standings.toSorted((a, b) => names.compare(nameOf(a.member.personId) ?? '', nameOf(b.member.personId) ?? '') || byId(a, b));
  if (sort === 'activity') return standings.toSorted((a, b) => a.did - b.did || byId(a, b));
  const weight = ({ member: { personId } }: Standing) => {
    const { chance, reasons } = risks.get(personId) ?? NOWHERE;
    return [chance ?? -1, reasons.length] as const;
  };
  return standings.toSorted((a, b) => {
    const [one, other] = [weight(a), weight(b)];
    return other[0] - one[0] || other[1] - one[1] || a.did - b.did || byId(a, b);
  });
}
