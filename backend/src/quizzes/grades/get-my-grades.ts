import { gradeOf, shownRules, type Grade, type Id, type Instant, type MyGrades, type QuizRules } from '@lyceum/contracts';
import { ReadModels, type AttemptRow, type GradebookRow, type QuizRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { Streams } from '../../deciding/streams.ts';
import { rulesOfStudent } from '../exceptions/rules-of-student.ts';
import { shownOf } from '../review/shown.ts';

/** A student's own grades and attempts: all published quizzes of the courses they are in, and those they have been graded in. */
export class GetMyGrades extends Query<MyGrades> {
  constructor(readonly studentId: Id) {
    super();
  }
}

/** A student may have made thousands of attempts; the newest of each quiz are enough for a page. */
const NEWEST = 50;

type Item = MyGrades['items'][number];

/** A quiz with its rules as they hold for the student. */
export interface OwnQuiz {
  readonly quiz: QuizRow;
  readonly rules: QuizRules;
}

const showsMarks = ({ review, closesAt }: QuizRules, submittedAt: Instant | null, now: Instant): boolean =>
  shownOf(review, { submittedAt, closesAt, now }).marks;

const attemptOf = (row: AttemptRow, rules: QuizRules, now: Instant): Item['attempts'][number] => {
  const { attemptId, number, phase, score, maxScore, startedAt, deadline, submittedAt } = row;
  const shown = showsMarks(rules, submittedAt, now) ? score : null;
  return { attemptId, number, phase, score: shown, maxScore, startedAt, deadline, submittedAt };
};

/** A grade tells of all attempts that it comes from: it is shown while the marks of each of them are. */
function gradeShown(line: GradebookRow | undefined, { quiz, rules }: OwnQuiz, rows: readonly AttemptRow[], now: Instant): Grade | null {
  const graded = line?.attempts[quiz.quizId] ?? [];
  const submitted = new Map(rows.map(({ attemptId, submittedAt }) => [attemptId, submittedAt]));
  const shown = graded.every(({ attemptId, at }) => showsMarks(rules, submitted.get(attemptId) ?? at, now));
  return shown ? gradeOf(graded, rules.counts) : null;
}

/** What the read models say of one student, as their page shows it. */
export function myGrades(
  quizzes: readonly OwnQuiz[],
  lines: readonly GradebookRow[],
  attempts: readonly AttemptRow[],
  titles: ReadonlyMap<Id, string>,
  now: Instant,
): MyGrades {
  const byCourse = new Map(lines.map((line) => [line.courseId, line]));
  const byQuiz = Map.groupBy(attempts, ({ quizId }) => quizId);
  const items = quizzes
    .filter(
      ({ quiz: { quizId, courseId, phase } }) =>
        byQuiz.has(quizId) || (phase === 'published' && byCourse.get(courseId)?.phase === 'active'),
    )
    .map((own): Item => {
      const { quizId, courseId, title } = own.quiz;
      const rows = byQuiz.get(quizId) ?? [];
      return {
        courseId,
        courseTitle: titles.get(courseId) ?? '',
        quizId,
        quizTitle: title,
        grade: gradeShown(byCourse.get(courseId), own, rows, now),
        attempts: rows.slice(-NEWEST).map((row) => attemptOf(row, own.rules, now)),
        rules: shownRules(own.rules),
      };
    });
  return { items };
}

@QueryHandler(GetMyGrades)
export class GetMyGradesHandler implements IQueryHandler<GetMyGrades> {
  constructor(
    private readonly models: ReadModels,
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  async execute({ studentId }: GetMyGrades): Promise<MyGrades> {
    const [lines, attempts] = await Promise.all([this.models.gradebook.ofPerson(studentId), this.models.attempts.ofStudent(studentId)]);
    const courseIds = lines.map(({ courseId }) => courseId);
    const [quizzes, courses] = await Promise.all([this.models.quizzes.ofCourses(courseIds), this.models.courses.findMany(courseIds)]);
    const own = await Promise.all(quizzes.map(async (quiz) => ({ quiz, rules: await this.rules(quiz, studentId) })));
    return myGrades(own, lines, attempts, new Map(courses.map(({ courseId, title }) => [courseId, title])), this.clock.now());
  }

  private rules(quiz: QuizRow, studentId: Id): Promise<QuizRules> {
    return rulesOfStudent(this.streams.see, { ...quiz, rules: quiz }, studentId);
  }
}
