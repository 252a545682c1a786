import {
  isPending,
  withGraded,
  type EventOf,
  type GradedAttempt,
  type Id,
  type Membership,
  type Override,
  type Recorded,
} from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { placeKey } from '../enrolments/projection.ts';

/**
 * A student's line in the gradebook of a course: by quiz the graded attempts, in the order of their making, and by column what a person has
 * set. What counts of them is `lineOf`'s.
 */
export interface GradebookRow extends Membership {
  readonly courseId: Id;
  readonly personId: Id;
  readonly phase: 'active' | 'left';
  readonly attempts: Readonly<Record<Id, readonly GradedAttempt[]>>;
  readonly overrides: Readonly<Record<Id, Override>>;
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

/** The line as a push may carry it to its student: what is shown of its grades is a matter of rules and time, which the page asks for. */
const withoutGrades = ({ courseId, personId, phase }: GradebookRow) => ({ courseId, personId, phase });

export const gradebook = projection<
  GradebookRow,
  'enrolments.StudentEnrolled.v1' | 'enrolments.StudentLeft.v1' | 'quizzes.AttemptGraded.v2' | 'quizzes.GradeOverridden.v1'
>({
  name: 'gradebook',
  version: 7,
  from: ['enrolments.StudentEnrolled.v1', 'enrolments.StudentLeft.v1', 'quizzes.AttemptGraded.v2', 'quizzes.GradeOverridden.v1'],
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
