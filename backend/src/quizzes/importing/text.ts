/** How a file says its text is written. */
export type TextFormat = 'html' | 'markdown' | 'plain' | 'moodle';

/** Four spaces before a line would make it code in Markdown; only Markdown itself and preformatted HTML mean them. */
const outdented = (text: string): string => text.replaceAll(/^[ \t]+/gm, '');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Text of any format as Markdown with HTML in it, which is what the academy keeps. */
export function asMarkdown(text: string, format: TextFormat): string {
  const lines = text.replaceAll(/\r\n?/g, '\n').trim();
  if (format === 'markdown') return lines;
  if (format === 'plain') return escaped(outdented(lines));
  return /<(?:pre|code|textarea)\b/i.test(lines) ? lines : outdented(lines);
}

/** The text, or undefined where there is none, so that the member is left out. */
export const orNone = (text: string): string | undefined => (text.trim() === '' ? undefined : text);
