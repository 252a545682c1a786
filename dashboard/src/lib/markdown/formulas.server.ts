import katex from 'katex';
import { t } from '#lib/messages/index.ts';
import type { Formula } from './formulas.ts';
import { escapeHtml } from './html.ts';
import { TYPESETTING } from './typesetting.ts';

/**
 * A formula on the server's page: as MathML, which browsers and screen readers read without a script or a style; the browser sets it in
 * its fonts (typeset.ts).
 */
export function formulaHtml({ tex, display }: Formula): string {
  const kind = display ? 'display' : 'inline';
  try {
    const math = katex.renderToString(tex, { ...TYPESETTING, displayMode: display, output: 'mathml' });
    return `<span data-tex="${kind}">${math}</span>`;
  } catch {
    return `<span data-tex-broken><span class="small muted">${escapeHtml(t('formula.broken'))}</span> <code>${escapeHtml(tex)}</code></span>`;
  }
}
