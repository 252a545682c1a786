import { sanitizeHtml } from '#sanitize';
import { Marked, type Tokens } from 'marked';

const marked = new Marked({ gfm: true });
/** The level of a text's highest heading: it stands under the page's own and the title of its lesson or question. */
const HIGHEST = 3;

function parse(text: string): string {
  const tokens = marked.lexer(text);
  const headings: { depth: number }[] = [];
  marked.walkTokens(tokens, (token) => {
    if (token.type === 'heading') headings.push(token as Tokens.Heading);
  });
  const shift = HIGHEST - Math.min(...headings.map(({ depth }) => depth));
  for (const heading of headings) heading.depth = Math.min(6, heading.depth + shift);
  return marked.parser(tokens);
}

const BLOCK = /<(?:p|div|ul|ol|table|pre|h[1-6])\b/i;

/** Markdown, with the HTML in it that may stay, as HTML that is safe to show. */
export const renderMarkdown = (text: string): string => sanitizeHtml(parse(text));

/** The same without a paragraph around it, for choices and other short texts. */
export const renderInline = (text: string): string =>
  BLOCK.test(text) || text.includes('\n\n') ? renderMarkdown(text) : sanitizeHtml(marked.parseInline(text, { async: false }));
