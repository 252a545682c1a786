import { expect, test } from 'vitest';
import { enrolled, left } from '../testing/facts.ts';
import { history, id, rowsOf } from '../testing/history.ts';
import { pairOf, tastes, type TasteRow } from './projection.ts';

const [steel, wood, glass] = [id(1), id(2), id(3)];
const [ann, ben] = [id(64), id(128)];
const total = (rows: ReadonlyMap<string, TasteRow>, of: 'taken' | 'pairs', key: string) =>
  [...rows.values()].reduce((sum, row) => sum + (row[of][key] ?? 0), 0);

test('courses that the same people take are counted together, once for each of them', () => {
  const rows = rowsOf(
    tastes,
    history(
      enrolled(steel, ann),
      enrolled(wood, ann),
      enrolled(steel, ben),
      enrolled(wood, ben),
      enrolled(glass, ben),
      enrolled(steel, ben, true),
    ),
  );
  expect([total(rows, 'taken', steel), total(rows, 'pairs', pairOf(steel, wood)), total(rows, 'pairs', pairOf(glass, wood))]).toEqual([
    2, 2, 1,
  ]);
});

test('who leaves has not taken it, until they come back', () => {
  const facts = [enrolled(steel, ann), enrolled(wood, ann), left(steel, ann)];
  const gone = rowsOf(tastes, history(...facts));
  expect([total(gone, 'taken', steel), total(gone, 'pairs', pairOf(steel, wood))]).toEqual([0, 0]);
  expect(total(rowsOf(tastes, history(...facts, enrolled(steel, ann, true))), 'pairs', pairOf(steel, wood))).toBe(1);
});

test('people are parted into so many rows that those of a large academy stay small', () => {
  const rows = new Map<string, number>();
  for (let number = 0; number < 200_000; number++) {
    const [fact] = history(enrolled(steel, `00000000-0000-7000-8000-${(number * 7919).toString(16).padStart(12, '0')}`));
    const key = String(tastes.key(fact as Parameters<typeof tastes.key>[0]));
    rows.set(key, (rows.get(key) ?? 0) + 1);
  }
  expect(Math.max(...rows.values())).toBeLessThan(400);
});
