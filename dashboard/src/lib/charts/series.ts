import type { Figure } from '@lyceum/contracts';

/** One series of a chart. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
  /** The figures that the values are, where there is a why to be asked for. */
  readonly figures?: readonly Figure[];
  /** Where the facts behind the values are listed. */
  readonly hrefs?: readonly (string | null)[];
}

/** The figure whose why can be asked for at a value; of nothing there is none. */
export const figureAt = ({ values, figures }: Series, index: number): Figure | null => (values[index] ? (figures?.[index] ?? null) : null);

/** Where the facts behind a value are listed; of nothing there are none. */
export const hrefAt = ({ values, hrefs }: Series, index: number): string | null => (values[index] ? (hrefs?.[index] ?? null) : null);

/** The indexes whose value an event has changed: those that differ, when the chart shows the same labels as before. */
export function changedAt(before: readonly number[], after: readonly number[]): readonly number[] {
  if (before.length !== after.length) return [];
  return after.flatMap((value, index) => (value === before[index] ? [] : [index]));
}

/** All that a chart is drawn of. */
export interface Shown {
  readonly scheme: string;
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly glowing: readonly (readonly number[])[];
}

const sameItems = <Item>(a: readonly Item[], b: readonly Item[]): boolean =>
  a === b || (a.length === b.length && a.every((item, index) => item === b[index]));

/** Whether all series have the same values, with the same behind them. */
export const sameSeries = (before: readonly Series[], after: readonly Series[]): boolean =>
  before.length === after.length &&
  after.every(({ name, values, figures = [], hrefs = [] }, index) => {
    const other = before[index]!;
    return (
      other.name === name &&
      sameItems(other.values, values) &&
      sameItems(other.figures ?? [], figures) &&
      sameItems(other.hrefs ?? [], hrefs)
    );
  });

/** Whether what they differ in are values alone: colours, and the names that need room, are the same. */
export const looksAlike = (before: Shown, after: Shown): boolean =>
  before.scheme === after.scheme &&
  sameItems(
    before.series.map(({ name }) => name),
    after.series.map(({ name }) => name),
  );

/** Whether there is nothing to be drawn anew. */
export function looksSame(before: Shown | null, after: Shown): boolean {
  if (before === null || before.scheme !== after.scheme || before.glowing !== after.glowing) return false;
  if (!sameItems(before.labels, after.labels) || before.series.length !== after.series.length) return false;
  return after.series.every(({ name, values }, index) => {
    const other = before.series[index];
    return other?.name === name && sameItems(other.values, values);
  });
}

/** Values for each of `labels`, 0 where nothing is known: a chart of time has no gaps where nothing happened. */
export function filled<Row>(
  labels: readonly string[],
  rows: readonly Row[],
  labelOf: (row: Row) => string,
  valueOf: (row: Row) => number,
): number[] {
  const found = new Map(rows.map((row) => [labelOf(row), valueOf(row)]));
  return labels.map((label) => found.get(label) ?? 0);
}

/** The starts of the last `count` spans of `seconds`, the present one included, oldest first (ISO, UTC). */
export function lastSpans(count: number, seconds: number, now: number): string[] {
  const size = seconds * 1000;
  const present = Math.floor(now / size) * size;
  return Array.from({ length: count }, (_, index) => new Date(present - (count - 1 - index) * size).toISOString());
}
