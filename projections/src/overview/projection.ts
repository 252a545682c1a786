import type { Counts, Instant, Role } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** The academy in figures since its beginning. */
export interface TotalRow {
  readonly span: 'total';
  readonly people: Readonly<Record<Role, number>>;
  readonly courses: number;
  readonly enrolments: { readonly active: number; readonly left: number };
  readonly attempts: { readonly started: number; readonly submitted: number };
  /** Graded attempts by tenths of the full score; the full score itself counts in the last. */
  readonly grades: { readonly histogram: readonly number[] };
}

/** What happened within one day or minute (UTC). */
export type SpanRow = Counts & { readonly span: 'day' | 'minute' };

export type OverviewRow = TotalRow | SpanRow;

type What = Exclude<keyof Counts, 'start'>;

const COUNTED = {
  'accounts.PersonRegistered.v2': 'registered',
  'enrolments.StudentEnrolled.v1': 'enrolled',
  'enrolments.StudentLeft.v1': 'left',
  'quizzes.AttemptStarted.v2': 'started',
  'quizzes.AttemptSubmitted.v1': 'submitted',
  'quizzes.AttemptGraded.v2': 'graded',
} as const satisfies Record<string, What>;

const isCounted = (type: string): type is keyof typeof COUNTED => type in COUNTED;

/** The key of the row with the academy's totals. */
export const TOTAL = 'total';

/** The keys of the rows by day and by minute that an instant falls into; they sort by time. */
export const spanKeys = (at: Instant): readonly [day: string, minute: string] => [`day:${at.slice(0, 10)}`, `minute:${at.slice(0, 16)}`];

const NOTHING = { registered: 0, enrolled: 0, left: 0, started: 0, submitted: 0, graded: 0 };

const emptySpan = (key: string): SpanRow =>
  key.startsWith('day:')
    ? { span: 'day', start: `${key.slice(4)}T00:00:00.000Z`, ...NOTHING }
    : { span: 'minute', start: `${key.slice(7)}:00.000Z`, ...NOTHING };

/** The totals before anything has happened. */
export const EMPTY_TOTAL: TotalRow = {
  span: 'total',
  people: { student: 0, instructor: 0, admin: 0, operator: 0 },
  courses: 0,
  enrolments: { active: 0, left: 0 },
  attempts: { started: 0, submitted: 0 },
  grades: { histogram: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
};

/** The tenth of the full score, 0 to 9; a score below 0 is in the first, a paper without marks in the last. */
export const tenth = (score: number, maxScore: number): number =>
  maxScore > 0 ? Math.min(9, Math.max(0, Math.floor((score * 10) / maxScore + 1e-9))) : 9;

const shifted = <K extends string>(counts: Readonly<Record<K, number>>, keys: readonly K[], by: number): Record<K, number> => {
  const next: Record<K, number> = { ...counts };
  for (const key of keys) next[key] += by;
  return next;
};

/** Whether a grade takes the place of another: the attempt has been counted. */
const isChange = ({ type, data }: { readonly type: string; readonly data: object }): boolean =>
  type === 'quizzes.AttemptGraded.v2' && 'former' in data && data.former !== null;

type From = keyof typeof COUNTED | 'accounts.RolesChanged.v1' | 'courses.CourseCreated.v1' | 'courses.CourseArchived.v1';

export const overview = projection<OverviewRow, From>({
  name: 'overview',
  version: 3,
  from: [
    'accounts.PersonRegistered.v2',
    'accounts.RolesChanged.v1',
    'courses.CourseCreated.v1',
    'courses.CourseArchived.v1',
    'enrolments.StudentEnrolled.v1',
    'enrolments.StudentLeft.v1',
    'quizzes.AttemptStarted.v2',
    'quizzes.AttemptSubmitted.v1',
    'quizzes.AttemptGraded.v2',
  ],
  key: (fact) => (isCounted(fact.type) && !isChange(fact) ? [TOTAL, ...spanKeys(fact.metadata.at)] : TOTAL),
  fold: (row, fact, key) => {
    if (key !== TOTAL) {
      const span = row && row.span !== 'total' ? row : emptySpan(key);
      return isCounted(fact.type) ? { ...span, [COUNTED[fact.type]]: span[COUNTED[fact.type]] + 1 } : span;
    }
    const total = row?.span === 'total' ? row : EMPTY_TOTAL;
    const { enrolments, attempts } = total;
    switch (fact.type) {
      case 'accounts.PersonRegistered.v2':
        return undefined;
      case 'accounts.RolesChanged.v1':
        return { ...total, people: shifted(shifted(total.people, fact.data.added, 1), fact.data.removed, -1) };
      case 'courses.CourseCreated.v1':
        return { ...total, courses: total.courses + 1 };
      case 'courses.CourseArchived.v1':
        return { ...total, courses: total.courses - 1 };
      case 'enrolments.StudentEnrolled.v1':
        return { ...total, enrolments: { active: enrolments.active + 1, left: enrolments.left - (fact.data.again ? 1 : 0) } };
      case 'enrolments.StudentLeft.v1':
        return { ...total, enrolments: { active: enrolments.active - 1, left: enrolments.left + 1 } };
      case 'quizzes.AttemptStarted.v2':
        return { ...total, attempts: { ...attempts, started: attempts.started + 1 } };
      case 'quizzes.AttemptSubmitted.v1':
        return { ...total, attempts: { ...attempts, submitted: attempts.submitted + 1 } };
      case 'quizzes.AttemptGraded.v2': {
        const { score, former } = fact.data;
        const bin = tenth(score.score, score.maxScore);
        const left = former && tenth(former.score, former.maxScore);
        const histogram = total.grades.histogram.map((count, at) => count + Number(at === bin) - Number(at === left));
        return { ...total, grades: { histogram } };
      }
    }
  },
  indexes: [{ position: 1 }],
  rooms: { admin: null },
  views: (row) => [{ room: 'admin', audience: 'staff', row }],
});
