import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What glows, and a time that somebody has just taken: facts that happen while one looks. */
const FACTS = ['booking/SlotDay.svelte', 'look/facts.css'];

test('the live colour means that a fact has just happened, and nothing else', () => {
  const lib = new URL('../', import.meta.url).pathname;
  const files = globSync('**/*.{svelte,css}', { cwd: lib });
  const live = files.filter((file) => readFileSync(lib + file, 'utf8').includes('var(--live)'));
  expect(live.toSorted()).toEqual(FACTS);
});
