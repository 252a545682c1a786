import type { Id, MyGrades } from '@lyceum/contracts';
import { ReadModels, type AttemptRow, type GradebookRow, type QuizRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

/** A student's own grades and attempts: all published quizzes of the courses they are in, and those they have been graded in. */
export class GetMyGrades extends Query<MyGrades> {
  constructor(readonly studentId: Id) {
    super();
  }
}

/** A student may have made thousands of attempts; the newest of each quiz are enough for a page. */
const NEWEST = 50;

const attemptOf = ({ attemptId, number, phase, score, maxScore, startedAt, deadline, submittedAt }: AttemptRow) => ({
  attemptId,
  number,
  phase,
  score,
  maxScore,
  startedAt,
  deadline,
  submittedAt,
});

type Item = MyGrades['items'][number];

/** What the read models say of one student, as their page shows it. */
export function myGrades(
  quizzes: readonly QuizRow[],
  lines: readonly GradebookRow[],
  attempts: readonly AttemptRow[],
  titles: ReadonlyMap<Id, string>,
): MyGrades {
  const active = new Set(lines.filter(({ phase }) => phase === 'active').map(({ courseId }) => courseId));
  const grades = new Map(lines.flatMap((line) => Object.entries(line.grades)));
  const byQuiz = Map.groupBy(attempts, ({ quizId }) => quizId);
  const items = quizzes
    .filter(({ quizId, courseId, phase }) => byQuiz.has(quizId) || (phase === 'published' && active.has(courseId)))
    .map(({ quizId, courseId, title, timeLimitSeconds, attemptsAllowed }): Item => ({
      courseId,
      courseTitle: titles.get(courseId) ?? '',
      quizId,
      quizTitle: title,
      grade: grades.get(quizId) ?? null,
      attempts: (byQuiz.get(quizId) ?? []).slice(-NEWEST).map(attemptOf),
      attemptsAllowed,
      timeLimitSeconds,
    }));
  return { items };
}

@QueryHandler(GetMyGrades)
export class GetMyGradesHandler implements IQueryHandler<GetMyGrades> {
  constructor(private readonly models: ReadModels) {}

  async execute({ studentId }: GetMyGrades): Promise<MyGrades> {
    const [lines, attempts] = await Promise.all([this.models.gradebook.ofPerson(studentId), this.models.attempts.ofStudent(studentId)]);
    const courseIds = lines.map(({ courseId }) => courseId);
    const [quizzes, courses] = await Promise.all([this.models.quizzes.ofCourses(courseIds), this.models.courses.findMany(courseIds)]);
    return myGrades(quizzes, lines, attempts, new Map(courses.map(({ courseId, title }) => [courseId, title])));
  }
}
