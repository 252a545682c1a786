import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { Lexicon } from './lexicon.ts';

const collator = new Intl.Collator('en', { sensitivity: 'accent' });

const lexicon = (): Lexicon => {
  const made = new Lexicon(new DatabaseSync(':memory:'), 'texts', (a, b) => collator.compare(a, b));
  made.createTable();
  return made;
};

/** Numbers that look random, and are the same in every run. */
const scattered = (count: number): number[] => {
  let state = 12345;
  return Array.from({ length: count }, () => (state = (state * 1103515245 + 12345) % 2147483648));
};

const holds = (made: Lexicon, texts: string[]): void => {
  for (const text of texts) made.labelOf(text);
  made.forget();
  const sorted = [...texts].sort((a, b) => collator.compare(a, b));
  for (const [place, text] of sorted.entries()) {
    const label = made.find(text).label as Uint8Array;
    expect(label.includes(0)).toBe(false);
    if (place === 0) continue;
    const before = sorted[place - 1] as string;
    expect(Math.sign(Buffer.compare(made.labelOf(before), label))).toBe(Math.sign(collator.compare(before, text)));
  }
};

describe('the labels of texts', () => {
  it('have the collation’s order when the texts come in any order', () => {
    const alphabet = ['a', 'A', 'b', 'é', 'E', 'z', ' ', '9', 'ß', 's'];
    holds(
      lexicon(),
      scattered(2000).map((number) => [...String(number)].map((digit) => alphabet[Number(digit)]).join('')),
    );
  });
  it('have it when the texts come in order, forwards and backwards, and between others', () => {
    const numbered = Array.from({ length: 500 }, (_, number) => `user-${String(number).padStart(4, '0')}`);
    holds(lexicon(), ['a', 'z', ...numbered]);
    holds(lexicon(), ['a', 'z', ...numbered.toReversed()]);
  });
  it('have it when each text comes between the last two, without end', () => {
    const texts = ['0', '1'];
    for (let round = 0; round < 300; round++) texts.push(`${'01'.repeat(round)}0`, `${'01'.repeat(round)}001`);
    holds(lexicon(), texts);
  });
  it('are one for texts that the collation takes for the same', () => {
    const made = lexicon();
    expect(made.labelOf('Résumé')).toEqual(made.labelOf('résumé'));
    expect(made.labelOf('Resume')).not.toEqual(made.labelOf('résumé'));
  });
  it('name the next text above one that is not there', () => {
    const made = lexicon();
    const label = made.labelOf('m');
    expect(made.find('a')).toEqual({ next: label });
    expect(made.find('x')).toEqual({ next: undefined });
    expect(made.find('M')).toEqual({ label });
  });
});
