import type { AcademyEventType, EventOf, Id, Instant, Recorded } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { placeKey } from '../enrolments/projection.ts';

const FROM = [
  'activity.ActivityRecorded.v1',
  'quizzes.AttemptStarted.v2',
  'quizzes.AttemptSubmitted.v1',
  'quizzes.AttemptAbandoned.v1',
  'quizzes.WorkGraded.v1',
] as const satisfies readonly AcademyEventType[];

type From = (typeof FROM)[number];

/** What somebody did in a course on one day (UTC): how often something was used, what was begun and handed in, and minutes at quizzes. */
export interface DayDone {
  readonly used: number;
  readonly done: number;
  readonly minutes: number;
}

/** What somebody did in a course, day by day. */
export interface ParticipationRow {
  readonly courseId: Id;
  readonly personId: Id;
  readonly days: Readonly<Record<string, DayDone>>;
  /** When attempts began that are not handed in yet. */
  readonly open: Readonly<Record<Id, Instant>>;
}

/** An attempt counts for at most so many minutes: a paper that lay open overnight was not worked on all the time. */
export const MOST_MINUTES = 240;
const MINUTE = 60_000;

const NOTHING: DayDone = { used: 0, done: 0, minutes: 0 };

function onDay(row: ParticipationRow, at: Instant, more: Partial<DayDone>): ParticipationRow {
  const day = at.slice(0, 10);
  const { used, done, minutes } = row.days[day] ?? NOTHING;
  const sum = { used: used + (more.used ?? 0), done: done + (more.done ?? 0), minutes: minutes + (more.minutes ?? 0) };
  return { ...row, days: { ...row.days, [day]: sum } };
}

function without(row: ParticipationRow, attemptId: Id): ParticipationRow {
  const { [attemptId]: _, ...open } = row.open;
  return { ...row, open };
}

const minutesBetween = (from: Instant, to: Instant): number =>
  Math.max(0, Math.min(MOST_MINUTES, Math.round((Date.parse(to) - Date.parse(from)) / MINUTE)));

const personOf = ({ data }: Recorded<EventOf<From>>): Id => ('personId' in data ? data.personId : data.studentId);

export const participation = projection<ParticipationRow, From>({
  name: 'participation',
  version: 1,
  from: FROM,
  key: (fact) => placeKey(fact.data.courseId, personOf(fact)),
  fold: (row, fact) => {
    const before = row ?? { courseId: fact.data.courseId, personId: personOf(fact), days: {}, open: {} };
    const { at } = fact.metadata;
    switch (fact.type) {
      case 'activity.ActivityRecorded.v1':
        return onDay(before, at, { used: fact.data.count });
      case 'quizzes.AttemptStarted.v2':
        return onDay({ ...before, open: { ...before.open, [fact.data.attemptId]: at } }, at, { done: 1 });
      case 'quizzes.AttemptSubmitted.v1': {
        const { attemptId, by } = fact.data;
        const began = before.open[attemptId];
        // What the timer hands in is nothing that somebody did then.
        const did = { done: by === 'timer' ? 0 : 1, minutes: began === undefined ? 0 : minutesBetween(began, at) };
        return onDay(without(before, attemptId), at, did);
      }
      case 'quizzes.AttemptAbandoned.v1':
        return row && without(row, fact.data.attemptId);
      case 'quizzes.WorkGraded.v1':
        // Another mark of the same work is not handed in again, and what was carried over was done in another course.
        return fact.data.former !== null || fact.data.carriedOver ? undefined : onDay(before, at, { done: 1 });
    }
  },
  blind: true,
  indexes: [{ courseId: 1, position: 1 }, { personId: 1 }],
  rooms: { course: 'courseId' },
  // Who looks at figures hears that something changed, and asks.
  views: ({ courseId, personId }) => [{ room: `course:${courseId}`, audience: 'staff', row: { courseId, personId } }],
});
