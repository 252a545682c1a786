import type { Id } from '@lyceum/contracts';
import { usualOf, type Cohort, type Doing, type Member, type Step } from './members.ts';
import type { Part } from './parts.ts';

/** A part of a course for tests: worth one unit of weight unless said otherwise. */
export const part = (columnId: Id, more: Partial<Part> = {}): Part => ({
  ...{ columnId, kind: 'hand', title: columnId, counts: 'last', maxScore: 100, weight: 1, due: null },
  ...more,
});

export const did = (day: number, more: Partial<Doing> = {}): Doing => ({ day, used: 1, done: 0, minutes: 0, sat: 0, ...more });

export const step = (day: number, share: number, late = false): Step => ({ day, share, late });

/** Somebody who came on day 0 and did nothing. */
export const member = (personId: Id, more: Partial<Member> = {}): Member => ({
  ...{ personId, since: 0, until: null, doings: [], steps: [] },
  ...more,
});

/** A cohort of members given as they are. */
export function cohortOf(parts: readonly Part[], members: readonly Member[]): Cohort {
  const whole = members.map((one) => ({ ...one, steps: parts.map((_, at) => one.steps[at] ?? []) }));
  return { parts, members: whole, usual: usualOf(parts, whole) };
}
