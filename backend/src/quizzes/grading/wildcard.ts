/** The literal pieces of a pattern between its `*`; `\*` is an asterisk itself and `\\` a backslash. */
function pieces(pattern: string): string[] {
  const found: string[] = [];
  let piece = '';
  for (let i = 0; i < pattern.length; i++) {
    const next = pattern[i + 1];
    if (pattern[i] === '\\' && (next === '*' || next === '\\')) {
      piece += next;
      i++;
    } else if (pattern[i] === '*') {
      found.push(piece);
      piece = '';
    } else piece += pattern[i];
  }
  return [...found, piece];
}

/**
 * Whether the whole text fits the pattern, in which `*` stands for any run of characters. The leftmost place for each piece is always
 * as good as any other, so there is nothing to go back for and no pattern is slow.
 */
export function fitsWildcard(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pieces(pattern);
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

/** The pattern as a person would write it, its escapes taken away. */
export const readable = (pattern: string): string => pieces(pattern).join('*');
