import { addTally, NO_TALLY, type SpanTally, type Tally } from '@lyceum/contracts';
import { byStart } from './axis.ts';

/** What had been counted by the end of each span: `base` before the first of them, then span by span. */
export function standings(base: Tally, starts: readonly string[], items: readonly SpanTally[]): readonly Tally[] {
  const of = byStart(items);
  let sum = base;
  return starts.map((start) => {
    const item = of.get(start);
    if (item) sum = addTally(sum, item);
    return sum;
  });
}

/** All that was counted in the spans up to the one with this index. */
export const sumUntil = (starts: readonly string[], items: readonly SpanTally[], last: number): Tally =>
  standings(NO_TALLY, starts, items)[last] ?? NO_TALLY;

/** The spans with one of them anew, as an event has changed it. */
export function withSpan(items: readonly SpanTally[], span: SpanTally): SpanTally[] {
  const others = items.filter(({ start }) => start !== span.start);
  return [...others, span].toSorted((a, b) => ((a.start ?? '') < (b.start ?? '') ? -1 : 1));
}
