import { daysAfter } from '#lib/analytics/period.ts';
import type { CourseTimes } from '@lyceum/contracts';

/** The last days of the weeks of a course, oldest first; the last of them is the course's own last day, or today. */
export function endsOf({ from, to }: CourseTimes): string[] {
  const ends: string[] = [];
  for (let end = daysAfter(from, 6); end < to; end = daysAfter(end, 7)) ends.push(end);
  return [...ends, to];
}

/** Which of the weeks a day lies in. */
export const indexOf = (ends: readonly string[], day: string): number => {
  const found = ends.findIndex((end) => end >= day);
  return found < 0 ? ends.length - 1 : found;
};
