import { expect, test } from 'vitest';
import { placeOf } from './place.ts';

const of = (own: number) => placeOf({ own, low: 2, middle: 5, high: 9 });

test.each([
  [0, 'first'],
  [2, 'second'],
  [4.9, 'second'],
  [5, 'third'],
  [9, 'fourth'],
] as const)('%d is in the %s quarter', (own, place) => expect(of(own)).toBe(place));
