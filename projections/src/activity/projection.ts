import type { AcademyEventType, EventOf, Id, Instant, Recorded } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

const FROM = [
  'enrolments.StudentEnrolled.v1',
  'enrolments.StudentLeft.v1',
  'quizzes.AttemptStarted.v2',
  'quizzes.AttemptSubmitted.v1',
  'webinars.ParticipantJoined.v1',
  'webinars.ParticipantLeft.v1',
  'activity.ActivityRecorded.v1',
] as const satisfies readonly AcademyEventType[];

type From = (typeof FROM)[number];

/** Something that somebody did: a row for each fact, written once. */
export interface ActivityRow {
  readonly activityId: Id;
  /** The course in which it was done, or the room; to which course a room belongs its webinar says. */
  readonly of: Id;
  readonly personId: Id;
  readonly what: 'enrolled' | 'left' | 'began' | 'handed-in' | 'timed-out' | 'came' | 'went' | 'used';
  readonly quizId: Id | null;
  readonly roomId: Id | null;
  /** What was used, which of it, and how often. */
  readonly used: { readonly kind: string; readonly object: string | null; readonly count: number } | null;
  readonly at: Instant;
}

type Said = Omit<ActivityRow, 'activityId' | 'at'>;

const NOTHING_ELSE = { quizId: null, roomId: null, used: null };

function said({ type, data }: Recorded<EventOf<From>>): Said {
  switch (type) {
    case 'webinars.ParticipantJoined.v1':
    case 'webinars.ParticipantLeft.v1': {
      const { roomId, personId } = data;
      const what = type === 'webinars.ParticipantJoined.v1' ? 'came' : 'went';
      return { ...NOTHING_ELSE, of: roomId, personId, what, roomId };
    }
    case 'quizzes.AttemptStarted.v2':
      return { ...NOTHING_ELSE, of: data.courseId, personId: data.studentId, what: 'began', quizId: data.quizId };
    case 'quizzes.AttemptSubmitted.v1': {
      const what = data.by === 'timer' ? 'timed-out' : 'handed-in';
      return { ...NOTHING_ELSE, of: data.courseId, personId: data.studentId, what, quizId: data.quizId };
    }
    case 'enrolments.StudentEnrolled.v1':
    case 'enrolments.StudentLeft.v1': {
      const what = type === 'enrolments.StudentLeft.v1' ? 'left' : 'enrolled';
      return { ...NOTHING_ELSE, of: data.courseId, personId: data.studentId, what };
    }
    case 'activity.ActivityRecorded.v1': {
      const { courseId, personId, kind, object, count } = data;
      return { ...NOTHING_ELSE, of: courseId, personId, what: 'used', used: { kind, object, count } };
    }
  }
}

export const activity = projection<ActivityRow, From>({
  name: 'activity',
  version: 2,
  from: FROM,
  first: FROM,
  key: ({ id }) => id,
  fold: (_, fact) => ({ activityId: fact.id, ...said(fact), at: fact.metadata.at }),
  indexes: [
    { of: 1, at: 1, _id: 1 },
    { of: 1, personId: 1, at: 1, _id: 1 },
    { personId: 1, at: 1, _id: 1 },
    { of: 1, position: 1 },
    { personId: 1, position: 1 },
  ],
  rooms: { course: 'of', webinar: 'of', person: 'personId' },
  views: (row) => [
    { room: `${row.roomId === null ? 'course' : 'webinar'}:${row.of}`, audience: 'staff', row },
    { room: `person:${row.personId}`, audience: 'member', row },
  ],
});
