import type { PublicPaper } from '@lyceum/contracts';

/** The page that a question stands on; the first where there is no such question. */
export const pageOf = ({ pages }: Pick<PublicPaper, 'pages'>, slot: number): number =>
  Math.max(
    0,
    pages.findIndex((page) => page.includes(slot)),
  );

/** How far somebody has come on a paper without a way back: the last page with an answer, or the one they look at. */
export const furthestPage = (paper: Pick<PublicPaper, 'pages'>, at: number, answered: ReadonlySet<number>): number =>
  Math.max(pageOf(paper, at), ...[...answered].map((slot) => pageOf(paper, slot)));

/** The questions that cannot be looked at: on a paper without a way back all but those of the page one has come to. */
export const closedSlots = ({ pages, navigation }: Pick<PublicPaper, 'pages' | 'navigation'>, page: number): ReadonlySet<number> =>
  new Set(navigation === 'free' ? [] : pages.flatMap((slots, at) => (at === page ? [] : slots)));
