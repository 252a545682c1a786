import {
  lineOf,
  shownRules,
  type GradebookCells,
  type GradebookColumn,
  type Id,
  type Instant,
  type MyGrades,
  type QuizRules,
} from '@lyceum/contracts';
import {
  ReadModels,
  type AttendanceRow,
  type AttemptRow,
  type GradebookRow,
  type GradingRow,
  type QuizRow,
  type WebinarRow,
} from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { Streams } from '../../deciding/streams.ts';
import { rulesOfStudent } from '../exceptions/rules-of-student.ts';
import { shownOf } from '../review/shown.ts';
import { attendedIn, countedWebinars } from './attended.ts';
import { columnsOf } from './columns-of.ts';

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

const attemptOf = (row: AttemptRow, shows: boolean): Item['attempts'][number] => {
  const { attemptId, number, phase, score, maxScore, startedAt, deadline, submittedAt } = row;
  return { attemptId, number, phase, score: shows ? score : null, maxScore, startedAt, deadline, submittedAt };
};

/** What a student's page is made of. */
export interface Known {
  readonly quizzes: readonly OwnQuiz[];
  readonly lines: readonly GradebookRow[];
  readonly attempts: readonly AttemptRow[];
  readonly titles: ReadonlyMap<Id, string>;
  readonly gradings: ReadonlyMap<Id, GradingRow>;
  /** Those whose attendance counts or once did, and when the student was there. */
  readonly webinars: readonly WebinarRow[];
  readonly present: readonly AttendanceRow[];
}

/** One course as its student may see it: released columns, and of quizzes those whose marks are shown. */
interface OwnCourse extends GradebookCells {
  readonly line: GradebookRow;
  readonly columns: readonly GradebookColumn[];
  readonly weighted: boolean;
  readonly hidden: ReadonlySet<Id>;
}

/** A grade tells of all attempts that it comes from: it is shown while the marks of each of them are. */
function showsGrade(line: GradebookRow, { quiz, rules }: OwnQuiz, attempts: readonly AttemptRow[], now: Instant): boolean {
  const submitted = new Map(attempts.map(({ attemptId, submittedAt }) => [attemptId, submittedAt]));
  return (line.attempts[quiz.quizId] ?? []).every(({ attemptId, at }) => showsMarks(rules, submitted.get(attemptId) ?? at, now));
}

function courseOf(line: GradebookRow, { quizzes, attempts, gradings, webinars, present }: Known, now: Instant): OwnCourse | undefined {
  const grading = gradings.get(line.courseId);
  if (!grading) return undefined;
  const own = new Map(quizzes.filter(({ quiz }) => quiz.courseId === line.courseId).map((one) => [one.quiz.quizId, one]));
  const counted = countedWebinars(webinars.filter(({ courseId }) => courseId === line.courseId));
  const attended = attendedIn(counted, present, now)(line);
  const all = columnsOf(
    [...own.values()].map(({ quiz, rules }) => ({ ...quiz, counts: rules.counts, dueAt: rules.dueAt, closesAt: rules.closesAt })),
    counted,
    grading,
  );
  const columns = all.filter(({ id, hidden }) => {
    const quiz = own.get(id);
    return !hidden && (!quiz || id in line.overrides || showsGrade(line, quiz, attempts, now));
  });
  const hidden = new Set(all.filter((column) => column.hidden).map(({ id }) => id));
  const cells = lineOf(columns, { ...line, attended }, grading.settings, now);
  return { line, columns, hidden, weighted: grading.settings.total === 'weighted', ...cells };
}

/** What the read models say of one student, as their page shows it. */
export function myGrades(known: Known, now: Instant): MyGrades {
  const { quizzes, lines, attempts, titles } = known;
  const courses = new Map(lines.flatMap((line) => courseOf(line, known, now) ?? []).map((course) => [course.line.courseId, course]));
  const byQuiz = Map.groupBy(attempts, ({ quizId }) => quizId);
  const items = quizzes
    .filter(
      ({ quiz: { quizId, courseId, phase } }) =>
        byQuiz.has(quizId) || (phase === 'published' && courses.get(courseId)?.line.phase === 'active'),
    )
    .map(({ quiz: { quizId, courseId, title }, rules }): Item => {
      const rows = byQuiz.get(quizId) ?? [];
      const course = courses.get(courseId);
      const hidden = course?.hidden.has(quizId) ?? false;
      return {
        courseId,
        courseTitle: titles.get(courseId) ?? '',
        quizId,
        quizTitle: title,
        grade: course?.grades[quizId] ?? null,
        attempts: rows.slice(-NEWEST).map((row) => attemptOf(row, !hidden && showsMarks(rules, row.submittedAt, now))),
        hidden,
        rules: shownRules(rules),
      };
    });
  return { items, courses: [...courses.values()].map((course) => summary(course, titles)) };
}

function summary(
  { line, columns, grades, total, percent, letter, weighted }: OwnCourse,
  titles: ReadonlyMap<Id, string>,
): MyGrades['courses'][number] {
  const others = columns.filter(({ kind }) => kind !== 'quiz');
  return {
    courseId: line.courseId,
    title: titles.get(line.courseId) ?? '',
    total,
    percent,
    letter,
    weighted,
    maxScore: columns.reduce((sum, { maxScore }) => sum + maxScore, 0),
    columns: others.map(({ id, title, maxScore }) => ({ columnId: id, title, maxScore, grade: grades[id] ?? null })),
  };
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
    const [found, webinars, courses, gradings] = await Promise.all([
      this.models.quizzes.ofCourses(courseIds),
      this.models.webinars.graded(courseIds),
      this.models.courses.findMany(courseIds),
      this.models.gradings.findMany(courseIds),
    ]);
    const places = countedWebinars(webinars).map(({ webinarId }) => ({ roomId: webinarId, personId: studentId }));
    const present = await this.models.attendance.find(places);
    const quizzes = await Promise.all(found.map(async (quiz) => ({ quiz, rules: await this.rules(quiz, studentId) })));
    const titles = new Map(courses.map(({ courseId, title }) => [courseId, title]));
    return myGrades({ quizzes, lines, attempts, titles, gradings, webinars, present }, this.clock.now());
  }

  private rules(quiz: QuizRow, studentId: Id): Promise<QuizRules> {
    return rulesOfStudent(this.streams.see, { ...quiz, rules: quiz }, studentId);
  }
}
