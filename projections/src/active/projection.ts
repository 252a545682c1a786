import type { AcademyEventType, EventOf, Id, Recorded } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { startOf } from '../overview/spans.ts';

/** Whose active people are counted: the academy's, or a course's. */
export type ActiveScope = 'all' | `course:${Id}`;
/** Days are counted within their month, so that one row says both. */
export type ActiveSpan = 'week' | 'month';

/**
 * Who did anything in a week or a month of a scope: a part of the people (by their ids), so that no row gets large. `members` has the days of
 * each as bits, the first day of the span lowest; `days` counts the people by day, `firsts` those whose first day in the span it was: summed up
 * to a day they are all people of the span by then.
 */
export interface ActiveRow {
  readonly scope: ActiveScope;
  readonly span: ActiveSpan;
  /** The first day of the span. */
  readonly start: string;
  readonly members: Readonly<Record<Id, number>>;
  readonly days: readonly number[];
  readonly firsts: readonly number[];
}

/** What people do, as far as it is a sign that they are there. */
const FROM = [
  'accounts.SessionStarted.v1',
  'enrolments.StudentEnrolled.v1',
  'quizzes.AttemptStarted.v2',
  'quizzes.AttemptSubmitted.v1',
  'consultations.BookingHeld.v1',
  'webinars.ParticipantJoined.v1',
  'activity.ActivityRecorded.v1',
] as const satisfies readonly AcademyEventType[];
type Known = Recorded<EventOf<(typeof FROM)[number]>>;

function who({ type, data }: Known): { readonly personId: Id; readonly courseId: Id | null } | null {
  switch (type) {
    case 'accounts.SessionStarted.v1':
    case 'webinars.ParticipantJoined.v1':
      return { personId: data.personId, courseId: null };
    case 'consultations.BookingHeld.v1':
      return { personId: data.studentId, courseId: null };
    case 'activity.ActivityRecorded.v1':
      return data;
    case 'quizzes.AttemptSubmitted.v1':
      return data.by === 'timer' ? null : { personId: data.studentId, courseId: data.courseId };
    case 'enrolments.StudentEnrolled.v1':
    case 'quizzes.AttemptStarted.v2':
      return { personId: data.studentId, courseId: data.courseId };
  }
}

/** The parts of a scope's people; the last sign of an id says which. */
export const PARTS = '0123456789abcdef';

export const activeKey = (scope: ActiveScope, span: ActiveSpan, start: string, part: string): string => `${scope}|${span}|${start}|${part}`;

const SPANS: readonly ActiveSpan[] = ['week', 'month'];
const DAY = 86_400_000;
const LENGTH = { week: 7, month: 31 } as const;

/** The first day of the span that a day lies in. */
export const firstDay = (span: ActiveSpan, day: string): string => startOf(span, `${day}T00:00:00.000Z`)!.slice(0, 10);

/** The number of a day in its span, from 0. */
export const dayIn = (start: string, day: string): number => Math.round((Date.parse(day) - Date.parse(start)) / DAY);

const plus = (counts: readonly number[], at: number, by: number): readonly number[] =>
  counts.map((count, day) => (day === at ? count + by : count));

export const active = projection<ActiveRow, (typeof FROM)[number]>({
  name: 'active',
  version: 1,
  from: FROM,
  key: (fact) => {
    const one = who(fact);
    if (!one) return [];
    const day = fact.metadata.at.slice(0, 10);
    const scopes: readonly ActiveScope[] = one.courseId === null ? ['all'] : ['all', `course:${one.courseId}`];
    return scopes.flatMap((scope) => SPANS.map((span) => activeKey(scope, span, firstDay(span, day), one.personId.slice(-1))));
  },
  fold: (row, fact, key) => {
    const [scope, span, start] = key.split('|') as [ActiveScope, ActiveSpan, string];
    const { personId } = who(fact)!;
    const none = Array.from({ length: LENGTH[span] }, () => 0);
    const { members, days, firsts }: Pick<ActiveRow, 'members' | 'days' | 'firsts'> = row ?? { members: {}, days: none, firsts: none };
    const day = dayIn(start, fact.metadata.at.slice(0, 10));
    const known = members[personId] ?? 0;
    const bit = 2 ** day;
    // Of 31 days the highest bit is the sign: numbers are parted by division.
    if (Math.floor(known / bit) % 2 === 1) return undefined;
    const before = known === 0 ? null : firstOf(known);
    const first = before === null || day < before;
    const moved = before !== null && first ? plus(firsts, before, -1) : firsts;
    return {
      scope,
      span,
      start,
      members: { ...members, [personId]: known + bit },
      days: plus(days, day, 1),
      firsts: first ? plus(moved, day, 1) : firsts,
    };
  },
  blind: true,
  indexes: [],
});

/** The lowest of the days. */
export function firstOf(days: number): number {
  for (let day = 0; ; day++) if (Math.floor(days / 2 ** day) % 2 === 1) return day;
}
