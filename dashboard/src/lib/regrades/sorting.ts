import type { RegradeDifference } from '@lyceum/contracts';

export type Column = 'name' | 'before' | 'after' | 'change';

const names = new Intl.Collator('en');
const change = ({ before, after }: RegradeDifference): number => after - before;

/** The differences by a column; those that are alike there go by name. */
export function sorted(differences: readonly RegradeDifference[], by: Column, falling: boolean, forgotten: string): RegradeDifference[] {
  const byName = (a: RegradeDifference, b: RegradeDifference) => names.compare(a.name ?? forgotten, b.name ?? forgotten);
  const compare = (a: RegradeDifference, b: RegradeDifference) => {
    if (by === 'name') return byName(a, b);
    return by === 'change' ? change(a) - change(b) : a[by] - b[by];
  };
  return differences.toSorted((a, b) => (falling ? -1 : 1) * compare(a, b) || byName(a, b));
}
