import { categoryIn } from '../category.ts';

/** One question's lines: where it begins in the file (from 1), its text without comments, and what the file says about it. */
export interface Block {
  readonly line: number;
  readonly text: string;
  readonly category: string | null;
  readonly tags: readonly string[];
}

const CATEGORY = '$CATEGORY:';
/** `[tag:Easy]` in a comment; longer than any tag may be, it is none. */
const TAG = /\[tag:((?:\\[^]|[^\]\\]){1,200})\]/g;

const tagsIn = (comment: string): string[] =>
  [...comment.matchAll(TAG)].map(([, tag = '']) => tag.replaceAll(/\\([^])/g, '$1').trim()).filter((tag) => tag !== '');

/** The blocks of a GIFT file: blank lines part them; comments and `$CATEGORY:` lines are no part of a question's text. */
export function blocksOf(file: string): Block[] {
  const blocks: Block[] = [];
  let category: string | null = null;
  let lines: string[] = [];
  let tags: string[] = [];
  let first = 0;
  const close = () => {
    if (lines.length > 0) blocks.push({ line: first, text: lines.join('\n'), category, tags });
    lines = [];
    tags = [];
  };
  file.split(/\r\n|\n|\r/).forEach((line, index) => {
    const trimmed = line.trim();
    if (trimmed === '') return close();
    if (trimmed.startsWith('//')) return tags.push(...tagsIn(trimmed));
    if (trimmed.startsWith(CATEGORY)) {
      close();
      category = categoryIn(trimmed.slice(CATEGORY.length));
      return;
    }
    if (lines.length === 0) first = index + 1;
    lines.push(line);
  });
  close();
  return blocks;
}
