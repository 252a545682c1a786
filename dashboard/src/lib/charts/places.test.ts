import { expect, test } from 'vitest';
import { places } from './places.ts';

test.each([
  { name: 'labels that have room stay where they belong', wanted: [20, 80], found: [20, 80] },
  { name: 'two that end together at the bottom stand one above the other', wanted: [100, 100], found: [100, 85] },
  { name: 'two that end together at the top are both within the chart', wanted: [0, 0], found: [15, 0] },
  { name: 'one that is pushed down takes the next along', wanted: [0, 0, 20], found: [15, 0, 30] },
  { name: 'the order of the lines is the order of their names', wanted: [50, 48, 10], found: [50, 35, 10] },
])('$name', ({ wanted, found }) => expect(places(wanted, 15, 0, 100)).toEqual(found));
