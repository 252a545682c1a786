import { expect, test } from 'vitest';
import { isSoftDeleted, restrictionsOf, SOFT_DELETION, undeleted, UNRESTRICTED } from './restrictions.ts';

const of = (text: string) => restrictionsOf(Buffer.from(text));

test('valid fields restrict', () => {
  expect(of('{"$maxCount":2,"$maxAge":3,"$tb":4}')).toEqual({ truncateBefore: 4, maxCount: 2, maxAgeMilliseconds: 3000 });
});

test.each([
  '',
  'null',
  '[]',
  '7',
  '{"$maxCount":0}',
  '{"$maxAge":-1,"$maxCount":1}',
  '{"$tb":"1"}',
  '{"$tb":1.5}',
  '{"$tb":9223372036854775808}',
])('%s restricts nothing', (text) => {
  expect(of(text)).toEqual(UNRESTRICTED);
});

test('a soft delete is the largest revision, in all its digits', () => {
  expect(isSoftDeleted(restrictionsOf(SOFT_DELETION))).toBe(true);
  expect(isSoftDeleted(of('{"$tb":9007199254740990}'))).toBe(false);
});

test('writing again keeps the other fields and the digits of their numbers', () => {
  const metadata = Buffer.from('{"$tb":9223372036854775807,"own":{"big":12345678901234567890,"exact":1.0}}');
  expect(undeleted(metadata, 3)!.toString()).toBe('{"$tb":3,"own":{"big":12345678901234567890,"exact":1.0}}');
});
