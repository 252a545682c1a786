import { expect, test } from 'vitest';
import { changes, share } from './rebuild.ts';

test('only what differs of two rows is shown, field by field', () => {
  expect(changes({ title: 'A', seats: 3, tags: ['x'] }, { title: 'B', seats: 3, tags: ['x'], phase: 'draft' })).toEqual([
    { field: 'title', before: '"A"', after: '"B"' },
    { field: 'phase', before: null, after: '"draft"' },
  ]);
  expect(changes(null, { n: 1 })).toEqual([{ field: 'n', before: null, after: '1' }]);
});

test.each([
  [0, 0, null],
  [5, 10, 0.5],
  [11, 10, 1],
])('%d of %d is %s', (done, total, expected) => expect(share({ done, total })).toBe(expected));
