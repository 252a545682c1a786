import { shownRules, type CourseDetail, type Id, type Instant } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import type { EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { foldedTo } from '../deciding/past.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { rosters } from '../enrolments/roster.ts';
import { quizzes } from '../quizzes/quiz.ts';
import { EVENT_LOG } from '../stores/tokens.ts';
import { courses } from './course.ts';
import { barred, type Asker } from './staff.ts';

/** A course as it stood at an instant, for those who are its staff now. */
export class GetPastCourse extends Query<CourseDetail> {
  constructor(
    readonly who: Asker,
    readonly courseId: Id,
    readonly asOf: Instant,
  ) {
    super();
  }
}

/** Folded from the streams of the course, its roster and its quizzes, up to then. */
@QueryHandler(GetPastCourse)
export class GetPastCourseHandler implements IQueryHandler<GetPastCourse> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ who, courseId, asOf }: GetPastCourse): Promise<CourseDetail> {
    const { state: present } = await this.streams.look(courses, courseId);
    const code = barred(present, who);
    if (code !== null) throw new Refused({ code });
    const [course, roster] = await Promise.all([foldedTo(this.log, courses, courseId, asOf), foldedTo(this.log, rosters, courseId, asOf)]);
    if (course.phase === 'none') throw new Refused({ code: 'not-there-yet' });
    const { instructorId, title, summary, seats, phase, lessons } = course;
    const [asked, names] = await Promise.all([this.quizzesOf(courseId, asOf), this.models.people.names([instructorId])]);
    return {
      courseId,
      title,
      summary,
      instructor: { personId: instructorId, name: names.get(instructorId) ?? null },
      seats,
      enrolled: roster.taken,
      phase,
      lessons: [...lessons],
      quizzes: asked,
      you: { enrolled: false, teaches: true },
    };
  }

  private async quizzesOf(courseId: Id, asOf: Instant): Promise<CourseDetail['quizzes']> {
    const present = await this.models.quizzes.ofCourses([courseId]);
    const past = await Promise.all(present.map(({ quizId }) => foldedTo(this.log, quizzes, quizId, asOf)));
    return past.flatMap((quiz) => {
      if (quiz.phase === 'none') return [];
      const { quizId, title, phase, order, rules, access } = quiz;
      return [{ quizId, title, phase, questions: order.length, rules: shownRules(rules), password: access !== null }];
    });
  }
}
