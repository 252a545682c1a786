import { pairOf, type Tastes } from '@lyceum/projections';
import { expect, test } from 'vitest';
import { likedWith, likeness } from './likeness.ts';

const tastes = (taken: Record<string, number>, pairs: readonly (readonly [string, string, number])[]): Tastes => ({
  taken: new Map(Object.entries(taken)),
  pairs: new Map(pairs.map(([a, b, both]) => [pairOf(a, b), both])),
});

test('what those who took the same also took comes first, with the course that speaks most for it', () => {
  const all = tastes({ steel: 80, wood: 60, glass: 70, clay: 40 }, [
    ['steel', 'wood', 34],
    ['steel', 'glass', 20],
    ['clay', 'glass', 30],
    ['steel', 'clay', 10],
  ]);
  expect(likedWith(['steel'], all).map(({ courseId }) => courseId)).toEqual(['wood', 'glass', 'clay']);
  expect(likedWith(['steel'], all)[0]).toEqual({ courseId: 'wood', because: 'steel', took: 80, both: 34 });
  expect(likedWith(['steel', 'clay'], all)[0]).toEqual({ courseId: 'glass', because: 'clay', took: 40, both: 30 });
});

test('nothing is said of fewer than five people, of what somebody has, or to who has nothing', () => {
  const all = tastes({ steel: 80, wood: 4 }, [['steel', 'wood', 4]]);
  expect([likedWith(['steel'], all), likedWith(['wood', 'steel'], all), likedWith([], all)]).toEqual([[], [], []]);
});

test('what few have in common weighs less than what many do', () => {
  expect(likeness(5, 5, 5)).toBeLessThan(likeness(40, 80, 50));
  expect(likeness(0, 0, 5)).toBe(0);
});
