import { expect, test } from 'vitest';
import { bytes, writtenFigure } from './figures.ts';

test.each([
  [0, '0 B'],
  [512, '512 B'],
  [1536, '1.5 KiB'],
  [300 * 2 ** 20, '300 MiB'],
  [2.5 * 2 ** 30, '2.5 GiB'],
])('%d bytes are %s', (value, written) => expect(bytes(value)).toBe(written));

test('documents are counted in the read store, and take room on the disk', () => {
  expect(writtenFigure('read-store', 'documents', 2048)).toBe('2,048');
  expect(writtenFigure('disk', 'documents', 2048)).toBe('2 KiB');
  expect(writtenFigure('backend', 'version', 'v26')).toBe('v26');
});
