import { addTally, NO_TALLY, type SpanTally } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { COUNTED, scopesOf, tallyOf } from './counted.ts';
import { keysAt, readKey, type Scope } from './spans.ts';

/** The figures of a scope within one span of time, as they add up. */
export interface OverviewRow extends SpanTally {
  readonly scope: Scope;
}

const empty = (key: string): OverviewRow => {
  const { scope, span, start } = readKey(key);
  return { scope, span, start, ...NO_TALLY };
};

export const overview = projection<OverviewRow, (typeof COUNTED)[number]>({
  name: 'overview',
  version: 6,
  from: COUNTED,
  // By when it happened, not when it was recorded: an imported history falls into its place.
  key: (fact) => scopesOf(fact).flatMap((scope) => keysAt(scope, fact.metadata.at)),
  fold: (row, fact, key) => {
    const before = row ?? empty(key);
    const { hours, ...tally } = tallyOf(fact);
    // The hours of a minute would say nothing.
    return { ...before, ...addTally(before, { ...tally, hours: before.span === 'minute' ? {} : hours }) };
  },
  blind: true,
  indexes: [{ position: 1 }],
  rooms: { admin: null },
  // Of the academy alone: who looks at a course hears that something changed, and asks.
  views: (row) => (row.scope === 'all' ? [{ room: 'admin', audience: 'staff', row }] : []),
});
