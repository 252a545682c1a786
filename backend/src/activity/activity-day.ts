import type { ActivityEvent, HistoryItemOf, Id, Instant } from '@lyceum/contracts';
import { derivedId } from '@lyceum/stores';
import type { Course } from '../courses/course.ts';
import type { Decider } from '../deciding/decider.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { inParts, withPart, type Parts } from '../deciding/parts.ts';

/** `activity-ID`: what was used in a course on one day, so that what is told twice is recorded once. */
export const activityDays: Decider<Parts<true>, ActivityEvent> = {
  stream: (dayId) => `activity-${dayId}`,
  passing: true,
  initial: [],
  evolve: (known, { type, data }) => (type === 'activity.ActivityRecorded.v1' ? withPart(known, data.activityId, true) : known),
};

/** The day (UTC) of a course. */
export const dayIdOf = (courseId: Id, at: Instant): Id => derivedId(courseId, `activity ${at.slice(0, 10)}`);

export function decideActivity(known: Parts<true>, item: HistoryItemOf<'activity'>, course: Course): Decision<ActivityEvent> {
  if (course.phase === 'none') return refuse('course-not-found');
  const { activityId, courseId, personId, what: kind, object, count } = item;
  if (inParts(known, activityId)) return nothing();
  return accept({ type: 'activity.ActivityRecorded.v1', data: { activityId, courseId, personId, kind, object, count } });
}
