import { describe, expect, test } from 'vitest';
import { atThreshold, auc } from './auc.ts';
import { chanceOf, contributions, fit } from './regression.ts';

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('the regression', () => {
  // Of one sign that is there or not the chances are the shares themselves: 10 of 40 and 30 of 40.
  const rows = [...times(40, [0]), ...times(40, [1])];
  const outcomes = [...times<0 | 1>(10, 1), ...times<0 | 1>(30, 0), ...times<0 | 1>(30, 1), ...times<0 | 1>(10, 0)];

  test('finds the shares of a sign', () => {
    const model = fit(rows, outcomes, 0);
    expect(chanceOf(model, [0])).toBeCloseTo(0.25, 8);
    expect(chanceOf(model, [1])).toBeCloseTo(0.75, 8);
    // The logarithm of the odds ratio, 9, for a whole step, which is two deviations.
    expect(model.weights[0]! / model.deviations[0]!).toBeCloseTo(Math.log(9), 8);
    expect(model.bias).toBeCloseTo(0, 8);
  });

  test('finds weights that are known from elsewhere', () => {
    // Hours of study and who passed, as textbooks have them: -4.0777 and 1.5046.
    const hours = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5];
    const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1] as const;
    const model = fit(
      hours.map((hour) => [hour]),
      [...passed],
      0,
    );
    const slope = model.weights[0]! / model.deviations[0]!;
    expect(slope).toBeCloseTo(1.5046, 4);
    expect(model.bias - slope * model.means[0]!).toBeCloseTo(-4.0777, 4);
  });

  test('gives the same twice, and the outcome that a column tells alone stays within bounds', () => {
    expect(fit(rows, outcomes)).toEqual(fit(rows, outcomes));
    const split = fit([[0], [0], [1], [1]], [0, 0, 1, 1]);
    expect(Number.isFinite(split.weights[0])).toBe(true);
    expect(chanceOf(split, [1])).toBeGreaterThan(0.5);
  });

  test('a number that never varies weighs nothing', () => {
    const model = fit(
      rows.map(([x]) => [x!, 7]),
      outcomes,
    );
    expect(contributions(model, [1, 7])[1]).toBe(0);
  });
});

describe('the area under the curve', () => {
  test('counts pairs in the right order, and equals half', () => {
    expect(auc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75);
    expect(auc([1, 2, 3, 4], [0, 0, 1, 1])).toBe(1);
    expect(auc([4, 3, 2, 1], [0, 0, 1, 1])).toBe(0);
    expect(auc([5, 5, 5, 5], [0, 1, 0, 1])).toBe(0.5);
    expect(auc([1, 2, 2, 3], [0, 0, 1, 1])).toBe(0.875);
    expect(auc([1, 2], [1, 1])).toBeNull();
  });

  test('a threshold finds some of those it looks for', () => {
    expect(atThreshold([0.9, 0.8, 0.5, 0.2], [1, 0, 1, 1], 0.5)).toEqual({ flagged: 3, precision: 2 / 3, found: 2 / 3 });
    expect(atThreshold([0.1], [1], 0.5)).toEqual({ flagged: 0, precision: null, found: 0 });
  });
});
