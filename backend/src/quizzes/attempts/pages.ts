import type { Paper } from '@lyceum/contracts';
import type { Open } from './attempt.ts';

const pageOf = ({ pages, slots }: Paper, slot: number): number =>
  pages ? pages.findIndex((page) => page.includes(slot)) : slots.findIndex((one) => one.slot === slot);

/**
 * Whether a question lies on a page that was passed: where a quiz goes forward only, the first answer on a later page closes the pages
 * before it. Looking is not recorded, so that answers alone tell how far somebody has come.
 */
export function isPassed({ paper, terms, saved }: Open, slot: number): boolean {
  if (terms.navigation === 'free') return false;
  const page = pageOf(paper, slot);
  return Object.keys(saved).some((answered) => pageOf(paper, Number(answered)) > page);
}
