const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Characters that XML 1.0 has no way to write (its section 2.2). */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text as XML writes it. */
export const escaped = (text: string): string => text.replaceAll(UNWRITABLE, '').replaceAll(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);

/** An element with others inside. */
export function element(name: string, inside: string, attributes: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries(attributes).map(([key, of]) => ` ${key}="${escaped(of)}"`);
  return `<${name}${given.join('')}>\n${inside}</${name}>\n`;
}

/** An element that says one thing. */
export const value = (name: string, of: string): string => `<${name}>${escaped(of)}</${name}>\n`;

/** A text in the element that Moodle keeps texts in. */
export const plain = (text: string): string => `<text>${escaped(text)}</text>\n`;

/** An element with a text in Markdown, or nothing where there is none. */
export const markdown = (name: string, text: string | undefined): string =>
  text === undefined ? '' : element(name, plain(text), { format: 'markdown' });
