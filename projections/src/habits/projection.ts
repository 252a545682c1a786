import type { AcademyEventType, EventOf, Id, Instant, Recorded } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

const FROM = [
  'activity.ActivityRecorded.v1',
  'quizzes.AttemptStarted.v2',
  'quizzes.AttemptSubmitted.v1',
  'webinars.ParticipantJoined.v1',
] as const satisfies readonly AcademyEventType[];

type From = (typeof FROM)[number];

/**
 * When somebody learnt in one month (UTC): by day the quarters of an hour, from 0 to 95, in which they did anything. No zone is further from
 * another than whole quarters, so that the days of any zone can be told from it.
 */
export interface HabitsRow {
  readonly personId: Id;
  /** `2026-03`. */
  readonly month: string;
  readonly days: Readonly<Record<string, readonly number[]>>;
}

const personOf = ({ data }: Recorded<EventOf<From>>): Id => ('personId' in data ? data.personId : data.studentId);

const quarterOf = (at: Instant): number => Number(at.slice(11, 13)) * 4 + Math.floor(Number(at.slice(14, 16)) / 15);

/** The key of a month of somebody; those of one person sort by time. */
export const habitsKey = (personId: Id, month: string): string => `${personId}:${month}`;

export const habits = projection<HabitsRow, From>({
  name: 'habits',
  version: 1,
  from: FROM,
  key: (fact) => habitsKey(personOf(fact), fact.metadata.at.slice(0, 7)),
  fold: (row, fact) => {
    if (fact.type === 'quizzes.AttemptSubmitted.v1' && fact.data.by === 'timer') return undefined;
    const { at } = fact.metadata;
    const before = row ?? { personId: personOf(fact), month: at.slice(0, 7), days: {} };
    const [day, quarter] = [at.slice(0, 10), quarterOf(at)];
    const known = before.days[day] ?? [];
    return known.includes(quarter) ? undefined : { ...before, days: { ...before.days, [day]: [...known, quarter] } };
  },
  blind: true,
  indexes: [{ personId: 1, position: 1 }],
  rooms: { person: 'personId' },
  views: ({ personId, month }) => [{ room: `person:${personId}`, audience: 'member', row: { personId, month } }],
});
