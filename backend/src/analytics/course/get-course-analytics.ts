import type { CourseAnalytics, CoursePart, CourseStage, CourseWeek, Id } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { CourseReader, type ReadCourse } from './course-reader.ts';
import { dateOf } from './days.ts';
import { Risks } from './risk/risks.ts';
import type { Standing, Standings } from './standing.ts';
import { timesOf, weeksOf } from './weeks.ts';

/** A course in figures, for its staff. */
export class GetCourseAnalytics extends Query<CourseAnalytics> {
  constructor(
    readonly who: Asker,
    readonly courseId: Id,
    readonly asOf?: string,
  ) {
    super();
  }
}

const STAGES: readonly CourseStage[] = ['enrolled', 'started', 'active', 'completed'];

function weekly(course: ReadCourse, all: readonly Standing[]): CourseWeek[] {
  const starts = weeksOf(course);
  const weeks = starts.map((start) => ({ start: dateOf(start), used: 0, done: 0, people: 0, minutes: 0 }));
  const [first] = starts;
  if (first === undefined) return weeks;
  for (const { member } of all) {
    let before = -1;
    for (const { day, used, done, minutes, sat } of member.doings) {
      if (day < first || day > course.frame.day) continue;
      const at = Math.floor((day - first) / 7);
      const week = weeks[at];
      if (!week) break;
      week.used += used;
      week.done += done;
      week.minutes += minutes + sat;
      if (at !== before) week.people++;
      before = at;
    }
  }
  return weeks;
}

function partsOf({ cohort }: ReadCourse, { all, expected }: Standings): CoursePart[] {
  const present = all.filter((one) => one.present);
  return cohort.parts.map(({ columnId, kind, title }, at) => {
    const results = present.flatMap((one) => one.results[at] ?? []);
    const mean = results.length > 0 ? results.reduce((sum, { share }) => sum + share, 0) / results.length : null;
    return {
      ...{ columnId, kind, title },
      in: results.length,
      late: results.filter(({ late }) => late).length,
      missing: present.length - results.length,
      mean: mean === null ? null : Math.round(mean * 1000) / 10,
      expected: expected[at] ?? false,
    };
  });
}

/** What is counted of everybody, as long as nothing changes. */
type Counted = Pick<CourseAnalytics, 'funnel' | 'left' | 'weeks' | 'parts' | 'time'>;

function counted(course: ReadCourse, standings: Standings): Counted {
  const { all } = standings;
  const count = (stage: CourseStage) => all.filter(({ stages }) => stages.has(stage)).length;
  const spent = (minutes: (one: Standing) => number) => ({
    minutes: all.reduce((sum, one) => sum + minutes(one), 0),
    people: all.filter((one) => minutes(one) > 0).length,
  });
  return {
    funnel: Object.fromEntries(STAGES.map((stage) => [stage, count(stage)])) as CourseAnalytics['funnel'],
    left: all.filter(({ present }) => !present).length,
    weeks: weekly(course, all),
    parts: partsOf(course, standings),
    time: { attempts: spent(({ minutes }) => minutes), webinars: spent(({ sat }) => sat) },
  };
}

@QueryHandler(GetCourseAnalytics)
export class GetCourseAnalyticsHandler implements IQueryHandler<GetCourseAnalytics> {
  /** With the weeks that they were counted by: the days of a course may change, and nothing else. */
  readonly #counted = new WeakMap<Standings, { readonly times: string; readonly counts: Counted }>();

  constructor(
    private readonly reader: CourseReader,
    private readonly risks: Risks,
  ) {}

  async execute({ who, courseId, asOf }: GetCourseAnalytics): Promise<CourseAnalytics> {
    const course = await this.reader.forStaff(who, courseId, asOf);
    const { day, ended } = course.frame;
    const { begins, settings } = course;
    const { risks, model } = await this.risks.of(course);
    return {
      asOf: dateOf(day),
      times: timesOf(course),
      week: begins === null || day < begins || ended ? null : Math.floor((day - begins) / 7) + 1,
      settings,
      atRisk: [...risks.values()].filter(({ atRisk }) => atRisk).length,
      ...this.counts(course),
      model,
    };
  }

  private counts(course: ReadCourse): Counted {
    const standings = this.reader.standings(course);
    const times = JSON.stringify([course.origin, timesOf(course)]);
    const known = this.#counted.get(standings);
    if (known?.times === times) return known.counts;
    const counts = counted(course, standings);
    this.#counted.set(standings, { times, counts });
    return counts;
  }
}
