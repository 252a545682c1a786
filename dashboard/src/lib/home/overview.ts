import type { Counts, Overview } from '@lyceum/contracts';
import type { Rows } from '#lib/live/rows.ts';

const withSpan = (spans: readonly Counts[], span: Counts): Counts[] => {
  const others = spans.filter(({ start }) => start !== span.start);
  return [...others, span].toSorted((a, b) => (a.start < b.start ? -1 : 1));
};

/** The academy's figures after one row of them has changed. */
export function withRow(overview: Overview, row: Rows['overview']): Overview {
  if (row.span === 'total') {
    const { people, courses, enrolments, attempts, grades } = row;
    return { ...overview, people, courses, enrolments, attempts, grades };
  }
  const { span, ...counts } = row;
  return span === 'day'
    ? { ...overview, days: withSpan(overview.days, counts) }
    : { ...overview, minutes: withSpan(overview.minutes, counts) };
}
