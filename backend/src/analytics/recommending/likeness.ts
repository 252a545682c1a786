import type { Id } from '@lyceum/contracts';
import { pairOf, type Tastes } from '@lyceum/projections';

/** A course that goes with one that somebody has. */
export interface Liked {
  readonly courseId: Id;
  /** Which of theirs speaks most for it, how many took that one, and how many of these this one too. */
  readonly because: Id;
  readonly took: number;
  readonly both: number;
}

/** So many people are needed before anything is said of what they took: of fewer it could be told who they are. */
export const FEWEST = 5;
/** What few have in common says little: it weighs as if so many more had not. */
const SHRINKAGE = 10;

/** How alike two courses are by who took them: the cosine, less where few did. */
export function likeness(both: number, a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : (both / Math.sqrt(a * b)) * (both / (both + SHRINKAGE));
}

/** What goes with the courses that somebody has, of those that may be shown to them; the best first. */
export function likedWith(own: readonly Id[], { taken, pairs }: Tastes): readonly Liked[] {
  const mine = new Set(own);
  const found = [...taken].flatMap(([courseId, others]) => {
    if (mine.has(courseId)) return [];
    const reasons = own.flatMap((because) => {
      const [took, both] = [taken.get(because) ?? 0, pairs.get(pairOf(because, courseId)) ?? 0];
      return both < FEWEST ? [] : [{ because, took, both, weight: likeness(both, took, others) }];
    });
    const [best] = reasons.toSorted((a, b) => b.weight - a.weight || (a.because < b.because ? -1 : 1));
    return best ? [{ courseId, ...best, sum: reasons.reduce((sum, { weight }) => sum + weight, 0) }] : [];
  });
  return found
    .toSorted((a, b) => b.sum - a.sum || (a.courseId < b.courseId ? -1 : 1))
    .map(({ courseId, because, took, both }) => ({ courseId, because, took, both }));
}
