import type { CourseAnalyticsSettings, Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../api/clock.ts';
import { courses, type Existing } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { Boards } from './boards.ts';
import { dayOf, mondayOf } from './days.ts';
import { Cohorts, type Cohort } from './members.ts';
import { partsOf } from './parts.ts';
import { courseSettings } from './settings.ts';
import { standingsOf, type Frame, type Standings } from './standing.ts';

type Named = Pick<Existing, 'title' | 'instructorId' | 'phase'>;

/** A course as its analytics look at it, at the end of a day. */
export interface ReadCourse {
  readonly courseId: Id;
  readonly title: string;
  readonly instructorId: Id;
  readonly settings: CourseAnalyticsSettings;
  readonly cohort: Cohort;
  readonly frame: Frame;
  /** The day on which its weeks begin, and its first day where it has one. */
  readonly origin: number;
  readonly begins: number | null;
  readonly today: number;
}

/** A course with people of it, all or some, at the end of a day: of `today` where `asOf` is not given. */
export function lookAt(
  { courseId, title, instructorId, phase }: Named & { readonly courseId: Id },
  settings: CourseAnalyticsSettings,
  cohort: Cohort,
  today: number,
  asOf?: string,
): ReadCourse {
  const begins = settings.begins === null ? null : dayOf(settings.begins);
  const first = cohort.members.reduce((least, { since }) => Math.min(least, since), Number.POSITIVE_INFINITY);
  const day = asOf === undefined ? today : dayOf(asOf);
  const ended = (settings.ends !== null && dayOf(settings.ends) < day) || (phase === 'archived' && day >= today);
  const origin = begins ?? mondayOf(Number.isFinite(first) ? first : day);
  return { courseId, title, instructorId, settings, cohort, frame: { day, ended, passMark: settings.passMark }, origin, begins, today };
}

/** Standings of one day that are kept of a course. */
const KEPT = 60;

/** Reads courses for their analytics. */
@Injectable()
export class CourseReader {
  readonly #cohorts = new Cohorts();
  readonly #standings = new WeakMap<Cohort, Map<string, Standings>>();

  constructor(
    private readonly boards: Boards,
    private readonly models: ReadModels,
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  /** The course for its staff. @throws Refused for others */
  async forStaff(who: Asker, courseId: Id, asOf?: string): Promise<ReadCourse> {
    const { state: course } = await this.streams.look(courses, courseId);
    const bar = barred(course, who);
    if (bar) throw new Refused({ code: bar });
    return this.read(courseId, course as Existing, asOf);
  }

  /** Of a course that is there. `asOf` is a day; today where it is not given. */
  async read(courseId: Id, { title, instructorId, phase }: Named, asOf?: string): Promise<ReadCourse> {
    const [{ state: settings }, board, quizzes, grading] = await Promise.all([
      this.streams.look(courseSettings, courseId),
      this.boards.of(courseId),
      this.models.quizzes.ofCourses([courseId]),
      this.models.gradings.find(courseId),
    ]);
    const cohort = this.#cohorts.of(board, partsOf(quizzes, grading));
    return lookAt({ courseId, title, instructorId, phase }, settings, cohort, dayOf(this.clock.now()), asOf);
  }

  /** How everybody stands; kept for as long as nothing changes. */
  standings({ cohort, frame }: Pick<ReadCourse, 'cohort' | 'frame'>): Standings {
    const kept = this.#standings.get(cohort) ?? new Map<string, Standings>();
    this.#standings.set(cohort, kept);
    const key = `${frame.day} ${frame.ended} ${frame.passMark}`;
    const known = kept.get(key);
    if (known) return known;
    const made = standingsOf(cohort, frame);
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
    kept.set(key, made);
    return made;
  }
}
