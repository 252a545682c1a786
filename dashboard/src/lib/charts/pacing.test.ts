import { expect, test } from 'vitest';
import { Pacing } from './pacing.ts';

function paced() {
  let now = 0;
  const seen: boolean[] = [];
  const pacing = new Pacing(() => now);
  const draw = (took: number) =>
    pacing.run((quiet) => {
      seen.push(quiet);
      now += took;
    });
  return { pacing, seen, draw, pass: (ms: number) => (now += ms) };
}

test('the first change is drawn at once, the next later the longer drawing took, within bounds', () => {
  const { pacing, draw, pass } = paced();
  expect(pacing.wait()).toBeLessThanOrEqual(0);
  const waits = [1, 10, 100].map((took) => {
    draw(took);
    return pacing.wait();
  });
  expect(waits).toEqual([50, 150, 300]);
  pass(300);
  expect(pacing.wait()).toBe(0);
});

test('a change after a quiet second moves, those that follow it do not', () => {
  const { seen, draw, pass } = paced();
  draw(1);
  pass(100);
  draw(1);
  pass(1001);
  draw(1);
  expect(seen).toEqual([true, false, true]);
});
