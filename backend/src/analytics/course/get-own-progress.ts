import type { Id, OwnCourse, OwnProgress, Quarters } from '@lyceum/contracts';
import { ReadModels, type CourseRow, type GradebookRow, type ParticipationRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { Streams } from '../../deciding/streams.ts';
import { CourseReader, lookAt, type ReadCourse } from './course-reader.ts';
import { dayOf } from './days.ts';
import { memberOf } from './members.ts';
import { partsOf } from './parts.ts';
import { courseSettings } from './settings.ts';
import { standingsOf, type Standing } from './standing.ts';
import { streakOf } from './streak.ts';
import { byWeek, datesOf, weeksOf } from './weeks.ts';

/** One's own progress in the courses one is in, and how long one has kept at it. */
export class GetOwnProgress extends Query<OwnProgress> {
  constructor(
    readonly personId: Id,
    readonly zone: string,
    readonly courseId?: Id,
  ) {
    super();
  }
}

/** Months in which a streak is looked for: two years of days in a row. */
const MONTHS = 25;
const MOST_COURSES = 30;
/** Weeks of one's own that are shown. */
const SHOWN = 12;
/** Among fewer it could be told who is where. */
const COMPANY = 10;

/** The value that a share of the others is below, between the two nearest. */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return Math.round((low + (high - low) * (at - Math.floor(at))) * 10) / 10;
}

function quartersOf(own: Standing, present: readonly Standing[], count: (one: Standing) => number): Quarters {
  const sorted = present.map(count).toSorted((a, b) => a - b);
  return { own: count(own), low: quantile(sorted, 0.25), middle: quantile(sorted, 0.5), high: quantile(sorted, 0.75) };
}

const comparison = (all: readonly Standing[], personId: Id): OwnCourse['comparison'] => {
  const present = all.filter((one) => one.present);
  const own = present.find(({ member }) => member.personId === personId);
  if (!own || present.length < COMPANY) return null;
  return {
    people: present.length,
    activity: quartersOf(own, present, ({ did }) => did),
    parts: quartersOf(own, present, (one) => one.in),
  };
};

/** Somebody's own course, of which `course` knows them alone. */
export function ownCourse(course: ReadCourse): OwnCourse | null {
  const { all } = standingsOf(course.cohort, course.frame);
  const [own] = all;
  if (!own?.present) return null;
  const weeks = weeksOf(course).slice(-SHOWN);
  const { day } = course.frame;
  const did = byWeek(own, weeks, day, ({ used, done, sat }) => used + done + (sat > 0 ? 1 : 0));
  const minutes = byWeek(own, weeks, day, (doing) => doing.minutes + doing.sat);
  return {
    courseId: course.courseId,
    title: course.title,
    parts: { in: own.in, of: course.cohort.parts.length },
    weeks: datesOf(weeks).map((start, at) => ({ start, did: did[at]!, minutes: minutes[at]! })),
    comparison: null,
  };
}

@QueryHandler(GetOwnProgress)
export class GetOwnProgressHandler implements IQueryHandler<GetOwnProgress> {
  constructor(
    private readonly reader: CourseReader,
    private readonly models: ReadModels,
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  async execute({ personId, zone, courseId }: GetOwnProgress): Promise<OwnProgress> {
    const { models } = this;
    const [months, enrolments] = await Promise.all([models.habits.newest(personId, MONTHS), models.enrolments.ofPerson(personId)]);
    const ids = enrolments.map((one) => one.courseId).filter((id) => courseId === undefined || id === courseId);
    const [courses, lines, participations] = await Promise.all([
      models.courses.findMany(ids.slice(0, MOST_COURSES)),
      models.gradebook.ofPerson(personId),
      models.participation.ofPerson(personId),
    ]);
    const items = await Promise.all(
      courses.map((course) => {
        const line = lines.find((one) => one.courseId === course.courseId);
        const participation = participations.find((one) => one.courseId === course.courseId);
        return line ? this.own(course, line, participation) : null;
      }),
    );
    return {
      streak: streakOf(months, zone, this.clock.time()),
      items: items.flatMap((item) => item ?? []).toSorted((a, b) => (a.title < b.title ? -1 : 1)),
    };
  }

  private async own(course: CourseRow, line: GradebookRow, participation: ParticipationRow | undefined): Promise<OwnCourse | null> {
    const { courseId } = course;
    const { personId } = line;
    const [{ state: settings }, quizzes, grading, webinars] = await Promise.all([
      this.streams.look(courseSettings, courseId),
      this.models.quizzes.ofCourses([courseId]),
      this.models.gradings.find(courseId),
      this.models.webinars.ofCourse(courseId),
    ]);
    const rows = await this.models.attendance.find(webinars.map(({ webinarId: roomId }) => ({ roomId, personId })));
    const parts = partsOf(quizzes, grading);
    const member = memberOf({ line, participation, stays: rows.flatMap(({ stays }) => stays) }, parts);
    const cohort = { parts, members: [member], usual: parts.map(() => null) };
    const item = ownCourse(lookAt(course, settings, cohort, dayOf(this.clock.now())));
    if (!item || !settings.comparison) return item;
    // Only here are the others looked at.
    return { ...item, comparison: comparison(this.reader.standings(await this.reader.read(courseId, course)).all, personId) };
  }
}
