import { expect, test } from 'vitest';
import { rowOf, table } from './rows.ts';

test('a row is a line that says so', () => {
  const row = { name: 'appends, 8 writers', figure: 1520.4, unit: '/s', ratio: 0.91, against: 'node:sqlite' };
  expect(rowOf(`BENCH ${JSON.stringify(row)}`)).toEqual(row);
  expect(rowOf('warming up')).toBeNull();
  expect(() => rowOf('BENCH {"name":"x"}')).toThrow(/not a row/);
});
test('the table has its figures under each other', () => {
  const rows = [
    { name: 'appends', figure: 1520.4, unit: '/s', ratio: 0.912, against: 'node:sqlite' },
    { name: 'p99', figure: 8.25, unit: 'ms' },
  ];
  expect(table(rows)).toBe('appends  1,520 /s  0.91× node:sqlite\np99       8.25 ms');
});
