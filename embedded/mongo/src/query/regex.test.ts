import { expect, test } from 'vitest';
import { compileRegex } from './regex.ts';

test('blanks and comments of a pattern with the option x count for nothing, but within a class', () => {
  expect(compileRegex('a b # two letters\n[ ]c\\ d', 'x').source).toBe('ab[ ]c\\ d');
});

test('a pattern that is written to be slow is read at once', () => {
  const began = performance.now();
  expect(() => compileRegex(`[\\${'\t\\\t\\'.repeat(30)}\t`, 'x')).toThrow(/invalid/);
  expect(performance.now() - began).toBeLessThan(500);
});
