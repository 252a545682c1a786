/** A formula as it stands in a text, in the notation of TeX. */
export interface Formula {
  readonly tex: string;
  readonly display: boolean;
  /** With its signs, as it was written. */
  readonly source: string;
}

/** Code is taken first, so that nothing in it counts. */
const CODE = /```[^]*?(?:```|$)|~~~[^]*?(?:~~~|$)|(`{1,9})(?!`)[^]{0,1000}?[^`]\1(?!`)|<(pre|code)\b[^>]{0,200}>[^]*?(?:<\/\2>|$)/.source;
/** `$…$` within a paragraph; prices are none: no space just inside the signs and no digit after the last. */
const SIGNS = [
  /(?<!\\)\$\$([^$]{1,4000}?)\$\$/.source,
  /(?<!\\)\\\[((?:(?!\\\[)[^]){1,4000}?)\\\]/.source,
  /(?<!\\)\\\(((?:(?!\\\()[^]){1,4000}?)\\\)/.source,
  /(?<![\\$\w])\$(?![\s$])((?:\\[^\n]|[^$\\\n]|\n(?!\s*\n)){1,1000}?)(?<!\s)\$(?![\d$])/.source,
].join('|');
const FOUND = new RegExp(`${CODE}|${SIGNS}`, 'gi');
/** A gap is an input, which no formula can hold. */
const GAP = /\{\{g\d+\}\}/;

/** Places in a text that Markdown and the sanitiser leave alone; nobody's own text has these letters. */
const OPEN = '\ue000';
const CLOSE = '\ue001';
const PLACE = /\ue000(\d+)\ue001/g;

/** The text with a place for each of its formulas, and the formulas. */
export function withoutFormulas(text: string): { text: string; formulas: Formula[] } {
  const formulas: Formula[] = [];
  const kept = text.replaceAll(/[\ue000\ue001]/g, '').replaceAll(FOUND, (source: string, ...groups: (string | undefined)[]) => {
    const [, , dollars, brackets, parentheses, dollar] = groups;
    const tex = dollars ?? brackets ?? parentheses ?? dollar;
    if (tex === undefined || tex.trim() === '' || GAP.test(tex)) return source;
    formulas.push({ tex: tex.trim(), display: (dollars ?? brackets) !== undefined, source });
    return `${OPEN}${formulas.length - 1}${CLOSE}`;
  });
  return { text: kept, formulas };
}

/** The text with what `write` makes of each formula at its place. */
export const withFormulas = (text: string, formulas: readonly Formula[], write: (formula: Formula) => string): string =>
  text.replaceAll(PLACE, (_, at: string) => {
    const formula = formulas[Number(at)];
    return formula ? write(formula) : '';
  });
