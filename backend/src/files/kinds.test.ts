import { expect, test } from 'vitest';
import { typeOf } from './kinds.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

test('a file is what its bytes say, not what it is called', () => {
  expect(typeOf('application/pdf', bytes('%PDF-1.7 …'))).toBe('application/pdf');
  expect(typeOf('application/pdf', bytes('<html>'))).toBeNull();
  expect(typeOf('image/png', bytes('\x89PNG\r\n\x1a\nrest'))).toBe('image/png');
  expect(typeOf('image/png', bytes('GIF89a'))).toBeNull();
  expect(typeOf('application/zip', bytes('PK\x03\x04'))).toBe('application/zip');
});

test('text is UTF-8 without anything that is no text', () => {
  expect(typeOf('text/plain; charset=utf-8', Buffer.from('Привіт'))).toBe('text/plain');
  expect(typeOf('text/csv', bytes('a\0b'))).toBeNull();
  expect(typeOf('text/plain', bytes('\xff\xfe'))).toBeNull();
});

test('what a browser would run is not taken', () => {
  expect(typeOf('text/html', bytes('<script>'))).toBeNull();
  expect(typeOf('image/svg+xml', bytes('<svg/>'))).toBeNull();
  expect(typeOf(undefined, bytes('hello'))).toBeNull();
});
