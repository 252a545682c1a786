import {
  addTally,
  MOST_SPANS,
  NO_TALLY,
  overviewOf,
  type Counts,
  type Instant,
  type Overview,
  type Grain,
  type SpanTally,
  type Tally,
} from '@lyceum/contracts';
import type { Filter } from '@lyceum/stores';
import type { StoredRow } from '../engine/records.ts';
import { AT_ONCE, plain, type Models } from '../reading/models.ts';
import type { OverviewRow } from './projection.ts';
import { keyOf, startOf, type Scope } from './spans.ts';

/** A stretch of time: from the beginning of a minute (since ever where it is null) to the end of one (until now where it is null). */
export interface Stretch {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

const newest = { days: 180, minutes: 60 };

export class OverviewQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** What came to the scopes' figures in that time, with the newest days and, of the present, minutes in which anything happened. */
  async read(scopes: readonly Scope[], { from, to }: Stretch): Promise<Overview> {
    const [total, before, days, minutes] = await Promise.all([
      this.#until(scopes, to),
      from === null ? NO_TALLY : this.#before(scopes, from),
      this.#newest(scopes, 'day', newest.days, { from, to }),
      to === null ? this.#newest(scopes, 'minute', newest.minutes, { from, to }) : [],
    ]);
    return { ...overviewOf(addTally(total, before, -1)), days: days.map(countsOf), minutes: minutes.map(countsOf) };
  }

  /** What happened in each span of the stretch, oldest first, for all the scopes together. */
  async periods(scopes: readonly Scope[], span: Grain, from: Instant, to: Instant): Promise<readonly SpanTally[]> {
    const rows = await this.#rows({ $or: scopes.map((scope) => between(scope, span, from, to)) }, MOST_SPANS * scopes.length);
    return together(rows);
  }

  /** What is counted of each of the scopes since ever. */
  async totals(scopes: readonly Scope[]): Promise<ReadonlyMap<Scope, Tally>> {
    const rows = await this.#rows({ _id: { $in: scopes.map((scope) => keyOf(scope, 'ever', null)) } }, scopes.length);
    return new Map(rows.map((row) => [row.scope, tallyOf(row)]));
  }

  /** Up to the end of that minute. Months that are over, then the days of the month, then the minutes of the day. */
  #until(scopes: readonly Scope[], to: Instant | null): Promise<Tally> {
    if (to === null) return this.#sum(scopes.map((scope) => ({ _id: keyOf(scope, 'ever', null) })));
    const minute = startOf('minute', to);
    return this.#sum(
      scopes.flatMap((scope) => [
        ...upTo(scope, to),
        { _id: { $gte: keyOf(scope, 'minute', startOf('day', to)), $lte: keyOf(scope, 'minute', minute) } },
      ]),
    );
  }

  /** Before the beginning of that minute. */
  #before(scopes: readonly Scope[], from: Instant): Promise<Tally> {
    const minute = startOf('minute', from);
    return this.#sum(
      scopes.flatMap((scope) => [
        ...upTo(scope, from),
        { _id: { $gte: keyOf(scope, 'minute', startOf('day', from)), $lt: keyOf(scope, 'minute', minute) } },
      ]),
    );
  }

  async #sum(ranges: readonly Filter<StoredRow>[]): Promise<Tally> {
    const rows = await this.#rows({ $or: [...ranges] });
    return rows.map(tallyOf).reduce((sum, tally) => addTally(sum, tally), NO_TALLY);
  }

  async #newest(scopes: readonly Scope[], span: Grain, limit: number, { from, to }: Stretch): Promise<readonly SpanTally[]> {
    const of = (scope: Scope) =>
      this.#models.reading('overview', (rows) =>
        rows
          .find(between(scope, span, from ?? '', to ?? '\uffff'))
          .sort({ _id: -1 })
          .limit(limit)
          .batchSize(AT_ONCE)
          .toArray(),
      );
    const found = await Promise.all(scopes.map(of));
    return together(found.flat().map((row) => plain<OverviewRow>(row))).slice(-limit);
  }

  async #rows(filter: Filter<StoredRow>, limit = 0): Promise<readonly OverviewRow[]> {
    const rows = await this.#models.reading('overview', (all) => all.find(filter).limit(limit).batchSize(AT_ONCE).toArray());
    return rows.map((row) => plain<OverviewRow>(row));
  }
}

const between = (scope: Scope, span: Grain, from: string, to: string) => ({
  _id: { $gte: keyOf(scope, span, from), $lte: keyOf(scope, span, to) },
});

/** The months that ended before `at`, and the days of its month that did. */
const upTo = (scope: Scope, at: Instant) => [
  { _id: { $gte: keyOf(scope, 'month', null), $lt: keyOf(scope, 'month', startOf('month', at)) } },
  { _id: { $gte: keyOf(scope, 'day', startOf('month', at)), $lt: keyOf(scope, 'day', startOf('day', at)) } },
];

const tallyOf = ({ counts, roles, tenths, hours, money }: SpanTally): Tally => ({ counts, roles, tenths, hours, money });

/** Rows of several scopes by their spans, oldest first. */
function together(rows: readonly OverviewRow[]): readonly SpanTally[] {
  const by = new Map<string, SpanTally>();
  for (const row of rows) {
    const { span, start } = row;
    const before = by.get(start ?? '');
    by.set(start ?? '', { span, start, ...(before ? addTally(before, row) : tallyOf(row)) });
  }
  return [...by.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, tally]) => tally);
}

const countsOf = ({ start, counts }: SpanTally): Counts => {
  const { registered = 0, enrolled = 0, left = 0, started = 0, submitted = 0, graded = 0 } = counts;
  return { start: start!, registered, enrolled, left, started, submitted, graded };
};
