import { expect, test } from 'vitest';
import { strokeTurns } from './turning.ts';

test('a stroke to the left turns on, to the right back; a short or a slanting one turns nothing', () => {
  const from = { x: 200, y: 200 };
  expect(
    [
      { x: 100, y: 220 },
      { x: 300, y: 180 },
      { x: 170, y: 200 },
      { x: 100, y: 300 },
      { x: 200, y: 20 },
    ].map((to) => strokeTurns(from, to)),
  ).toEqual([1, -1, 0, 0, 0]);
});
