import type { EnrolmentEvent, Id } from '@lyceum/contracts';
import { z } from 'zod';
import type { Decider } from '../deciding/decider.ts';

type Standing = 'enrolled' | 'left';

/** Students by the last byte of their id: taking one in copies one part of 256, and a roster of any size stays quick to fold. */
type Parts = readonly (ReadonlyMap<Id, Standing> | undefined)[];

/** Who is and was in a course, and how many seats are taken. */
export interface Roster {
  readonly taken: number;
  readonly parts: Parts;
}

const partOf = (studentId: Id): number => Number.parseInt(studentId.slice(-2), 16);

const standing = ({ parts }: Roster, studentId: Id): Standing | undefined => parts[partOf(studentId)]?.get(studentId);

export const isEnrolled = (roster: Roster, studentId: Id): boolean => standing(roster, studentId) === 'enrolled';

export const hasLeft = (roster: Roster, studentId: Id): boolean => standing(roster, studentId) === 'left';

/** The same with everybody of one standing in a list. */
const form = z.codec(z.object({ taken: z.int(), enrolled: z.array(z.string()), left: z.array(z.string()) }), z.custom<Roster>(), {
  decode: ({ taken, enrolled, left }) => {
    const parts: Map<Id, Standing>[] = [];
    const put = (ids: readonly Id[], as: Standing) => ids.forEach((id) => (parts[partOf(id)] ??= new Map()).set(id, as));
    put(enrolled, 'enrolled');
    put(left, 'left');
    return { taken, parts };
  },
  encode: ({ taken, parts }) => {
    const all = parts.flatMap((part) => [...(part ?? [])]);
    const those = (of: Standing) => all.filter(([, as]) => as === of).map(([id]) => id);
    return { taken, enrolled: those('enrolled'), left: those('left') };
  },
});

/** `roster-COURSEID`: the one stream in which the seats of a course are decided. */
export const rosters: Decider<Roster, EnrolmentEvent> = {
  stream: (courseId) => `roster-${courseId}`,
  initial: { taken: 0, parts: [] },
  evolve: ({ taken, parts }, { type, data: { studentId } }) => {
    const enrolled = type === 'enrolments.StudentEnrolled.v1';
    const part = partOf(studentId);
    const changed = new Map(parts[part]).set(studentId, enrolled ? 'enrolled' : 'left');
    const others = parts.slice();
    others[part] = changed;
    return { taken: taken + (enrolled ? 1 : -1), parts: others };
  },
  snapshot: { version: 1, every: 500, form },
};
