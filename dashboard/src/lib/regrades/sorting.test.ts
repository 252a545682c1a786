import type { RegradeDifference } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { sorted } from './sorting.ts';

const one = (name: string | null, before: number, after: number): RegradeDifference => ({
  attemptId: `${name} ${before}`,
  personId: 'p',
  name,
  before,
  after,
  maxScore: 9,
});
const differences = [one('Zoe', 3, 1), one('Émile', 1, 3), one(null, 2, 4), one('Ann', 1, 2)];
const namesBy = (...[by, falling]: [Parameters<typeof sorted>[1], boolean]) =>
  sorted(differences, by, falling, 'Somebody').map(({ name }) => name);

test('by name, as names are sorted in the language', () => expect(namesBy('name', false)).toEqual(['Ann', 'Émile', null, 'Zoe']));
test('by change, the greatest first, alike by name', () => expect(namesBy('change', true)).toEqual(['Émile', null, 'Ann', 'Zoe']));
test('by what it was before', () => expect(namesBy('before', false)).toEqual(['Ann', 'Émile', null, 'Zoe']));
