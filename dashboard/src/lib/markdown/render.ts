import { sanitizeHtml } from '#sanitize';
import { Marked } from 'marked';

/** Headings of a text stand under those of the page: its first level is the page's third. */
const marked = new Marked({
  gfm: true,
  walkTokens: (token) => {
    if (token.type === 'heading') token['depth'] = Math.min(6, Number(token['depth']) + 2);
  },
});
const BLOCK = /<(?:p|div|ul|ol|table|pre|h[1-6])\b/i;

/** Markdown, with the HTML in it that may stay, as HTML that is safe to show. */
export const renderMarkdown = (text: string): string => sanitizeHtml(marked.parse(text, { async: false }));

/** The same without a paragraph around it, for choices and other short texts. */
export const renderInline = (text: string): string =>
  BLOCK.test(text) || text.includes('\n\n') ? renderMarkdown(text) : sanitizeHtml(marked.parseInline(text, { async: false }));
