import { expect, test } from 'vitest';
import { parseNumber } from './number.ts';

test.each([
  ['4', 4],
  [' 3,14 ', 3.14],
  ['1 000 000,5', 1_000_000.5],
  ['\u22122.5', -2.5],
  ['.5', 0.5],
  ['6.02e23', 6.02e23],
  ['1,000,000', null],
  ['', null],
  ['four', null],
  ['1e999', null],
  ['5 m', null],
])('%s is %s', (typed, value) => expect(parseNumber(typed)).toBe(value));
