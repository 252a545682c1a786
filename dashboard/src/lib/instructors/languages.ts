import { LOCALE } from '#lib/messages/index.ts';

/** Languages that are offered to choose from, by their codes; a profile may have others. */
const CODES =
  'ar bg bn cs da de el en es et fa fi fr he hi hr hu hy id is it ja ka kk ko lt lv mk ms nl no pl pt ro ru sk sl sq sr sv sw ta th tr uk ur uz vi zh'.split(
    ' ',
  );

const names = new Intl.DisplayNames(LOCALE, { type: 'language' });

/** What a language is called; its code where it has no name here. */
export const languageName = (code: string): string => names.of(code) ?? code;

/** All that can be chosen, by name, with those that are chosen already. */
export const languagesWith = (chosen: readonly string[]): readonly { readonly code: string; readonly name: string }[] =>
  [...new Set([...CODES, ...chosen])]
    .map((code) => ({ code, name: languageName(code) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, LOCALE));
