import {
  addTally,
  daysOfReport,
  NO_TALLY,
  overviewOf,
  type ActivePeople,
  type Id,
  type Instant,
  type ReportPlan,
  type SpanTally,
  type Tally,
} from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Injectable } from '@nestjs/common';
import { courses } from '../../courses/course.ts';
import { Streams } from '../../deciding/streams.ts';
import { beginning, end } from '../stretch.ts';

/** What a report tells: of which days, of what, and the figures. */
export interface Told {
  readonly from: string;
  readonly to: string;
  readonly courseId: Id | null;
  /** The course's title; null of the academy. */
  readonly course: string | null;
  readonly came: Tally;
  readonly standing: Tally;
  readonly active: ActivePeople;
  /** Minutes that people were in webinars. */
  readonly watched: number;
  readonly days: readonly SpanTally[];
}

/** Brings together what a report is to tell. */
@Injectable()
export class Reporting {
  constructor(
    private readonly models: ReadModels,
    private readonly streams: Streams,
  ) {}

  /** As of when it is due. @throws ReadStoreUnavailable */
  async tell(plan: ReportPlan, due: Instant): Promise<Told> {
    const { courseId } = plan;
    const { from, to } = daysOfReport(plan, due);
    const scope = courseId === null ? 'all' : (`course:${courseId}` as const);
    const webinars = courseId === null ? null : (await this.models.webinars.ofCourse(courseId)).map(({ webinarId }) => webinarId);
    const [days, then, active, seconds] = await Promise.all([
      this.models.overview.periods([scope], 'day', beginning(from), end(to)),
      this.models.overview.read([scope], { from: null, to: end(to) }),
      this.models.active.by(to, [scope], null),
      this.models.watched.byDay(from, to, due, webinars),
    ]);
    return {
      from,
      to,
      courseId,
      course: courseId === null ? null : await this.titleOf(courseId),
      came: days.reduce<Tally>((sum, day) => addTally(sum, day), NO_TALLY),
      standing: then.tally,
      active,
      watched: Math.round([...seconds.values()].reduce((sum, more) => sum + more, 0) / 60),
      days,
    };
  }

  private async titleOf(courseId: Id): Promise<string> {
    const course = await this.streams.see(courses, courseId);
    return course.phase === 'none' ? '' : course.title;
  }
}

/** The days as a table (RFC 4180). */
export function csvOf(days: readonly SpanTally[], heads: readonly string[]): string {
  const rows = days.map((day) => {
    const { registered = 0, enrolled = 0, left = 0, started = 0, submitted = 0, activity = 0, joined = 0 } = day.counts;
    const { graded, mean } = overviewOf(day).grades;
    return [day.start?.slice(0, 10), registered, enrolled, left, started, submitted, graded, mean ?? '', activity, joined];
  });
  return [heads, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
