import { expect, test } from 'vitest';
import { partOf } from './files.ts';

test('a part of a file is what was asked for, and never outside of it', () => {
  expect(partOf(undefined, 10)).toEqual({ start: 0, end: 9 });
  expect(partOf('bytes=2-4', 10)).toEqual({ start: 2, end: 4 });
  expect(partOf('bytes=2-', 10)).toEqual({ start: 2, end: 9 });
  expect(partOf('bytes=-3', 10)).toEqual({ start: 7, end: 9 });
  expect(partOf('bytes=-300', 10)).toEqual({ start: 0, end: 9 });
  expect(partOf(`bytes=0-${'9'.repeat(400)}`, 10)).toEqual({ start: 0, end: 9 });
  for (const nothing of ['bytes=-0', 'bytes=10-', 'bytes=5-2', `bytes=${'9'.repeat(400)}-`]) expect(partOf(nothing, 10)).toBeNull();
  for (const unknown of ['bytes=0-1,4-5', 'lines=1-2', 'bytes=a-b', 'bytes=-']) expect(partOf(unknown, 10)).toEqual({ start: 0, end: 9 });
});
