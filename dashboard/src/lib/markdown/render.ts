import { formulaHtml } from '#formulas';
import { sanitizeHtml } from '#sanitize';
import { Marked, type Tokens } from 'marked';
import { type Formula, withFormulas, withoutFormulas } from './formulas.ts';
import { escapeHtml, rewritten } from './html.ts';

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
const parseInline = (text: string): string =>
  BLOCK.test(text) || text.includes('\n\n') ? parse(text) : marked.parseInline(text, { async: false });

const GAP = /\{\{(g\d+)\}\}/g;
/** What stands at a gap of a text, as HTML that is safe. */
export type GapHtml = (gapId: string) => string;

/**
 * Formulas and gaps come in after the sanitiser, and in texts only: within an attribute they stay the letters that they were.
 */
function finished(html: string, formulas: readonly Formula[], gapHtml?: GapHtml): string {
  if (formulas.length === 0 && !gapHtml) return html;
  const inTag = (tag: string) => withFormulas(tag, formulas, ({ source }) => escapeHtml(source));
  const inText = (text: string) => {
    const typeset = withFormulas(text, formulas, formulaHtml);
    return gapHtml ? typeset.replaceAll(GAP, (_, gapId: string) => gapHtml(gapId)) : typeset;
  };
  return rewritten(html, inTag, inText);
}

function render(text: string, write: (text: string) => string, gapHtml?: GapHtml): string {
  const { text: kept, formulas } = withoutFormulas(text);
  return finished(sanitizeHtml(write(kept)), formulas, gapHtml);
}

/** Markdown, with the HTML in it that may stay, as HTML that is safe to show. */
export const renderMarkdown = (text: string, gapHtml?: GapHtml): string => render(text, parse, gapHtml);

/** The same without a paragraph around it, for choices and other short texts. */
export const renderInline = (text: string): string => render(text, parseInline);

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', nbsp: ' ', amp: '&', '#39': "'" };

/** What a choice is called where its text has formulas, which not everything that reads a page aloud can take in; else its text speaks. */
export const nameOfChoice = (text: string): string | undefined =>
  withoutFormulas(text).formulas.length === 0 ? undefined : plainText(text);

/** The words of a text without any markup, where only text can stand: an option of a menu, a label. Formulas stay as written. */
export function plainText(text: string): string {
  const { text: kept, formulas } = withoutFormulas(text);
  const words = rewritten(
    sanitizeHtml(parseInline(kept)),
    (tag) => /^<img\b[^>]*\balt="([^"]*)"/.exec(tag)?.[1] ?? '',
    (one) => one,
  ).replaceAll(/&(lt|gt|quot|nbsp|amp|#39);/g, (whole, name: string) => NAMED[name] ?? whole);
  return withFormulas(words, formulas, ({ source }) => source).trim();
}
