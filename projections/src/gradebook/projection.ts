import {
  isPending,
  withGraded,
  type AcademyEventType,
  type EventOf,
  type GradedAttempt,
  type Id,
  type Membership,
  type Override,
  type Recorded,
  type Work,
} from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { placeKey } from '../enrolments/projection.ts';

/**
 * A student's line in the gradebook of a course: by quiz the graded attempts, in the order of their making, and by column what was
 * graded elsewhere and what a person has set. What counts of them is `lineOf`'s.
 */
export interface GradebookRow extends Membership {
  readonly courseId: Id;
  readonly personId: Id;
  readonly phase: 'active' | 'left';
  readonly attempts: Readonly<Record<Id, readonly GradedAttempt[]>>;
  readonly overrides: Readonly<Record<Id, Override>>;
  readonly works?: Readonly<Record<Id, Work>>;
}

function withGrade(row: GradebookRow, { data, metadata }: Recorded<EventOf<'quizzes.AttemptGraded.v2'>>): GradebookRow {
  const { quizId, attemptId, lateSeconds, former } = data;
  const { score, maxScore } = data.score;
  const graded = { attemptId, score, maxScore, lateSeconds, pending: isPending(data.score), at: metadata.at };
  return { ...row, attempts: { ...row.attempts, [quizId]: withGraded(row.attempts[quizId] ?? [], graded, former) } };
}

function withOverride(row: GradebookRow, { data, metadata: { at, by } }: Recorded<EventOf<'quizzes.GradeOverridden.v1'>>): GradebookRow {
  const { columnId, score, reason } = data;
  const { [columnId]: _, ...others } = row.overrides;
  return { ...row, overrides: score === null ? others : { ...others, [columnId]: { score, reason, by, at } } };
}

/** What was never marked has no grade. */
function withWork(row: GradebookRow, { data, metadata: { at } }: Recorded<EventOf<'quizzes.WorkGraded.v1'>>): GradebookRow {
  const { columnId, score, maxScore, lateSeconds } = data;
  if (score !== null) return { ...row, works: { ...row.works, [columnId]: { score, maxScore, lateSeconds, at } } };
  const { [columnId]: _, ...others } = row.works ?? {};
  return { ...row, works: others };
}

/** The line as a push may carry it to its student: what is shown of its grades is a matter of rules and time, which the page asks for. */
const withoutGrades = ({ courseId, personId, phase }: GradebookRow) => ({ courseId, personId, phase });

/** The facts that make a line. */
export const LINE_FACTS = [
  'enrolments.StudentEnrolled.v1',
  'enrolments.StudentLeft.v1',
  'quizzes.AttemptGraded.v2',
  'quizzes.GradeOverridden.v1',
  'quizzes.WorkGraded.v1',
] as const satisfies readonly AcademyEventType[];

export const gradebook = projection<GradebookRow, (typeof LINE_FACTS)[number]>({
  name: 'gradebook',
  version: 8,
  from: LINE_FACTS,
  key: ({ data }) => placeKey(data.courseId, data.studentId),
  fold: (row, fact) => {
    const { courseId, studentId } = fact.data;
    const none = { phase: 'active', since: null, until: null, attempts: {}, overrides: {} } as const;
    const line = row ?? { courseId, personId: studentId, ...none };
    const { at } = fact.metadata;
    switch (fact.type) {
      case 'enrolments.StudentEnrolled.v1':
        // Who comes back was there all along: leaving for a while undoes nothing that was missed.
        return { ...line, phase: 'active', since: line.since ?? at, until: null };
      case 'enrolments.StudentLeft.v1':
        return { ...line, phase: 'left', until: at };
      case 'quizzes.AttemptGraded.v2':
        return withGrade(line, fact);
      case 'quizzes.GradeOverridden.v1':
        return withOverride(line, fact);
      case 'quizzes.WorkGraded.v1':
        return withWork(line, fact);
    }
  },
  indexes: [
    { courseId: 1, position: 1 },
    { personId: 1, position: 1 },
  ],
  rooms: { course: 'courseId', person: 'personId' },
  views: (row) => [
    { room: `course:${row.courseId}`, audience: 'staff', row },
    { room: `person:${row.personId}`, audience: 'member', row: withoutGrades(row) },
  ],
});
