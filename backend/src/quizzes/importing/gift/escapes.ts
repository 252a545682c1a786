import { asMarkdown, type TextFormat } from '../text.ts';

/** Noncharacters stand for escaped signs while the text is taken apart; no text has them on purpose. */
const ESCAPED = String.raw`\:#={}~`;
const BASE = 0xfdd0;
const STAND_INS = /[\ufdd0-\ufdd7]/g;
const NEW_LINE = String.fromCharCode(BASE + ESCAPED.length);

/** The text with each escaped sign (`\=`, `\~` …) hidden from the parser. */
export const hideEscapes = (text: string): string =>
  text
    .replaceAll(STAND_INS, '\ufffd')
    .replaceAll(/\\([\\:#={}~n])/g, (_, sign: string) => (sign === 'n' ? NEW_LINE : String.fromCharCode(BASE + ESCAPED.indexOf(sign))));

/** The hidden signs as themselves again. */
export const showEscapes = (text: string): string =>
  text.replaceAll(STAND_INS, (stand) => (stand === NEW_LINE ? '\n' : (ESCAPED[stand.charCodeAt(0) - BASE] ?? '')));

export interface Written {
  readonly text: string;
  readonly format: TextFormat;
}

/** A text with its format mark (`[html]` …) read and removed; without one it is written as the question around it. */
export function written(source: string, inherited: TextFormat): Written {
  const [mark = '', name = ''] = /^\[(html|markdown|plain|moodle)\]/.exec(source.trim()) ?? [];
  const format = (name || inherited) as TextFormat;
  return { text: asMarkdown(showEscapes(source.trim().slice(mark.length)), format), format };
}
