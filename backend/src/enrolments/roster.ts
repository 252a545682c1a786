import type { EnrolmentEvent, Id } from '@lyceum/contracts';
import { z } from 'zod';
import type { Decider } from '../deciding/decider.ts';
import { entriesOf, inParts, partsOf, withPart, type Parts } from '../deciding/parts.ts';

type Standing = 'enrolled' | 'left';

/** Who is and was in a course, and how many seats are taken. */
export interface Roster {
  readonly taken: number;
  readonly parts: Parts<Standing>;
}

export const isEnrolled = ({ parts }: Roster, studentId: Id): boolean => inParts(parts, studentId) === 'enrolled';

export const hasLeft = ({ parts }: Roster, studentId: Id): boolean => inParts(parts, studentId) === 'left';

/** The same with everybody of one standing in a list. */
const form = z.codec(z.object({ taken: z.int(), enrolled: z.array(z.string()), left: z.array(z.string()) }), z.custom<Roster>(), {
  decode: ({ taken, enrolled, left }) => {
    const as = (standing: Standing) => (id: Id) => [id, standing] as const;
    return { taken, parts: partsOf([...enrolled.map(as('enrolled')), ...left.map(as('left'))]) };
  },
  encode: ({ taken, parts }) => {
    const all = entriesOf(parts);
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
    return { taken: taken + (enrolled ? 1 : -1), parts: withPart(parts, studentId, enrolled ? 'enrolled' : 'left') };
  },
  snapshot: { version: 1, every: 500, form },
};
