const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (letter) => ENTITIES[letter] as string);

/** HTML as a sanitiser writes it: tags with their attributes in quotes, and the text between them. */
const TAG_OR_TEXT = /(<(?:"[^"]*"|'[^']*'|[^"'>])*>)|([^<]+)/g;

/** Sanitised HTML with its tags and its texts passed through `tag` and `text`. */
export const rewritten = (html: string, tag: (tag: string) => string, text: (text: string) => string): string =>
  html.replaceAll(TAG_OR_TEXT, (_, one: string | undefined, other: string | undefined) =>
    one === undefined ? text(other ?? '') : tag(one),
  );
