import type { Id } from '@lyceum/contracts';
import { isPresent, type Cohort } from '../members.ts';
import { countedParts, expectedBy, standingOf } from '../standing.ts';
import { featuresOf } from './features.ts';

/** Somebody at a time in a course, in numbers, and what became of them: 1 where they left or ended below the pass mark. */
export interface Sample {
  readonly run: Id;
  readonly personId: Id;
  readonly row: readonly number[];
  readonly bad: 0 | 1;
}

/** A course whose people are learnt from. `begins` is its first day, null where everybody's own enrolment is. */
export interface Run {
  readonly courseId: Id;
  readonly title: string;
  readonly cohort: Cohort;
  readonly begins: number | null;
  readonly passMark: number;
  readonly ended: boolean;
}

/**
 * The people who were in the course so many days after it, or they, began, with what is known of them by `known`. Whose end is not known by
 * then, because the course goes on and they are in it, teaches nothing.
 */
export function samplesOf({ courseId, cohort, begins, passMark, ended }: Run, elapsed: number, known: number): readonly Sample[] {
  const counted = countedParts(cohort, ended);
  const expected = new Map<number, readonly boolean[]>();
  const expectedOn = (day: number) => {
    const found = expected.get(day) ?? expectedBy(cohort, day);
    expected.set(day, found);
    return found;
  };
  return cohort.members.flatMap((member): Sample[] => {
    const began = begins ?? member.since;
    const day = began + elapsed - 1;
    if (day > known || !isPresent(member, day)) return [];
    const end = standingOf(member, cohort, { day: known, passMark }, [], counted);
    const passed = counted.includes(true) && end.mark * 100 >= passMark - 1e-9;
    const gone = member.until !== null && member.until <= known;
    if (!passed && !gone && !ended) return [];
    const due = expectedOn(day);
    const then = standingOf(member, cohort, { day, passMark }, due, counted);
    const row = featuresOf(then, day, began, due.filter(Boolean).length);
    return [{ run: courseId, personId: member.personId, row, bad: passed ? 0 : 1 }];
  });
}
