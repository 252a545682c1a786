import { expect, test } from 'vitest';
import { nextTry, type Death } from './back-off.ts';

const dying = (count: number, every: number, death: Partial<Death> = {}): Death[] =>
  Array.from({ length: count }, (_, i) => ({ at: i * every, lived: 300, killed: false, ...death }));

test('one that ran well is started again at once', () => {
  expect(nextTry([{ at: 0, lived: 90_000, killed: false }], 0)).toEqual({ wait: 250, keepsDying: false });
});
test('one that dies while starting waits twice as long each time', () => {
  const waits = [1, 2, 3, 4].map((count) => nextTry(dying(count, 1000), count * 1000).wait);
  expect(waits).toEqual([250, 500, 1000, 2000]);
});
test('one that does so five times in a minute is tried every 30 s', () => {
  expect(nextTry(dying(5, 1000), 5000)).toEqual({ wait: 30_000, keepsDying: true });
});
test('five times in five minutes is not that', () => {
  expect(nextTry(dying(5, 60_000), 240_001).keepsDying).toBe(false);
});
test('one that was killed twenty times over is not that either', () => {
  expect(nextTry(dying(20, 2000, { killed: true }), 40_000)).toEqual({ wait: 250, keepsDying: false });
});
test('a settled life begins the count anew', () => {
  const deaths = [...dying(4, 1000), { at: 20_000, lived: 9000, killed: false }, { at: 21_000, lived: 100, killed: false }];
  expect(nextTry(deaths, 21_000).wait).toBe(250);
});
