import { allows, type Id, type Instant, type RefusalCode, type RegistrationKind, type RoomRole } from '@lyceum/contracts';
import { courses, type Course } from '../../courses/course.ts';
import { isStaff, type Asker } from '../../courses/staff.ts';
import type { See } from '../../deciding/streams.ts';
import { isEnrolled, rosters } from '../../enrolments/roster.ts';
import type { Scheduled, Webinar } from './webinar.ts';

/** How somebody stands to a webinar before they register: what its host, its course and the academy give them. */
export interface Relation {
  /** Who runs it as a whole: its host, the staff of its course, and whoever manages webinars. */
  readonly runs: boolean;
  readonly hosts: boolean;
  readonly speaks: boolean;
  /** Whether they may know of it. */
  readonly sees: boolean;
}

/** What a relation is read from: the course of the webinar, and whether the asker is in it. */
export interface CourseOf {
  readonly course: Course | null;
  readonly enrolled: boolean;
}

/** Reads it, for a decision or a query. */
export async function courseOf(see: See, courseId: Id | null, personId: Id): Promise<CourseOf> {
  if (courseId === null) return { course: null, enrolled: false };
  const [course, roster] = await Promise.all([see(courses, courseId), see(rosters, courseId)]);
  return { course, enrolled: isEnrolled(roster, personId) };
}

/** What of a webinar says who is who. */
export interface Known {
  readonly hostId: Id;
  readonly courseId: Id | null;
  readonly speakerIds: readonly Id[];
}

export const knownOf = ({ hostId, plan }: Pick<Scheduled, 'hostId' | 'plan'>): Known => ({
  hostId,
  courseId: plan.courseId,
  speakerIds: plan.speakers.flatMap(({ personId }) => personId ?? []),
});

export function relationOf({ hostId, courseId, speakerIds }: Known, { course, enrolled }: CourseOf, who: Asker): Relation {
  const hosts = hostId === who.personId && allows(who.roles, 'webinars.schedule');
  const teaches = course !== null && course.phase !== 'none' && isStaff(course, who);
  const runs = hosts || teaches || allows(who.roles, 'webinars.manage');
  const speaks = speakerIds.includes(who.personId);
  return { runs, hosts, speaks, sees: runs || speaks || courseId === null || enrolled };
}

/** Whether somebody may come into the room at all, or watch afterwards what was recorded of it. */
export function mayAttend({ sees, runs, speaks }: Relation, registration: RegistrationKind, standing: string | null | undefined): boolean {
  return sees && (runs || speaks || registration === 'open' || standing === 'confirmed');
}

/** Why the asker may not change the webinar, or null where they may. */
export function barred(webinar: Webinar, relation: Relation): RefusalCode | null {
  if (webinar.phase === 'none' || !relation.sees) return 'webinar-not-found';
  return relation.runs ? null : 'not-allowed';
}

/** As what somebody comes into the room, or why they do not; `register` where they have to register first. */
export type PlaceInRoom = { readonly role: RoomRole } | { readonly refused: RefusalCode } | { readonly register: true };

export function placeIn(webinar: Webinar, relation: Relation, personId: Id, now: Instant): PlaceInRoom {
  if (webinar.phase === 'none' || !relation.sees) return { refused: 'webinar-not-found' };
  if (webinar.phase === 'cancelled') return { refused: 'webinar-cancelled' };
  if (relation.hosts) return { role: 'host' };
  if (relation.runs) return { role: 'co-host' };
  if (relation.speaks) return { role: 'speaker' };
  const standing = webinar.people.get(personId)?.standing;
  if (standing === 'confirmed') return { role: 'attendee' };
  if (standing === 'refused') return { refused: 'registration-refused' };
  const openToAll = webinar.plan.registration === 'open' && standing === undefined && now < webinar.plan.end;
  return openToAll ? { register: true } : { refused: 'not-registered' };
}
