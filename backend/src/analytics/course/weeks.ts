import type { CourseTimes } from '@lyceum/contracts';
import type { ReadCourse } from './course-reader.ts';
import { dateOf, dayOf, weekOf } from './days.ts';
import type { Cohort } from './members.ts';
import type { Standing } from './standing.ts';

/** The most weeks that are told of at once: the newest. */
export const MOST_WEEKS = 54;

/** The days on which anybody did anything first and last. */
const known = new WeakMap<Cohort, { readonly first: number | null; readonly last: number | null }>();
function doneIn(cohort: Cohort) {
  const found = known.get(cohort);
  if (found) return found;
  const firsts = cohort.members.flatMap(({ doings }) => doings[0]?.day ?? []);
  const lasts = cohort.members.flatMap(({ doings }) => doings.at(-1)?.day ?? []);
  const done = {
    first: firsts.length > 0 ? firsts.reduce((a, b) => Math.min(a, b)) : null,
    last: lasts.length > 0 ? lasts.reduce((a, b) => Math.max(a, b)) : null,
  };
  known.set(cohort, done);
  return done;
}

/** The first day of the first week in which anything was done, or the course began, and the last day of the course, or today. */
function bounds({ origin, begins, settings, today, cohort }: ReadCourse): { readonly from: number; readonly to: number } {
  const { first, last } = doneIn(cohort);
  const ends = settings.ends === null ? null : dayOf(settings.ends);
  const to = ends === null || ends >= today ? today : Math.min(today, Math.max(ends, last ?? ends));
  const from = Math.min(to, begins ?? to, first ?? to);
  return { from: weekOf(origin, from), to };
}

export function timesOf(course: ReadCourse): CourseTimes {
  const { from, to } = bounds(course);
  return { from: dateOf(from), to: dateOf(to) };
}

/** The first days of the weeks that a course is told of, oldest first, up to the day as of which it is looked at, or its last. */
export function weeksOf(course: ReadCourse): readonly number[] {
  const { from, to } = bounds(course);
  const last = Math.min(course.frame.day, to);
  const starts: number[] = [];
  for (let start = Math.min(from, weekOf(course.origin, last)); start <= last; start += 7) starts.push(start);
  return starts.slice(-MOST_WEEKS);
}

/** What is counted of somebody in each of the weeks, up to a day. */
export function byWeek(
  { member: { doings } }: Pick<Standing, 'member'>,
  weeks: readonly number[],
  until: number,
  count: (doing: Standing['member']['doings'][number]) => number,
): number[] {
  const counts = weeks.map(() => 0);
  const first = weeks[0];
  if (first === undefined) return counts;
  for (const doing of doings) {
    if (doing.day < first || doing.day > until) continue;
    const at = Math.floor((doing.day - first) / 7);
    if (at < counts.length) counts[at]! += count(doing);
  }
  return counts;
}

export const datesOf = (weeks: readonly number[]): string[] => weeks.map(dateOf);
