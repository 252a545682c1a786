import { gradeOf, type Id, type Story, type StoryItem } from '@lyceum/contracts';
import { ReadModels, type GradebookRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { shownActivity } from '../../activity/shown.ts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { CourseReader, type ReadCourse } from './course-reader.ts';
import { dateOf, dayOf, weekOf } from './days.ts';
import { memberLine } from './member-lines.ts';
import type { Member } from './members.ts';
import type { Part } from './parts.ts';
import { Risks } from './risk/risks.ts';
import { datesOf, weeksOf } from './weeks.ts';

/** What somebody did in a course and what came of it, for the course's staff. */
export class GetStory extends Query<Story> {
  constructor(
    readonly who: Asker,
    readonly courseId: Id,
    readonly personId: Id,
    readonly week?: string,
  ) {
    super();
  }
}

/** Facts that are told at once, the newest. */
const MOST = 1000;
const MOST_BOOKINGS = 100;
const [EVER, NEVER] = ['0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'];

/** What was used, week by week. */
function weeksUsed({ doings }: Member, origin: number): StoryItem[] {
  const by = new Map<number, { used: number; days: number; last: number }>();
  for (const { day, used } of doings) {
    if (used === 0) continue;
    const start = weekOf(origin, day);
    const before = by.get(start) ?? { used: 0, days: 0, last: day };
    by.set(start, { used: before.used + used, days: before.days + 1, last: day });
  }
  return [...by].map(([start, { used, days, last }]) => ({
    what: 'week',
    at: `${dateOf(last)}T23:59:59.999Z`,
    start: dateOf(start),
    used,
    days,
  }));
}

/** The grades as they stand, each at the time when it came to stand so. */
function grades({ attempts, works = {}, overrides }: GradebookRow, parts: readonly Part[]): StoryItem[] {
  return parts.flatMap(({ columnId, title, counts, maxScore: full }): StoryItem[] => {
    const of = { what: 'grade', column: { id: columnId, title } } as const;
    const set = overrides[columnId];
    const counted = gradeOf(attempts[columnId] ?? [], counts);
    const attemptId = counted?.attemptId ?? null;
    if (set) return [{ ...of, at: set.at, attemptId, score: set.score, maxScore: full, late: false, override: true }];
    const grade = counted ?? works[columnId];
    if (!grade) return [];
    const { at, score, maxScore, lateSeconds } = grade;
    return [{ ...of, at, attemptId, score, maxScore, late: lateSeconds > 0, override: false }];
  });
}

@QueryHandler(GetStory)
export class GetStoryHandler implements IQueryHandler<GetStory> {
  constructor(
    private readonly reader: CourseReader,
    private readonly risks: Risks,
    private readonly models: ReadModels,
  ) {}

  async execute({ who, courseId, personId, week }: GetStory): Promise<Story> {
    const course = await this.reader.forStaff(who, courseId);
    const { all } = this.reader.standings(course);
    const standing = all.find(({ member }) => member.personId === personId);
    if (!standing) throw new Refused({ code: 'person-not-found' });
    const { risks } = await this.risks.of(course);
    const names = await this.models.people.names([personId]);
    const weeks = weeksOf(course);
    const start = week === undefined ? null : weekOf(course.origin, dayOf(week));
    const items = await this.items(who, course, standing.member, start);
    return {
      course: { courseId, title: course.title },
      member: memberLine(course, standing, weeks, risks.get(personId), names.get(personId) ?? null),
      weeks: datesOf(weeks),
      week: start === null ? null : dateOf(start),
      items: items.toSorted((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : 0)),
    };
  }

  private async items(who: Asker, course: ReadCourse, member: Member, start: number | null): Promise<StoryItem[]> {
    const { courseId, origin, cohort } = course;
    const { personId } = member;
    const [from, to] = start === null ? [EVER, NEVER] : [`${dateOf(start)}T00:00:00.000Z`, `${dateOf(start + 6)}T23:59:59.999Z`];
    const within = ({ at }: StoryItem) => at >= from && at <= to;
    const webinars = await this.models.webinars.ofCourse(courseId);
    const places = [courseId, ...webinars.map(({ webinarId }) => webinarId)];
    const [rows, line, bookings] = await Promise.all([
      this.models.activity.between(places, { person: personId, from, to, used: start !== null, limit: MOST }),
      this.models.gradebook.find(courseId, personId),
      // With the one who asks: sessions with others are not theirs to see.
      this.models.bookings.page({ personId: who.personId, as: 'instructor', with: personId, limit: MOST_BOOKINGS }),
    ]);
    const did = (await shownActivity(this.models, rows)).map((activity): StoryItem => ({ what: 'did', at: activity.at, activity }));
    const consultations = bookings.items.map(({ start: at, bookingId, phase }): StoryItem => ({
      what: 'consultation',
      at,
      bookingId,
      phase,
    }));
    const others = [...(line ? grades(line, cohort.parts) : []), ...consultations].filter(within);
    return [...did, ...others, ...(start === null ? weeksUsed(member, origin) : [])];
  }
}
