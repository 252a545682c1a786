import { allows, type Id, type RefusalCode, type Role } from '@lyceum/contracts';
import type { Course, Existing } from './course.ts';

/** Who asks, as far as courses go; nobody where one is not signed in. */
export interface Asker {
  readonly personId: Id;
  readonly roles: readonly Role[];
}

/** Whether the asker is of the course's staff: its instructor, as long as they are one, or whoever may teach any. */
export const isStaff = ({ instructorId }: { readonly instructorId: Id }, who: Asker | undefined): boolean =>
  who !== undefined && allows(who.roles, who.personId === instructorId ? 'courses.teach-own' : 'courses.teach-any');

/** Whether the asker may know of the course: what was never published is for its staff. */
export const mayKnow = (course: Course, who: Asker | undefined): course is Existing =>
  course.phase !== 'none' && (course.opened || isStaff(course, who));

/** Why the asker may not change the course, or null where they may. */
export function barred(course: Course, who: Asker): RefusalCode | null {
  if (!mayKnow(course, who)) return 'course-not-found';
  return isStaff(course, who) ? null : 'not-allowed';
}
