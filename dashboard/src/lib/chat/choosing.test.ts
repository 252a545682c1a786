import { expect, test } from 'vitest';
import { objection, sizeOf, typeOfFile } from './choosing.ts';

test('a file is taken by its type, or by its ending where the browser knows none', () => {
  expect(typeOfFile({ name: 'a.pdf', type: 'application/pdf' })).toBe('application/pdf');
  expect(typeOfFile({ name: 'Notes.MD', type: '' })).toBe('text/markdown');
  expect(typeOfFile({ name: 'a.html', type: 'text/html' })).toBeNull();
});

test('what cannot be sent is said by name', () => {
  expect(objection({ name: 'a.pdf', type: 'application/pdf', size: 10 })).toBeNull();
  expect(objection({ name: 'a.exe', type: '', size: 10 })).toContain('a.exe');
  expect(objection({ name: 'b.pdf', type: 'application/pdf', size: 9_000_000 })).toContain('8 MiB');
});

test.each([
  [840, '840 B'],
  [12_300, '12 kB'],
  [3_440_000, '3.4 MB'],
])('%i bytes are %s', (bytes, said) => expect(sizeOf(bytes)).toBe(said));
