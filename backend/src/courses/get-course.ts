import { shownRules, type CourseDetail, type Id, type Lesson, type QuizRules } from '@lyceum/contracts';
import { ReadModels, type QuizRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { isEnrolled, rosters } from '../enrolments/roster.ts';
import { rulesOfStudent } from '../quizzes/exceptions/rules-of-student.ts';
import { courses } from './course.ts';
import { isStaff, mayKnow, type Asker } from './staff.ts';

/** A course as this reader may see it, and the revision that an edit of it is to expect. */
export class GetCourse extends Query<{ course: CourseDetail; revision: number }> {
  constructor(
    readonly who: Asker | undefined,
    readonly courseId: Id,
  ) {
    super();
  }
}

/** Those outside see what the lessons are called. */
const heading = ({ lessonId, title }: Lesson): Lesson => ({ lessonId, title, text: '', video: null });

const summary = ({ quizId, title, phase, marks, password }: QuizRow, rules: QuizRules): CourseDetail['quizzes'][number] => ({
  quizId,
  title,
  phase,
  questions: marks.length,
  rules: shownRules(rules),
  password,
});

/** The course itself is folded from its stream: its revision belongs to exactly what is shown. */
@QueryHandler(GetCourse)
export class GetCourseHandler implements IQueryHandler<GetCourse> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
  ) {}

  async execute({ who, courseId }: GetCourse): Promise<{ course: CourseDetail; revision: number }> {
    const [{ state: course, revision }, { state: roster }] = await Promise.all([
      this.streams.look(courses, courseId),
      this.streams.look(rosters, courseId),
    ]);
    if (!mayKnow(course, who)) throw new Refused({ code: 'course-not-found' });
    const { instructorId, title, summary: about, seats, phase, lessons } = course;
    const [quizzes, names] = await Promise.all([this.models.quizzes.ofCourses([courseId]), this.models.people.names([instructorId])]);
    const you = { enrolled: who !== undefined && isEnrolled(roster, who.personId), teaches: isStaff(course, who) };
    const visible = quizzes.filter((quiz) => you.teaches || quiz.phase === 'published');
    const inside = you.enrolled || you.teaches;
    const detail: CourseDetail = {
      courseId,
      title,
      summary: about,
      instructor: { personId: instructorId, name: names.get(instructorId) ?? null },
      seats,
      enrolled: roster.taken,
      phase,
      lessons: inside ? [...lessons] : lessons.map(heading),
      quizzes: await Promise.all(visible.map(async (quiz) => summary(quiz, await this.rules(quiz, you.enrolled ? who : undefined)))),
      you,
    };
    return { course: detail, revision };
  }

  /** The rules of a quiz as they hold for a student, or for everybody. */
  private async rules(quiz: QuizRow, who: Asker | undefined): Promise<QuizRules> {
    return who ? rulesOfStudent(this.streams.see, { ...quiz, rules: quiz }, who.personId) : quiz;
  }
}
