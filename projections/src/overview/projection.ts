import { addTally, NO_TALLY, type SpanTally, type Tally } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { COUNTED, scopesOf, tallyOf, type Counted } from './counted.ts';
import { keysAt, readKey, type Scope } from './spans.ts';

/** The figures of a scope within one span of time, as they add up. */
export interface OverviewRow extends SpanTally {
  readonly scope: Scope;
}

const empty = (key: string): OverviewRow => {
  const { scope, span, start } = readKey(key);
  return { scope, span, start, ...NO_TALLY };
};

/** What a fact adds. It goes into some ten rows one after the other: what the last one adds is kept. */
const added = ((): ((fact: Counted) => { readonly whole: Tally; readonly withoutHours: Tally }) => {
  let last: { readonly of: Counted; readonly whole: Tally; readonly withoutHours: Tally } | null = null;
  return (fact) => {
    if (last?.of === fact) return last;
    const whole = tallyOf(fact);
    last = { of: fact, whole, withoutHours: { ...whole, hours: {} } };
    return last;
  };
})();

export const overview = projection<OverviewRow, (typeof COUNTED)[number]>({
  name: 'overview',
  version: 6,
  from: COUNTED,
  // By when it happened, not when it was recorded: an imported history falls into its place.
  key: (fact) => scopesOf(fact).flatMap((scope) => keysAt(scope, fact.metadata.at)),
  fold: (row, fact, key) => {
    const before = row ?? empty(key);
    const { whole, withoutHours } = added(fact);
    // The hours of a minute would say nothing.
    const { counts, roles, tenths, hours, money } = addTally(before, before.span === 'minute' ? withoutHours : whole);
    return { scope: before.scope, span: before.span, start: before.start, counts, roles, tenths, hours, money };
  },
  blind: true,
  indexes: [{ position: 1 }],
  rooms: { admin: null },
  // Of the academy alone: who looks at a course hears that something changed, and asks.
  views: (row) => (row.scope === 'all' ? [{ room: 'admin', audience: 'staff', row }] : []),
});
