import { allows, type Id, type RefusalCode, type Role } from '@lyceum/contracts';
import type { Course, Existing } from './course.ts';

/** Who asks, as far as courses go; nobody where one is not signed in. */
export interface Asker {
  readonly personId: Id;
  readonly roles: readonly Role[];
}

/** Whether the asker is of the course's staff: its instructor, or whoever may teach any. */
export const isStaff = ({ instructorId }: { readonly instructorId: Id }, who: Asker | undefined): boolean =>
  who !== undefined && (who.personId === instructorId || allows(who.roles, 'courses.teach-any'));

/** Whether the asker may know of the course: drafts are for their staff. */
export const mayKnow = (course: Course, who: Asker | undefined): course is Existing =>
  course.phase !== 'none' && (course.phase !== 'draft' || isStaff(course, who));

/** Why the asker may not change the course, or null where they may. */
export function barred(course: Course, who: Asker): RefusalCode | null {
  if (!mayKnow(course, who)) return 'course-not-found';
  return isStaff(course, who) ? null : 'not-allowed';
}
