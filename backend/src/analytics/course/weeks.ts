import type { ReadCourse } from './course-reader.ts';
import { dateOf, weekOf } from './days.ts';
import type { Standing } from './standing.ts';

/** The most weeks that are told of at once: the newest. */
export const MOST_WEEKS = 40;

/**
 * The first days of the weeks that a course is told of, oldest first: from the first week in which anybody did anything, or the course began,
 * to the present or its end.
 */
export function weeksOf({ origin, begins, settings, frame }: ReadCourse, all: readonly Standing[]): readonly number[] {
  const firsts = all.flatMap(({ member: { doings } }) => doings[0]?.day ?? []);
  const lasts = all.flatMap(({ last }) => last ?? []);
  const least = (days: readonly number[], otherwise: number) => days.reduce((a, b) => Math.min(a, b), otherwise);
  const most = (days: readonly number[], otherwise: number) => days.reduce((a, b) => Math.max(a, b), otherwise);
  const from = least(firsts, begins ?? (firsts.length > 0 ? firsts[0]! : frame.day));
  const end = settings.ends === null ? frame.day : Math.min(frame.day, Math.floor(Date.parse(settings.ends) / 86_400_000));
  const to = frame.ended ? most(lasts, end) : frame.day;
  const starts: number[] = [];
  for (let start = weekOf(origin, Math.min(from, to)); start <= to; start += 7) starts.push(start);
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
