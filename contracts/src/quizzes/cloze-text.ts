/** What a backslash makes plain text in a gap; before anything else it is a backslash, as formulas need it. */
const SIGNS = String.raw`\\{}~#=%/"`;
const ESCAPED = new RegExp(`\\\\([${SIGNS}])`, 'g');
const HIDES = new RegExp(`\\\\(?=[${SIGNS}]|$)`, 'g');
/** The `#` of `&#233;` parts nothing. */
const REFERENCE = /&#(?:\d{1,7}|x[\da-f]{1,6});/iy;

/** The parts of a text between `sign`s that neither a backslash nor a character reference hides. */
export function split(text: string, sign: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    REFERENCE.lastIndex = at;
    if (text[at] === '\\') at++;
    else if (text[at] === '&' && REFERENCE.test(text)) at = REFERENCE.lastIndex - 1;
    else if (text[at] === sign) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

export const unescaped = (text: string): string => text.replaceAll(ESCAPED, '$1').trim();

/** The text so that nothing in it is taken for a sign of the gap around it. */
export const escaped = (text: string): string => text.replaceAll(HIDES, '\\\\').replaceAll(/[}~#]/g, '\\$&');

const NAMES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi;

/** What students type has no character references, so that an answer that a screen for HTML wrote with some means the characters. */
export const withoutReferences = (text: string): string =>
  text.replaceAll(ENTITY, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name) return NAMES[name.toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/** The text so that nothing in it is taken for a character reference. */
export const withReferences = (text: string): string => text.replaceAll(ENTITY, (whole) => `&amp;${whole.slice(1)}`);
