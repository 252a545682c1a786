import { overviewOf, type Counts, type Overview, type SpanTally } from '@lyceum/contracts';

const withSpan = (spans: readonly Counts[], span: Counts): Counts[] => {
  const others = spans.filter(({ start }) => start !== span.start);
  return [...others, span].toSorted((a, b) => (a.start < b.start ? -1 : 1));
};

const countsOf = (
  start: string,
  { registered = 0, enrolled = 0, left = 0, started = 0, submitted = 0, graded = 0 }: SpanTally['counts'],
): Counts => ({
  start,
  registered,
  enrolled,
  left,
  started,
  submitted,
  graded,
});

/** The academy's figures after one row of them has changed. */
export function withRow(overview: Overview, row: SpanTally): Overview {
  const { span, start, ...tally } = row;
  if (span === 'ever') return { ...overview, ...overviewOf(tally) };
  if (start === null || (span !== 'day' && span !== 'minute')) return overview;
  const counts = countsOf(start, tally.counts);
  return span === 'day'
    ? { ...overview, days: withSpan(overview.days, counts) }
    : { ...overview, minutes: withSpan(overview.minutes, counts) };
}
