import {
  DEFAULT_COURSE_ANALYTICS,
  DEFAULT_GRADING,
  type ColumnEvent,
  type CourseAnalyticsEvent,
  type CourseEvent,
  type EnrolmentEvent,
  type GradebookEvent,
} from '@lyceum/contracts';
import type { CourseAnalyticsSettings, GradingSettings, HistoryItemOf, Id } from '@lyceum/contracts';
import type { Course } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { decide as enrol } from '../../enrolments/enrol.ts';
import { decide as leave } from '../../enrolments/leave.ts';
import { hasLeft, isEnrolled, type Roster } from '../../enrolments/roster.ts';
import type { HandColumn } from '../../quizzes/grades/column.ts';

const student = (personId: Id): Asker => ({ personId, roles: ['student'] });

/** A course that is there is left as it is. */
export function decideCourse(known: Course, { courseId, instructorId, title, summary }: HistoryItemOf<'course'>): Decision<CourseEvent> {
  if (known.phase !== 'none') return nothing();
  return accept(
    { type: 'courses.CourseCreated.v1', data: { courseId, instructorId, title, summary, seats: null } },
    { type: 'courses.CoursePublished.v1', data: { courseId } },
  );
}

/** The days on which a course begins and ends; what somebody has set here stays. */
export function decideTerm(
  known: CourseAnalyticsSettings,
  { courseId, term }: HistoryItemOf<'course'>,
  course: Course,
): Decision<CourseAnalyticsEvent> {
  if (course.phase === 'none') return refuse('course-not-found');
  if (term === undefined || known !== DEFAULT_COURSE_ANALYTICS) return nothing();
  return accept({ type: 'analytics.CourseSettingsSet.v1', data: { courseId, settings: { ...known, ...term } } });
}

/** A column that is there, or was, is left as it is. */
export function decideColumn(
  known: HandColumn | null,
  { courseId, columnId, title, maxScore }: HistoryItemOf<'column'>,
  course: Course,
): Decision<ColumnEvent> {
  if (course.phase === 'none') return refuse('course-not-found');
  return known ? nothing() : accept({ type: 'quizzes.ColumnAdded.v1', data: { courseId, columnId, title, maxScore } });
}

/** Settings that somebody has made here stay. */
export function decideGrading(
  known: GradingSettings,
  { courseId, settings }: HistoryItemOf<'grading'>,
  course: Course,
): Decision<GradebookEvent> {
  if (course.phase === 'none') return refuse('course-not-found');
  return known === DEFAULT_GRADING ? accept({ type: 'quizzes.GradingSet.v1', data: { courseId, settings } }) : nothing();
}

/** A history takes somebody into a course once: who is in it or was is not taken in again. */
export function decideSeat(
  roster: Roster,
  { kind, courseId, personId }: HistoryItemOf<'enrolment' | 'withdrawal'>,
  course: Course,
): Decision<EnrolmentEvent> {
  if (kind === 'withdrawal') return leave(roster, courseId, personId);
  if (isEnrolled(roster, personId) || hasLeft(roster, personId)) return nothing();
  return enrol(roster, course, student(personId));
}
