import { expect, test } from 'vitest';
import { readReadme, supportTable, withTable } from './support-table.ts';

test('the README says what these tests show (node tests/contract/mongo/support-table.ts writes it)', () => {
  expect(supportTable().split('\n').length).toBeGreaterThan(20);
  expect(withTable(readReadme(), supportTable())).toBe(readReadme());
});
