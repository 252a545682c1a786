import type { Slot } from '@lyceum/contracts';
import type { Week } from './load-week.ts';

/** Times that came and slots that went between two looks at the same week. */
export interface Changes {
  readonly came: readonly string[];
  readonly went: readonly Slot[];
}

const isSameView = (a: Week, b: Week): boolean =>
  a.first === b.first && a.zone === b.zone && a.length === b.length && a.instructorId === b.instructorId;

/** Null where another week, zone or length is looked at: then all of it is new. */
export function changesBetween(before: Week | null, after: Week): Changes | null {
  if (before === null || !isSameView(before, after)) return null;
  const had = new Set(before.slots.map(({ start }) => start));
  const has = new Set(after.slots.map(({ start }) => start));
  return {
    came: after.slots.filter(({ start }) => !had.has(start)).map(({ start }) => start),
    went: before.slots.filter(({ start }) => !has.has(start)),
  };
}
