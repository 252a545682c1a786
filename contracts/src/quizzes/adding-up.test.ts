import fc from 'fast-check';
import { expect, test } from 'vitest';
import { letterOf, totalOf, worthOf, type Counted } from './adding-up.ts';
import { DEFAULT_GRADING, type GradingSettings } from './grading-settings.ts';

const at = (day: number) => new Date(Date.UTC(2026, 2, day)).toISOString();
const NOW = at(10);
const column = (id: string, maxScore = 10, due: string | null = null): Counted => ({ id, maxScore, due });
const cell = (score: number, maxScore = 10) => ({ score, maxScore, lateOff: 0 });
const settings = (change: Partial<GradingSettings>): GradingSettings => ({ ...DEFAULT_GRADING, ...change });
const category = (categoryId: string, weight: number, dropLowest = 0) => ({ categoryId, title: categoryId, weight, dropLowest });
const within = (categoryId: string | null, weight = 1) => ({ categoryId, weight, hidden: false });

test('points add up, and what is missing does not count', () => {
  const total = totalOf(
    [column('a'), column('b', 20), column('c')],
    new Map([
      ['a', cell(7)],
      ['b', cell(10, 20)],
    ]),
    DEFAULT_GRADING,
    NOW,
  );
  expect(total).toEqual({ total: 17, percent: 56.6666667, letter: null });
  expect(totalOf([column('a')], new Map(), DEFAULT_GRADING, NOW)).toEqual({ total: 0, percent: null, letter: null });
});

test('what is missing counts as nothing once it is due, where the course says so', () => {
  const strict = settings({ missing: 'zero' });
  const columns = [column('a'), column('b', 10, at(9)), column('c', 10, at(11)), column('d')];
  expect(totalOf(columns, new Map([['a', cell(10)]]), strict, NOW)).toMatchObject({ total: 10, percent: 50 });
});

test('weights: of columns within a category, of categories beside one another, and of columns in none', () => {
  const weighted = settings({
    total: 'weighted',
    categories: [category('tests', 60), category('work', 40)],
    columns: { a: within('tests'), b: within('tests', 3), c: within('work'), d: within(null, 100) },
  });
  const columns = ['a', 'b', 'c', 'd'].map((id) => column(id));
  const cells = new Map([
    ['a', cell(10)],
    ['b', cell(6)],
    ['c', cell(5)],
  ]);
  // Tests: (1 × 1 + 3 × 0.6) / 4 = 0.7; work: 0.5; together (60 × 0.7 + 40 × 0.5) / 100.
  expect(totalOf(columns, cells, weighted, NOW)).toMatchObject({ total: 62, percent: 62 });
  expect(totalOf(columns, new Map([...cells, ['d', cell(10)]]), weighted, NOW)).toMatchObject({ percent: 81 });
  expect(totalOf(columns, new Map([['c', cell(5)]]), weighted, NOW)).toMatchObject({ percent: 50 });
});

test('the worst of a category are left out, but never all', () => {
  const dropping = settings({ categories: [category('k', 1, 2)], columns: { a: within('k'), b: within('k'), c: within('k') } });
  const columns = ['a', 'b', 'c'].map((id) => column(id));
  expect(
    totalOf(
      columns,
      new Map([
        ['a', cell(2)],
        ['b', cell(9)],
        ['c', cell(5)],
      ]),
      dropping,
      NOW,
    ),
  ).toMatchObject({ total: 9, percent: 90 });
  expect(totalOf(columns, new Map([['a', cell(2)]]), dropping, NOW)).toMatchObject({ total: 2 });
});

test('late: so much for each day begun, up to the most, and nothing off what a person has set', () => {
  const late = settings({ late: { perDay: 10, most: 25 } });
  const given = (lateSeconds: number, overridden = false) => worthOf({ score: 8, maxScore: 10, lateSeconds, overridden }, late);
  expect(given(0)).toEqual(cell(8));
  expect(given(1)).toEqual({ score: 7.2, maxScore: 10, lateOff: 0.8 });
  expect(given(86_401)).toEqual({ score: 6.4, maxScore: 10, lateOff: 1.6 });
  expect(given(86_400 * 30)).toEqual({ score: 6, maxScore: 10, lateOff: 2 });
  expect(given(1, true)).toEqual(cell(8));
});

test('letters by their lower bounds, whatever order they are written in', () => {
  const scale = settings({
    letters: [
      { letter: 'C', from: 50 },
      { letter: 'A', from: 90 },
      { letter: 'B', from: 66.6666667 },
    ],
  });
  expect([95, 90, 66.6666667, 50, 49.9, null].map((percent) => letterOf(scale, percent))).toEqual(['A', 'A', 'B', 'C', null, null]);
});

test('however it is added up, a line is between nothing and everything', () => {
  const cells = fc.array(fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), max: fc.integer({ min: 1, max: 100 }) }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(cells, fc.constantFrom('points' as const, 'weighted' as const), fc.integer({ min: 0, max: 3 }), (given, total, drop) => {
      const columns = given.map(({ max }, i) => column(`${i}`, max));
      const kept = settings({
        total,
        categories: [category('k', 2, drop)],
        columns: { 0: within('k'), 1: within('k', 5), 2: within('k', 0) },
      });
      const worths = new Map(given.map(({ score, max }, i) => [`${i}`, cell(score * max, max)]));
      const { percent } = totalOf(columns, worths, kept, NOW);
      if (percent === null) return;
      expect(percent).toBeGreaterThanOrEqual(0);
      expect(percent).toBeLessThanOrEqual(100.0000001);
    }),
  );
});
