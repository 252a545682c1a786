import { ROLES } from '../permissions.ts';
import type { Overview } from './overview.ts';
import type { Tally } from './tally.ts';

/** The academy's figures of what has been counted. A grade that changed in a time in which it was not given can take from a tenth: none is shown below nought. */
export function overviewOf(tally: Tally): Omit<Overview, 'days' | 'minutes'> {
  const { counts, roles, tenths } = tally;
  const of = (measure: keyof typeof counts) => counts[measure] ?? 0;
  const graded = of('graded');
  return {
    people: Object.fromEntries(ROLES.map((role) => [role, roles[role] ?? 0])),
    courses: of('courses') - of('archived'),
    enrolments: { active: of('enrolled') - of('left'), left: of('left') - of('returned') },
    attempts: { started: of('started'), submitted: of('submitted') },
    grades: {
      histogram: Array.from({ length: 10 }, (_, tenth) => Math.max(0, tenths[tenth] ?? 0)),
      graded,
      mean: graded > 0 ? Math.round(of('score') / graded) / 100 : null,
    },
    tally,
  };
}
