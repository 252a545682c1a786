import type { Formula } from './formulas.ts';
import { escapeHtml } from './html.ts';

/** A formula as written, until typeset.ts, which is fetched for the first of them, sets it in its place. */
export const formulaHtml = ({ tex, display }: Formula): string =>
  `<span data-tex="${display ? 'display' : 'inline'}">${escapeHtml(tex)}</span>`;
