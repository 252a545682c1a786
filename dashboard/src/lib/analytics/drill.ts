import type { Grain, Measure } from '@lyceum/contracts';
import { eventsBy } from '#lib/log/filters.ts';
import { toLocal } from '#lib/time/local.ts';
import { daysAfter } from './period.ts';

/** The facts that a measure counts. */
const TYPES: Partial<Record<Measure, string>> = {
  registered: 'accounts.PersonRegistered.v2',
  enrolled: 'enrolments.StudentEnrolled.v1',
  left: 'enrolments.StudentLeft.v1',
  started: 'quizzes.AttemptStarted.v2',
  submitted: 'quizzes.AttemptSubmitted.v1',
  graded: 'quizzes.AttemptGraded.v2',
  held: 'consultations.BookingHeld.v1',
  booked: 'consultations.BookingConfirmed.v1',
  cancelled: 'consultations.BookingCancelled.v1',
  sessions: 'consultations.SessionHeld.v1',
  missed: 'consultations.NoShowRecorded.v1',
  rooms: 'webinars.RoomOpened.v1',
  joined: 'webinars.ParticipantJoined.v1',
  activity: 'activity.ActivityRecorded.v1',
};

/** Whose figures are looked at, and the zone of who looks. */
export interface Looking {
  readonly course: string | null;
  readonly instructor: string | null;
  readonly zone: string;
}

/** The stream that holds all of a measure's facts of what is looked at; undefined where no one does. */
function streamOf(measure: Measure, { course, instructor }: Looking): string | null | undefined {
  if (course === null && instructor === null) return null;
  if (course !== null && (measure === 'enrolled' || measure === 'left')) return `roster-${course}`;
  if (instructor !== null && ['held', 'booked', 'cancelled', 'sessions', 'missed'].includes(measure)) return `calendar-${instructor}`;
  return undefined;
}

/** The day after the span that begins on `start`. */
function endOf(grain: Grain, start: string): string {
  if (grain === 'month') return `${daysAfter(start, 31).slice(0, 7)}-01`;
  return daysAfter(start, grain === 'week' ? 7 : 1);
}

/** Where the facts are listed that a measure counted in the span that begins on the day `start`; null where they cannot be told from others. */
export function factsOf(measure: Measure, grain: Grain, start: string, looking: Looking): string | null {
  const type = TYPES[measure];
  const stream = streamOf(measure, looking);
  if (type === undefined || stream === undefined) return null;
  const [from, to] = [start, endOf(grain, start)].map((day) => toLocal(`${day}T00:00:00.000Z`, looking.zone)) as [string, string];
  return eventsBy({ type, ...(stream !== null && { stream }), from, to });
}
