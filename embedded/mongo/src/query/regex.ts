import { BSONRegExp } from 'bson';
import type { Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';

const cache = new Map<string, RegExp>();

/** Without what the option `x` lets a pattern have: blanks and comments outside of classes. */
const condensed = (pattern: string): string =>
  pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\s+|#[^\n]*/gs, (part) => (/^[\s#]/.test(part) ? '' : part));

/** JavaScript's regular expression for a PCRE pattern and its BSON options (i, m, s, x, u). Throws 51091 where there is none. */
export const compileRegex = (pattern: string, options: string): RegExp => {
  const key = `${options}/${pattern}`;
  const known = cache.get(key);
  if (known) return known;
  let source = pattern;
  let flags = options;
  for (const flag of options) if (!'imsxu'.includes(flag)) throw new ServerError(51108, `invalid flag in regex options: ${flag}`);
  const inline = /^\(\?([imsx]+)\)/.exec(source);
  if (inline) {
    source = source.slice(inline[0].length);
    flags += inline[1] as string;
  }
  if (flags.includes('x')) source = condensed(source);
  source = source
    .replaceAll('\\A', '^')
    .replace(/\\[zZ]$/, '$')
    .replaceAll(/\(\?P</g, '(?<');
  const regex = build(source, [...new Set(flags)].filter((flag) => 'ims'.includes(flag)).join(''), pattern);
  if (cache.size > 500) cache.clear();
  cache.set(key, regex);
  return regex;
};

const build = (source: string, flags: string, pattern: string): RegExp => {
  try {
    return new RegExp(source, /[^\x00-\x7f]|\\p\{/.test(source) ? `${flags}u` : flags);
  } catch (error) {
    throw new ServerError(51091, `Regular expression is invalid: ${pattern}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** The regular expression that a value is, if it is one. */
export const regexOf = (value: Value): RegExp | undefined => {
  if (value instanceof BSONRegExp) return compileRegex(value.pattern, value.options);
  if (value instanceof RegExp) return compileRegex(value.source, value.flags.replace(/[^imsxu]/g, ''));
  return undefined;
};

/** The fixed text with which everything begins that a regular expression matches, or the empty text. */
export const fixedPrefix = (regex: RegExp): string => {
  if (regex.flags.includes('i') || regex.flags.includes('m') || regex.source.includes('|')) return '';
  const match = /^\^((?:[A-Za-z0-9 _:@#,;<>=!"'%&~`/-]|\\[^A-Za-z0-9])*)/.exec(regex.source);
  if (!match) return '';
  const rest = regex.source.slice(match[0].length);
  const text = (match[1] as string).replace(/\\(.)/g, '$1');
  return /^[*?{]/.test(rest) ? text.slice(0, -1) : text;
};
