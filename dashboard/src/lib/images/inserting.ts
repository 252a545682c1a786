import { IMAGE_TYPES } from '@lyceum/contracts';

/** Markdown of an image; `alt` is said instead of it. A backslash would make formulas of brackets, so signs are written as references. */
export function imageMarkdown(url: string, alt: string): string {
  const words = alt.trim().replaceAll(/\s+/g, ' ');
  return `![${words.replaceAll(/[\\[\]$*_`<]/g, (sign) => `&#${sign.charCodeAt(0)};`)}](${url})`;
}

/** A text with something put where the cursor or the marked part was, and where the cursor stands then. */
export const withInserted = (text: string, start: number, end: number, inserted: string) => ({
  text: text.slice(0, start) + inserted + text.slice(end),
  cursor: start + inserted.length,
});

/** The first image among what was pasted or dropped. */
export const imageAmong = (files: Iterable<File>): File | undefined =>
  [...files].find(({ type }) => (IMAGE_TYPES as readonly string[]).includes(type));
