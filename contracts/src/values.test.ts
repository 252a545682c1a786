import { expect, test } from 'vitest';
import { Id, newId } from './values.ts';

test('new ids are UUIDs of version 7, each another and after the one before', () => {
  const ids = Array.from({ length: 10_000 }, newId);
  expect(ids.every((id) => Id.safeParse(id).success && id[14] === '7')).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});
