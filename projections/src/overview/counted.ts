import {
  NO_TALLY,
  type AcademyEventType,
  type EventOf,
  type Id,
  type Measure,
  type Recorded,
  type Role,
  type Tally,
} from '@lyceum/contracts';
import { hourOfWeek, type Scope } from './spans.ts';

/** Facts that figures are made of. */
export const COUNTED = [
  'accounts.PersonRegistered.v2',
  'accounts.RolesChanged.v1',
  'courses.CourseCreated.v1',
  'courses.CourseArchived.v1',
  'enrolments.StudentEnrolled.v1',
  'enrolments.StudentLeft.v1',
  'quizzes.AttemptStarted.v2',
  'quizzes.AttemptSubmitted.v1',
  'quizzes.AttemptGraded.v2',
  'quizzes.WorkGraded.v1',
  'consultations.SlotOpened.v1',
  'consultations.BookingHeld.v1',
  'consultations.BookingConfirmed.v1',
  'consultations.BookingCancelled.v1',
  'consultations.SessionHeld.v1',
  'consultations.NoShowRecorded.v1',
  'consultations.PaymentCaptured.v1',
  'consultations.RefundDone.v1',
  'webinars.RoomOpened.v1',
  'webinars.ParticipantJoined.v1',
  'activity.ActivityRecorded.v1',
] as const satisfies readonly AcademyEventType[];

export type Counted = Recorded<EventOf<(typeof COUNTED)[number]>>;

/** The tenth of the full score, 0 to 9; a score below 0 is in the first, a paper without marks in the last. */
export const tenth = (score: number, maxScore: number): number =>
  maxScore > 0 ? Math.min(9, Math.max(0, Math.floor((score * 10) / maxScore + 1e-9))) : 9;

/** A score in hundredths of a percent of the full one. */
const hundredths = ({ score, maxScore }: Marks): number => (maxScore > 0 ? Math.round((score * 10_000) / maxScore) : 10_000);

interface Marks {
  readonly score: number;
  readonly maxScore: number;
}

const count = (measure: Measure): Tally => ({ ...NO_TALLY, counts: { [measure]: 1 } });

/** Something that a person did at that hour. */
const done = (measure: Measure, at: string): Tally => ({ ...count(measure), hours: { [hourOfWeek(at)]: 1 } });

function roles(added: readonly Role[], removed: readonly Role[]): Tally {
  const by: Partial<Record<Role, number>> = {};
  for (const role of added) by[role] = (by[role] ?? 0) + 1;
  for (const role of removed) by[role] = (by[role] ?? 0) - 1;
  return { ...NO_TALLY, roles: by };
}

/** A grade that comes, that takes the place of a former one (what it is of has been counted), or that is taken back. */
function graded(score: Marks | null, former: Marks | null): Tally {
  if (!score && !former) return NO_TALLY;
  const tenths = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  if (score) tenths[tenth(score.score, score.maxScore)]!++;
  if (former) tenths[tenth(former.score, former.maxScore)]!--;
  const points = (score ? hundredths(score) : 0) - (former ? hundredths(former) : 0);
  const counts = score && former ? { score: points } : { graded: score ? 1 : -1, score: points };
  return { ...NO_TALLY, counts, tenths };
}

/** What a fact adds to the figures. */
export function tallyOf({ type, data, metadata: { at } }: Counted): Tally {
  switch (type) {
    case 'accounts.PersonRegistered.v2':
      return count('registered');
    case 'accounts.RolesChanged.v1':
      return roles(data.added, data.removed);
    case 'courses.CourseCreated.v1':
      return count('courses');
    case 'courses.CourseArchived.v1':
      return count('archived');
    case 'enrolments.StudentEnrolled.v1':
      return data.again ? { ...done('enrolled', at), counts: { enrolled: 1, returned: 1 } } : done('enrolled', at);
    case 'enrolments.StudentLeft.v1':
      return count('left');
    case 'quizzes.AttemptStarted.v2':
      return done('started', at);
    case 'quizzes.AttemptSubmitted.v1':
      return data.by === 'timer' ? count('submitted') : done('submitted', at);
    case 'quizzes.AttemptGraded.v2':
      return graded(data.score, data.former);
    case 'quizzes.WorkGraded.v1': {
      const of = (score: number | null) => (score === null ? null : { score, maxScore: data.maxScore });
      return graded(of(data.score), of(data.former));
    }
    case 'consultations.SlotOpened.v1':
      return count('slots');
    case 'consultations.BookingHeld.v1':
      return done('held', at);
    case 'consultations.BookingConfirmed.v1':
      return count('booked');
    case 'consultations.BookingCancelled.v1':
      return count('cancelled');
    case 'consultations.SessionHeld.v1':
      return count('sessions');
    case 'consultations.NoShowRecorded.v1':
      return count('missed');
    case 'consultations.PaymentCaptured.v1':
      return { ...NO_TALLY, money: { [data.amount.currency]: { paid: data.amount.amount, refunded: 0 } } };
    case 'consultations.RefundDone.v1':
      return { ...NO_TALLY, money: { [data.amount.currency]: { paid: 0, refunded: data.amount.amount } } };
    case 'webinars.RoomOpened.v1':
      return count('rooms');
    case 'webinars.ParticipantJoined.v1':
      return done('joined', at);
    case 'activity.ActivityRecorded.v1':
      return { ...NO_TALLY, counts: { activity: data.count }, hours: { [hourOfWeek(at)]: data.count } };
  }
}

/** Whose figures a fact goes into besides the academy's. */
export function scopesOf({ type, data }: Counted): readonly Scope[] {
  const course = (courseId: Id): readonly Scope[] => ['all', `course:${courseId}`];
  switch (type) {
    case 'courses.CourseCreated.v1':
    case 'courses.CourseArchived.v1':
    case 'enrolments.StudentEnrolled.v1':
    case 'enrolments.StudentLeft.v1':
    case 'activity.ActivityRecorded.v1':
      return course(data.courseId);
    case 'quizzes.AttemptStarted.v2':
    case 'quizzes.AttemptSubmitted.v1':
    case 'quizzes.AttemptGraded.v2':
      return [...course(data.courseId), `quiz:${data.quizId}`];
    case 'quizzes.WorkGraded.v1':
      return [...course(data.courseId), `quiz:${data.columnId}`];
    case 'consultations.SlotOpened.v1':
    case 'consultations.BookingHeld.v1':
    case 'consultations.BookingConfirmed.v1':
    case 'consultations.BookingCancelled.v1':
    case 'consultations.SessionHeld.v1':
    case 'consultations.NoShowRecorded.v1':
    case 'consultations.PaymentCaptured.v1':
    case 'consultations.RefundDone.v1':
      return ['all', `instructor:${data.instructorId}`];
    default:
      return ['all'];
  }
}
