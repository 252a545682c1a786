import { expect, test } from 'vitest';
import { asFraction } from './as-fraction.ts';

test.each([
  [1 / 3, '⅓'],
  [-2 / 3, '−⅔'],
  [1, '1'],
  [-2, '−2'],
  [0, '0'],
  [-0, '0'],
  [4 / 3, '1⅓'],
])('%d is %s', (value, said) => expect(asFraction(value)).toBe(said));
