import type { Id } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/**
 * What people take together: a part of the people (by their ids), all of whose courses lie in one row, so that what two courses have in common
 * can be counted there. `taken` counts people by course, `pairs` by two courses (`pairOf`).
 */
export interface TasteRow {
  readonly people: Readonly<Record<Id, readonly Id[]>>;
  readonly taken: Readonly<Record<Id, number>>;
  readonly pairs: Readonly<Record<string, number>>;
}

/** The people are parted into so many rows, that no enrolment copies and writes a large one where there are hundreds of thousands. */
const PARTS = 1024;

const partOf = (personId: Id): string => String(Number.parseInt(personId.slice(-3), 16) % PARTS);

/** The name of two courses together, whichever comes first. */
export const pairOf = (a: Id, b: Id): string => (a < b ? `${a}|${b}` : `${b}|${a}`);

function counted(counts: Readonly<Record<string, number>>, keys: readonly string[], by: 1 | -1): Record<string, number> {
  const sum: Record<string, number> = { ...counts };
  for (const key of keys) {
    const count = (sum[key] ?? 0) + by;
    if (count === 0) delete sum[key];
    else sum[key] = count;
  }
  return sum;
}

export const tastes = projection<TasteRow, 'enrolments.StudentEnrolled.v1' | 'enrolments.StudentLeft.v1'>({
  name: 'tastes',
  version: 3,
  from: ['enrolments.StudentEnrolled.v1', 'enrolments.StudentLeft.v1'],
  key: ({ data }) => partOf(data.studentId),
  fold: (row = { people: {}, taken: {}, pairs: {} }, { type, data: { courseId, studentId } }) => {
    const own = row.people[studentId] ?? [];
    const comes = type === 'enrolments.StudentEnrolled.v1';
    if (own.includes(courseId) === comes) return undefined;
    const others = own.filter((course) => course !== courseId);
    const by = comes ? 1 : -1;
    return {
      people: { ...row.people, [studentId]: comes ? [...others, courseId] : others },
      taken: counted(row.taken, [courseId], by),
      pairs: counted(
        row.pairs,
        others.map((other) => pairOf(courseId, other)),
        by,
      ),
    };
  },
  blind: true,
  indexes: [],
});
