import { type GapHtml, renderInline } from '#lib/markdown/render.ts';
import { escapeHtml } from '#lib/markdown/html.ts';
import { t } from '#lib/messages/index.ts';

/** What `wordsOf` says of each gap, as Markdown, at its place in the text; a gap without words stands empty. */
export const filledGaps =
  (wordsOf: (gapId: string) => string): GapHtml =>
  (gapId) => {
    const label = escapeHtml(t('answering.gap', { number: Number(gapId.slice(1)) }));
    const words = wordsOf(gapId);
    return `<span class="gap-filled"><span class="visually-hidden">${label}: </span>${words === '' ? '—' : renderInline(words)}</span>`;
  };
