import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { en } from '../src/lib/messages/en.ts';

const CATALOGUE = fileURLToPath(new URL('../src/lib/messages/en.ts', import.meta.url));
const SOURCES = fileURLToPath(new URL('../src/', import.meta.url));

/** Whole keys; the beginning of one whose end is known only while running; and groups of names (`nameOf`). */
const KEY = /(['"`])([\w.-]+)\1/g;
const BEGINNING = /`([\w.-]+\.)\$\{/g;
const GROUP = /\bnameOf\(\s*(['"`])([\w.]+)\1/g;

/** The texts that a module may ask for. */
export function textsOf(code: string, catalogue: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const keys = new Set([...code.matchAll(KEY)].map(([, , key = '']) => key));
  const beginnings = [...code.matchAll(BEGINNING)].map(([, beginning = '']) => beginning);
  const groups = [...code.matchAll(GROUP)].map(([, , group]) => `${group}.`);
  const begun = [...beginnings, ...groups];
  return Object.fromEntries(Object.entries(catalogue).filter(([key]) => keys.has(key) || begun.some((start) => key.startsWith(start))));
}

/**
 * For browsers each module brings its own texts into the catalogue, which is empty without them: the whole of it was a fifth of the script of
 * the first page, and most of it belongs to pages that one person never opens. The server, the tests and `npm run dev` have the whole.
 */
export const ownTexts = (): Plugin => ({
  name: 'own-texts',
  apply: 'build',
  enforce: 'post',
  applyToEnvironment: ({ name }) => name === 'client',
  transform(code, id) {
    const [path = ''] = id.split('?');
    if (path === CATALOGUE) return { code: 'export const en = {};', map: null };
    if (!path.startsWith(SOURCES) || !/\.(?:ts|svelte)$/.test(path) || path.includes('/lib/messages/')) return null;
    const texts = textsOf(code, en);
    if (Object.keys(texts).length === 0) return null;
    const bring = `import { en as ownTexts } from ${JSON.stringify(CATALOGUE)};\nObject.assign(ownTexts, ${JSON.stringify(texts)});\n`;
    return { code: bring + code, map: null };
  },
});
