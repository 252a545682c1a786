import type { AcademyEventType, EventOf, Id, Instant, Recorded } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { placeKey } from '../enrolments/projection.ts';
import { gradebook, type GradebookRow } from '../gradebook/projection.ts';

const FROM = [
  'enrolments.StudentEnrolled.v1',
  'enrolments.StudentLeft.v1',
  'quizzes.AttemptGraded.v2',
  'quizzes.GradeOverridden.v1',
] as const satisfies readonly AcademyEventType[];

type From = (typeof FROM)[number];

/** A fact of a line, as far as the gradebook's fold reads it. */
export interface PastFact {
  readonly type: string;
  readonly at: Instant;
  readonly by: Id | null;
  readonly data: object;
}

/** Every fact that made a student's line in the gradebook of a course, in the order of the log: what it was on any day is folded from them. */
export interface HistoryRow {
  readonly courseId: Id;
  readonly personId: Id;
  readonly facts: readonly PastFact[];
}

/** What of a grade the gradebook needs: marks of slots are many, and only whether one waits for a person counts. */
function trimmed(fact: Recorded<EventOf<From>>): object {
  if (fact.type !== 'quizzes.AttemptGraded.v2') return fact.data;
  const { score, former: _, cause: __, ...data } = fact.data;
  const waiting = score.marks.filter(({ pending }) => pending).slice(0, 1);
  return { ...data, score: { score: score.score, maxScore: score.maxScore, marks: waiting } };
}

export const history = projection<HistoryRow, From>({
  name: 'history',
  version: 1,
  from: FROM,
  key: ({ data }) => placeKey(data.courseId, data.studentId),
  fold: (row, fact) => {
    const { courseId, studentId } = fact.data;
    const { at, by } = fact.metadata;
    const past = { type: fact.type, at, by, data: trimmed(fact) };
    return { courseId, personId: studentId, facts: [...(row?.facts ?? []), past] };
  },
  indexes: [{ courseId: 1 }],
});

/** A line as it stood then, by the very fold of the gradebook; undefined where it was not there yet. */
export function lineAsOf({ facts }: HistoryRow, asOf: Instant): GradebookRow | undefined {
  return facts
    .filter(({ at }) => at <= asOf)
    .reduce<GradebookRow | undefined>((line, { type, at, by, data }) => {
      const next = gradebook.fold(line, { type, data, metadata: { at, by } } as Recorded, '');
      return next === undefined ? line : (next ?? undefined);
    }, undefined);
}
