import type { Gradebook } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { NAME, readCsv, toCsv } from './csv.ts';

const NAMES = ['=cmd|calc!A0', '+1', '-1', '@SUM(A1)', '\tx', 'Ann, "the" first', 'a\r\nb'];

const book = {
  columns: [{ id: 'c', title: '=HYPERLINK("https://evil.example")' }],
  rows: NAMES.map((name, at) => ({ personId: `p${at}`, name, grades: { c: { score: at } }, total: at, percent: null, letter: null })),
} as unknown as Gradebook;

test('what a spreadsheet would take for a formula is text, and is read back as it was', () => {
  const text = toCsv(book);
  expect(text).not.toMatch(/(?:^|[,\n]"?)[=+@\t]/m);
  expect(text).not.toMatch(/(?:^|[,\n]"?)-1/m);
  const { header, lines } = readCsv(text);
  expect(header).toContain('=HYPERLINK("https://evil.example")');
  expect(lines.map(({ cells }) => cells.get(NAME))).toEqual(NAMES);
});

test('a table that names its columns like what every object has is a table', () => {
  const { lines } = readCsv('__proto__,constructor\npolluted,1\n');
  expect(lines[0]!.cells.get('__proto__')).toBe('polluted');
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
