import type { Id, Instant } from '../values.ts';
import type { AttendanceMark } from '../webinars/attendance.ts';
import { totalOf, worthOf, type Total, type Worth } from './adding-up.ts';
import { gradeOf, type GradedAttempt } from './counting.ts';
import type { Grade, GradebookColumn, Override } from './gradebook.ts';
import type { GradingSettings } from './grading-settings.ts';

/** Work that was handed in and marked elsewhere. */
export interface Work {
  readonly score: number;
  readonly maxScore: number;
  readonly lateSeconds: number;
  readonly at: Instant;
}

/** What a student's line is made of. */
export interface LineParts {
  readonly attempts: Readonly<Record<Id, readonly GradedAttempt[]>>;
  readonly overrides: Readonly<Record<Id, Override>>;
  /** By column that was added by hand; absent where there is none. */
  readonly works?: Readonly<Record<Id, Work>>;
  /** By webinar. */
  readonly attended: Readonly<Record<Id, AttendanceMark>>;
}

/** A line of a gradebook as the settings make it. */
export interface GradebookCells extends Total {
  readonly grades: Record<Id, Grade | null>;
}

function cellOf(
  { id, maxScore, counts }: GradebookColumn,
  { attempts, overrides, works, attended }: LineParts,
  settings: GradingSettings,
): Grade | null {
  const counted = gradeOf(attempts[id] ?? [], counts);
  const of = { attemptId: counted?.attemptId ?? null, attempts: counted?.attempts ?? 0 };
  const override = overrides[id];
  if (override) return { ...of, score: override.score, maxScore, at: override.at, pending: false, lateOff: 0, lateSeconds: 0, override };
  const mark = attended[id];
  if (mark) return { ...of, ...mark, maxScore, pending: false, lateOff: 0, lateSeconds: 0, override: null };
  const work = works?.[id];
  const worth = counted ?? (work && { ...work, pending: false });
  if (!worth) return null;
  const { maxScore: full, at, pending, lateSeconds } = worth;
  const { score, lateOff } = worthOf({ ...worth, overridden: false }, settings);
  return { ...of, score, maxScore: full, at, pending, lateOff, lateSeconds, override: null };
}

/** A student's line: what counts in each column, and what it all comes to at that time. */
export function lineOf(columns: readonly GradebookColumn[], parts: LineParts, settings: GradingSettings, now: Instant): GradebookCells {
  const cells = columns.map((column) => [column.id, cellOf(column, parts, settings)] as const);
  const worths = new Map<Id, Worth>(cells.flatMap(([id, grade]) => (grade ? [[id, grade] as const] : [])));
  return { grades: Object.fromEntries(cells), ...totalOf(columns, worths, settings, now) };
}
