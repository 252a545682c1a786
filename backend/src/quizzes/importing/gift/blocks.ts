/** One question's lines: where it begins in the file (from 1) and its text without comments. */
export interface Block {
  readonly line: number;
  readonly text: string;
}

/** The blocks of a GIFT file: blank lines part them. Comments count for nothing, and a `$CATEGORY` line is no question. */
export function blocksOf(file: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let first = 0;
  const close = () => {
    if (lines.length > 0) blocks.push({ line: first, text: lines.join('\n') });
    lines = [];
  };
  file.split(/\r\n|\n|\r/).forEach((line, index) => {
    const trimmed = line.trim();
    if (trimmed === '') return close();
    if (trimmed.startsWith('//') || trimmed.startsWith('$CATEGORY:')) return;
    if (lines.length === 0) first = index + 1;
    lines.push(line);
  });
  close();
  return blocks;
}
