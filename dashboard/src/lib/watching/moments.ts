import type { Answer, TimelineItem } from '@lyceum/contracts';

/** A question as it stood at a moment. */
export interface Stood {
  readonly answer: Answer;
  readonly mark: number | null;
}

/** The answers by slot as they stood after the moment at `index`. */
export function stoodAt(items: readonly TimelineItem[], index: number): ReadonlyMap<number, Stood> {
  const stood = new Map<number, Stood>();
  for (const { slot, answer, mark } of items.slice(0, index + 1)) if (slot !== null && answer !== null) stood.set(slot, { answer, mark });
  return stood;
}

/** How far along the line each moment lies, from 0 to 1; where all are at one time they lie at its end. */
export function placesOf(items: readonly TimelineItem[]): readonly number[] {
  const times = items.map(({ at }) => Date.parse(at));
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0];
  return times.map((time) => (last > first ? (time - first) / (last - first) : 1));
}

/** Which moment lies nearest to a place on the line. */
export function nearestTo(places: readonly number[], place: number): number {
  const distances = places.map((one) => Math.abs(one - place));
  return Math.max(0, distances.indexOf(Math.min(...distances)));
}

const FASTER = 20;
const [SHORTEST, LONGEST] = [350, 2500];

/** How long playing waits before the next moment: as long as it took, much faster, and never so short or long that one loses the thread. */
export function waitAfter(items: readonly TimelineItem[], index: number): number {
  const [now, next] = [items[index], items[index + 1]];
  if (!now || !next) return 0;
  return Math.min(LONGEST, Math.max(SHORTEST, (Date.parse(next.at) - Date.parse(now.at)) / FASTER));
}
