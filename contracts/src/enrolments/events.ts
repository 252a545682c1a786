import type { Fact } from '../fact.ts';
import type { Id } from '../values.ts';

/** Facts of a course's roster: stream `roster-COURSEID`, where the last seat is decided. `again` tells a return from a first time. */
export type EnrolmentEvent =
  | Fact<'enrolments.StudentEnrolled.v1', { courseId: Id; studentId: Id; again: boolean }>
  | Fact<'enrolments.StudentLeft.v1', { courseId: Id; studentId: Id }>;

/** Facts of the groups of a course: stream `groups-COURSEID`. */
export type GroupEvent =
  | Fact<'enrolments.GroupFormed.v1', { courseId: Id; groupId: Id; name: string }>
  | Fact<'enrolments.GroupRenamed.v1', { courseId: Id; groupId: Id; name: string }>
  | Fact<'enrolments.GroupDissolved.v1', { courseId: Id; groupId: Id }>
  | Fact<'enrolments.GroupMembersChanged.v1', { courseId: Id; groupId: Id; added: readonly Id[]; removed: readonly Id[] }>;
