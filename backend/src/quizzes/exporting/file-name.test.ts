import { expect, test } from 'vitest';
import { fileName } from './file-name.ts';

test.each([
  ['Algebra 1: sets & maps', 'Algebra-1-sets-maps.gift.txt'],
  ['  Історія / 2  ', 'Історія-2.gift.txt'],
  ['../../etc', 'etc.gift.txt'],
  ['???', 'quiz.gift.txt'],
])('%s is in %s', (title, name) => expect(fileName(title, '.gift.txt')).toBe(name));
