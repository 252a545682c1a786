import type { Id, Instant } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** A student's place in a course; `since` is when the present phase began. */
export interface EnrolmentRow {
  readonly courseId: Id;
  readonly personId: Id;
  readonly phase: 'active' | 'left';
  readonly since: Instant;
}

/** The key of a student's row in a course, here and in the gradebook. */
export const placeKey = (courseId: Id, studentId: Id): string => `${courseId}:${studentId}`;

export const enrolments = projection<EnrolmentRow, 'enrolments.StudentEnrolled.v1' | 'enrolments.StudentLeft.v1'>({
  name: 'enrolments',
  version: 1,
  from: ['enrolments.StudentEnrolled.v1', 'enrolments.StudentLeft.v1'],
  key: ({ data }) => placeKey(data.courseId, data.studentId),
  fold: (_, { type, data, metadata }) => ({
    courseId: data.courseId,
    personId: data.studentId,
    phase: type === 'enrolments.StudentLeft.v1' ? 'left' : 'active',
    since: metadata.at,
  }),
  indexes: [
    { courseId: 1, position: 1 },
    { personId: 1, position: 1 },
  ],
  rooms: { course: 'courseId', person: 'personId' },
  views: (row) => [
    { room: `course:${row.courseId}`, audience: 'staff', row },
    { room: `person:${row.personId}`, audience: 'member', row },
  ],
});
