import { PERMISSIONS } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { may, RIGHTS } from './rights.ts';

test('the screens know the same rights as the API', () => {
  const known = Object.keys(RIGHTS) as (keyof typeof RIGHTS)[];
  expect(RIGHTS).toEqual(Object.fromEntries(known.map((right) => [right, PERMISSIONS[right]])));
});

test('a visitor may nothing', () => {
  expect(may(null, 'people.read')).toBe(false);
  expect(may({ roles: ['student'] }, 'people.read')).toBe(false);
  expect(may({ roles: ['student', 'admin'] }, 'people.read')).toBe(true);
});
