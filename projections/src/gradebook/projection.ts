import type { Grade, Id, Recorded, EventOf } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { placeKey } from '../enrolments/projection.ts';

/** A student's line in the gradebook of a course: the grade that counts of each quiz, and their sum in points. */
export interface GradebookRow {
  readonly courseId: Id;
  readonly personId: Id;
  readonly phase: 'active' | 'left';
  readonly grades: Readonly<Record<Id, Grade>>;
  readonly total: number;
}

/** The better of two: the highest share counts, the first of equals stays. */
const better = (former: Grade | undefined, { score, maxScore }: { score: number; maxScore: number }): boolean =>
  !former || score * former.maxScore > former.score * maxScore;

function withGrade(row: GradebookRow, { data, metadata }: Recorded<EventOf<'quizzes.AttemptGraded.v2'>>): GradebookRow {
  const { quizId, attemptId } = data;
  const { score, maxScore } = data.score;
  const former = row.grades[quizId];
  const attempts = (former?.attempts ?? 0) + 1;
  const grade = former && !better(former, data.score) ? { ...former, attempts } : { score, maxScore, attemptId, attempts, at: metadata.at };
  const grades = { ...row.grades, [quizId]: grade };
  return { ...row, grades, total: Object.values(grades).reduce((sum, each) => sum + each.score, 0) };
}

export const gradebook = projection<
  GradebookRow,
  'enrolments.StudentEnrolled.v1' | 'enrolments.StudentLeft.v1' | 'quizzes.AttemptGraded.v2'
>({
  name: 'gradebook',
  version: 2,
  from: ['enrolments.StudentEnrolled.v1', 'enrolments.StudentLeft.v1', 'quizzes.AttemptGraded.v2'],
  key: ({ data }) => placeKey(data.courseId, data.studentId),
  fold: (row, fact) => {
    const { courseId, studentId } = fact.data;
    const line = row ?? { courseId, personId: studentId, phase: 'active' as const, grades: {}, total: 0 };
    switch (fact.type) {
      case 'enrolments.StudentEnrolled.v1':
        return { ...line, phase: 'active' };
      case 'enrolments.StudentLeft.v1':
        return { ...line, phase: 'left' };
      case 'quizzes.AttemptGraded.v2':
        return withGrade(line, fact);
    }
  },
  indexes: [
    { courseId: 1, position: 1 },
    { personId: 1, position: 1 },
  ],
  rooms: { course: 'courseId', person: 'personId' },
  views: (row) => [
    { room: `course:${row.courseId}`, audience: 'staff', row },
    { room: `person:${row.personId}`, audience: 'member', row },
  ],
});
