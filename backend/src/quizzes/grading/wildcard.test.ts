import { expect, test } from 'vitest';
import { fitsWildcard, readable } from './wildcard.ts';

test.each([
  ['frog', 'frog', true],
  ['frogs', 'frog', false],
  ['anything at all', '*', true],
  ['', '*', true],
  ['Paris, France', 'Paris*', true],
  ['aba', 'ab*ba', false],
  ['abba', 'ab*ba', true],
  ['one two three', 'one*two*three', true],
  ['one three', 'one*two*three', false],
  ['2*3', String.raw`2\*3`, true],
  ['2x3', String.raw`2\*3`, false],
  [String.raw`a\b`, String.raw`a\\b`, true],
  [String.raw`a\b`, String.raw`a\b`, true],
  ['line\nbreak', 'line*break', true],
])('%j against %j: %j', (text, pattern, fits) => expect(fitsWildcard(text, pattern)).toBe(fits));

test('a pattern made to be slow is not', () => {
  expect(fitsWildcard('a'.repeat(50_000), `${'a*'.repeat(400)}b`)).toBe(false);
  expect(fitsWildcard(`${'a'.repeat(50_000)}b`, `${'*a'.repeat(400)}*c`)).toBe(false);
});

test('escapes are not shown', () => expect(readable(String.raw`2\*3 = *`)).toBe('2*3 = *'));
