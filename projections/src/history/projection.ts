import { comparePositions, type EventOf, type Id, type Instant, type Position, type Recorded } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { placeKey } from '../enrolments/projection.ts';
import { gradebook, LINE_FACTS, type GradebookRow } from '../gradebook/projection.ts';

type From = (typeof LINE_FACTS)[number];

/**
 * A fact that made a student's line in the gradebook of a course, as far as the gradebook's fold reads it. Each is a row of its own, written
 * once: a line is folded from them as it was on any day.
 */
export interface HistoryRow {
  readonly courseId: Id;
  readonly personId: Id;
  /** Its place in the log. */
  readonly order: Position;
  readonly type: string;
  readonly at: Instant;
  readonly by: Id | null;
  readonly data: object;
}

/** What of a grade the gradebook needs: marks of slots are many, and only whether one waits for a person counts. */
function trimmed(fact: Recorded<EventOf<From>>): object {
  if (fact.type !== 'quizzes.AttemptGraded.v2') return fact.data;
  const { score, former, cause: _, ...data } = fact.data;
  const waiting = score.marks.filter(({ pending }) => pending).slice(0, 1);
  const before = former && { score: former.score, maxScore: former.maxScore };
  return { ...data, score: { score: score.score, maxScore: score.maxScore, marks: waiting }, former: before };
}

export const history = projection<HistoryRow, From>({
  name: 'history',
  version: 3,
  from: LINE_FACTS,
  first: LINE_FACTS,
  key: ({ id }) => id,
  fold: (_, fact) => {
    const { courseId, studentId: personId } = fact.data;
    const { at, by } = fact.metadata;
    return { courseId, personId, order: fact.position, type: fact.type, at, by, data: trimmed(fact) };
  },
  indexes: [{ courseId: 1 }],
});

/** The lines of a course as they stood then, by the very fold of the gradebook, in the order of the students' ids. */
export function linesAsOf(facts: readonly HistoryRow[], asOf: Instant): readonly GradebookRow[] {
  const lines = new Map<string, GradebookRow>();
  const until = facts.filter(({ at }) => at <= asOf).toSorted((a, b) => comparePositions(a.order, b.order));
  for (const { courseId, personId, type, at, by, data } of until) {
    const key = placeKey(courseId, personId);
    const line = gradebook.fold(lines.get(key), { type, data, metadata: { at, by } } as Recorded, key);
    if (line) lines.set(key, line);
  }
  return [...lines.values()].toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
}
