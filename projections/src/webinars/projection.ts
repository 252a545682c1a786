import type { AttendanceGrading, EventOf, Id, Instant, Opening, Recorded, WebinarPlan } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { wordsOf } from '../engine/words.ts';

/** A webinar with what lists choose by, and how many have and want a seat. */
export interface WebinarRow extends Pick<WebinarPlan, 'title' | 'kind' | 'courseId' | 'start' | 'end' | 'seats' | 'registration'> {
  readonly webinarId: Id;
  readonly hostId: Id;
  readonly plan: WebinarPlan;
  /** When it was planned so. */
  readonly planned: Instant;
  /** The host, and the speakers who have an account. */
  readonly involved: readonly Id[];
  /** Why it does not take place; null where it does. */
  readonly cancelled: string | null;
  readonly registered: number;
  readonly waiting: number;
  readonly requested: number;
  /** When its room opened for the first time, and when it closed last; null while it has not. */
  readonly opened: Instant | null;
  readonly closed: Instant | null;
  /** Whether it closed for good, and not only because nobody was there. */
  readonly ended: boolean;
  /** All times in which its room was open. */
  readonly openings: readonly Opening[];
  readonly recordings: number;
  /** How attendance counts in the gradebook of its course; null where it does not. */
  readonly grading: AttendanceGrading | null;
  /** Whether it ever counted. */
  readonly graded: boolean;
  readonly words: readonly string[];
}

type From =
  | 'webinars.WebinarScheduled.v1'
  | 'webinars.WebinarEdited.v1'
  | 'webinars.WebinarCancelled.v1'
  | 'webinars.AttendanceGradingSet.v1'
  | 'webinars.RegistrationRequested.v1'
  | 'webinars.RegistrationRefused.v1'
  | 'webinars.RegistrationConfirmed.v1'
  | 'webinars.WaitingListJoined.v1'
  | 'webinars.RegistrationWithdrawn.v1'
  | 'webinars.RoomOpened.v1'
  | 'webinars.RoomClosed.v2'
  | 'webinars.RecordingStopped.v1'
  | 'webinars.RecordingRemoved.v1';

const COUNTED = { requested: 'requested', confirmed: 'registered', waiting: 'waiting' } as const;

function asPlanned(hostId: Id, plan: WebinarPlan, at: Instant) {
  const { title, kind, courseId, start, end, seats, registration } = plan;
  const speakers = plan.speakers.flatMap(({ personId }) => personId ?? []);
  const words = wordsOf(title, plan.summary);
  return {
    plan,
    planned: at,
    words,
    title,
    kind,
    courseId,
    start,
    end,
    seats,
    registration,
    involved: [...new Set([hostId, ...speakers])],
  };
}

const NONE = {
  cancelled: null,
  registered: 0,
  waiting: 0,
  requested: 0,
  opened: null,
  closed: null,
  ended: false,
  openings: [],
  recordings: 0,
  grading: null,
  graded: false,
};

const closedAt = (openings: readonly Opening[], to: Instant, ended: boolean): readonly Opening[] =>
  openings.map((one) => (one.to === null ? { ...one, to, ended } : one));

function changes(row: WebinarRow, fact: Recorded<EventOf<Exclude<From, 'webinars.WebinarScheduled.v1'>>>): Partial<WebinarRow> {
  switch (fact.type) {
    case 'webinars.WebinarEdited.v1':
      return asPlanned(row.hostId, fact.data.plan, fact.metadata.at);
    case 'webinars.WebinarCancelled.v1':
      return { cancelled: fact.data.reason };
    case 'webinars.AttendanceGradingSet.v1':
      return { grading: fact.data.grading, graded: true };
    case 'webinars.RegistrationRequested.v1':
      return { requested: row.requested + 1 };
    case 'webinars.RegistrationRefused.v1':
      return { requested: row.requested - 1 };
    case 'webinars.RegistrationConfirmed.v1':
      return { registered: row.registered + 1, ...came(row, fact.data.from) };
    case 'webinars.WaitingListJoined.v1':
      return { waiting: row.waiting + 1, ...came(row, fact.data.from) };
    case 'webinars.RegistrationWithdrawn.v1': {
      const counted = COUNTED[fact.data.from];
      return { [counted]: row[counted] - 1 };
    }
    case 'webinars.RoomOpened.v1':
      return {
        opened: row.opened ?? fact.metadata.at,
        closed: null,
        ended: false,
        openings: [...row.openings, { from: fact.metadata.at, to: null, ended: false }],
      };
    case 'webinars.RoomClosed.v2': {
      const ended = fact.data.why !== 'empty';
      return { closed: fact.metadata.at, ended, openings: closedAt(row.openings, fact.metadata.at, ended) };
    }
    case 'webinars.RecordingStopped.v1':
      return { recordings: row.recordings + 1 };
    case 'webinars.RecordingRemoved.v1':
      return { recordings: row.recordings - 1 };
  }
}

/** Where somebody stood before. */
function came(row: WebinarRow, from: 'requested' | 'waiting' | null): Partial<WebinarRow> {
  return from === null ? {} : { [from]: row[from] - 1 };
}

export const webinars = projection<WebinarRow, From>({
  name: 'webinars',
  version: 3,
  from: [
    'webinars.WebinarScheduled.v1',
    'webinars.WebinarEdited.v1',
    'webinars.WebinarCancelled.v1',
    'webinars.AttendanceGradingSet.v1',
    'webinars.RegistrationRequested.v1',
    'webinars.RegistrationRefused.v1',
    'webinars.RegistrationConfirmed.v1',
    'webinars.WaitingListJoined.v1',
    'webinars.RegistrationWithdrawn.v1',
    'webinars.RoomOpened.v1',
    'webinars.RoomClosed.v2',
    'webinars.RecordingStopped.v1',
    'webinars.RecordingRemoved.v1',
  ],
  first: ['webinars.WebinarScheduled.v1'],
  key: ({ data }) => ('roomId' in data ? data.roomId : data.webinarId),
  fold: (row, fact) => {
    if (fact.type === 'webinars.WebinarScheduled.v1') {
      const { webinarId, hostId, plan } = fact.data;
      return { webinarId, hostId, ...asPlanned(hostId, plan, fact.metadata.at), ...NONE };
    }
    // The room of a consultation is no webinar.
    return row && { ...row, ...changes(row, fact) };
  },
  indexes: [
    { start: 1, _id: 1 },
    { end: 1 },
    { courseId: 1, start: 1 },
    { hostId: 1, start: 1 },
    { words: 1 },
    { involved: 1, start: 1 },
    { _id: 1, position: 1 },
    { courseId: 1, position: 1 },
  ],
  rooms: { webinar: '_id', course: 'courseId' },
  views: ({ plan: _, words: __, ...row }) => [
    { room: `webinar:${row.webinarId}`, audience: 'member', row },
    ...(row.courseId === null ? [] : [{ room: `course:${row.courseId}`, audience: 'member' as const, row }]),
  ],
});
