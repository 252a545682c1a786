import type { Id } from '@lyceum/contracts';
import { AT_ONCE, type Models } from '../reading/models.ts';
import { activeKey, dayIn, firstDay, firstOf, PARTS, type ActiveRow, type ActiveScope, type ActiveSpan } from './projection.ts';

/** How many people were active on a day, in its week and in its month up to it. */
export interface ActiveBy {
  readonly day: number;
  readonly week: number;
  readonly month: number;
}

/** Whom to count: everybody, those among these, or all but these. */
export type Among = { readonly only: ReadonlySet<Id> } | { readonly without: ReadonlySet<Id> } | null;

type Counted = Pick<ActiveRow, 'days' | 'firsts' | 'start' | 'span'>;

const MEMBERS = { members: 0 } as const;

export class ActiveQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** By the end of a day. People who are in several of the scopes are counted once. */
  async by(day: string, scopes: readonly ActiveScope[], among: Among): Promise<ActiveBy> {
    const [week, month] = await Promise.all([
      this.#rows(scopes, 'week', firstDay('week', day), day, among),
      this.#rows(scopes, 'month', firstDay('month', day), day, among),
    ]);
    return {
      day: sum(month, ({ start, days }) => days[dayIn(start, day)] ?? 0),
      week: sum(week, ({ start, firsts }) => upTo(firsts, dayIn(start, day))),
      month: sum(month, ({ start, firsts }) => upTo(firsts, dayIn(start, day))),
    };
  }

  /** How many people were active in each span between two days in which anybody was, by its first day. */
  async spans(
    span: 'day' | ActiveSpan,
    from: string,
    to: string,
    scopes: readonly ActiveScope[],
    among: Among,
  ): Promise<ReadonlyMap<string, number>> {
    const of = span === 'week' ? 'week' : 'month';
    const rows = await this.#rows(scopes, of, firstDay(of, from), to, among);
    const found = new Map<string, number>();
    const add = (start: string, count: number) => count > 0 && found.set(start, (found.get(start) ?? 0) + count);
    for (const { start, days, firsts } of rows) {
      if (span !== 'day') add(start, upTo(firsts, firsts.length - 1));
      else
        for (const [at, count] of days.entries()) {
          const day = new Date(Date.parse(start) + at * 86_400_000).toISOString().slice(0, 10);
          if (day >= from && day <= to) add(day, count);
        }
    }
    return found;
  }

  /** The counts alone of one scope; of several, or of some of its people, they are counted anew from who they are. */
  async #rows(scopes: readonly ActiveScope[], span: ActiveSpan, from: string, to: string, among: Among): Promise<readonly Counted[]> {
    const whole = scopes.length === 1 && among === null;
    const filter = {
      $or: scopes.map((scope) => ({
        _id: { $gte: activeKey(scope, span, from, PARTS.at(0)!), $lte: activeKey(scope, span, to, PARTS.at(-1)!) },
      })),
    };
    const rows = await this.#models.reading('active', (all) =>
      all.find<ActiveRow & { _id: string }>(filter, { batchSize: AT_ONCE, ...(whole && { projection: MEMBERS }) }).toArray(),
    );
    return whole ? rows : counted(rows, among);
  }
}

const upTo = (counts: readonly number[], last: number): number => counts.slice(0, last + 1).reduce((total, count) => total + count, 0);
const sum = (rows: readonly Counted[], of: (row: Counted) => number): number => rows.reduce((total, row) => total + of(row), 0);

const isAmong = (personId: Id, among: Among): boolean =>
  among === null || ('only' in among ? among.only.has(personId) : !among.without.has(personId));

const both = (a: number, b: number): number => Number(BigInt(a) | BigInt(b));

function counted(rows: readonly ActiveRow[], among: Among): readonly Counted[] {
  return [...Map.groupBy(rows, ({ start }) => start)].map(([start, of]) => {
    const members = new Map<Id, number>();
    for (const { members: some } of of)
      for (const [personId, days] of Object.entries(some))
        if (isAmong(personId, among)) members.set(personId, both(members.get(personId) ?? 0, days));
    const { span, days: some } = of[0]!;
    const [days, firsts] = [some.map(() => 0), some.map(() => 0)];
    for (const on of members.values()) {
      firsts[firstOf(on)]!++;
      for (let day = 0; day < days.length; day++) if (Math.floor(on / 2 ** day) % 2 === 1) days[day]!++;
    }
    return { span, start, days, firsts };
  });
}
