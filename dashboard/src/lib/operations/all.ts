import type { Rebuild } from '@lyceum/contracts';
import { isOpen } from './rebuild.ts';

export const differs = ({ difference }: Pick<Rebuild, 'difference'>): boolean =>
  difference !== null && difference.added + difference.removed + difference.changed > 0;

/** The newest rebuilds of all read models taken together: what they are about, and how far those are that are being filled. */
export function together(rebuilds: readonly Rebuild[]) {
  const filling = rebuilds.filter(({ phase }) => phase === 'filling');
  const compared = rebuilds.filter(({ phase }) => phase === 'compared');
  const sum = (of: 'done' | 'total' | 'rate') => filling.reduce((all, rebuild) => all + rebuild[of], 0);
  const left = filling.map(({ secondsLeft }) => secondsLeft).filter((seconds) => seconds !== null);
  return {
    filling,
    compared,
    open: rebuilds.filter(isOpen),
    former: rebuilds.filter(({ former }) => former),
    differing: compared.filter(differs).length,
    done: sum('done'),
    total: sum('total'),
    rate: sum('rate'),
    /** The last to be done says when all are. */
    secondsLeft: left.length > 0 ? Math.max(...left) : null,
  };
}
