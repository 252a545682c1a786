import { expect, test } from 'vitest';
import { filtered } from './filtered.ts';

test('a filter begins at the first page; an empty one is left out', () => {
  const from = new URL('https://academy.example/people?search=ann&cursor=abc');
  expect(filtered(from, 'role', 'admin').search).toBe('?search=ann&role=admin');
  expect(filtered(filtered(from, 'role', 'admin'), 'role', '').search).toBe('?search=ann');
});
