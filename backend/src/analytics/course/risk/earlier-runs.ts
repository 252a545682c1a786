import { ReadModels } from '@lyceum/projections';
import { Injectable } from '@nestjs/common';
import { CourseReader, type ReadCourse } from '../course-reader.ts';
import { breath } from '../breath.ts';
import { dateOf } from '../days.ts';
import type { Run } from './samples.ts';

/** Courses of an instructor that are looked through, and the newest earlier ones that are learnt from. */
const MOST_COURSES = 200;
const MOST_RUNS = 12;

/** A title without the year in which the course was given: `Module AAA, 2013J` and `Module AAA, 2014J` are one course. */
export const familyOf = (title: string): string =>
  title
    .split(/\s+/)
    .filter((word) => !/(?:19|20)\d\d/.test(word))
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').toLowerCase())
    .filter((word) => word !== '')
    .join(' ');

const runOf = ({ courseId, title, cohort, begins, frame }: ReadCourse): Run => ({
  ...{ courseId, title, cohort, begins },
  passMark: frame.passMark,
  ended: frame.ended,
});

/** A course's own past: the courses of the same instructor that have ended and whose titles differ in the year alone. */
@Injectable()
export class EarlierRuns {
  constructor(
    private readonly models: ReadModels,
    private readonly reader: CourseReader,
  ) {}

  /** Those that had ended by the day on which the course is looked at; where it has no first day, those who ended in it too. */
  async of(course: ReadCourse): Promise<readonly Run[]> {
    const { courseId, title, instructorId, frame, begins } = course;
    const { items } = await this.models.courses.page({ of: { taughtBy: instructorId }, limit: MOST_COURSES });
    const family = familyOf(title);
    const others = items.filter((one) => one.courseId !== courseId && one.phase !== 'draft' && familyOf(one.title) === family);
    const read: ReadCourse[] = [];
    for (const one of others) {
      read.push(await this.reader.read(one.courseId, one, dateOf(frame.day)));
      await breath();
    }
    const ended = read.filter((one) => one.frame.ended).toSorted((a, b) => b.origin - a.origin || (a.courseId < b.courseId ? -1 : 1));
    return [...ended.slice(0, MOST_RUNS).map(runOf), ...(begins === null ? [runOf(course)] : [])];
  }
}
