import { expect, test } from 'vitest';
import { asOfIn, withAsOf } from './as-of.ts';

const at = '2026-03-01T10:00:00.000Z';
const url = (search: string) => new URL(`https://academy.example/courses/c/gradebook${search}`);

test('the address says as of when, whatever the zone it is written in', () => {
  expect(asOfIn(url(`?asOf=${at}`))).toBe(at);
  expect(asOfIn(url('?asOf=2026-03-01T12:00:00%2B02:00'))).toBe(at);
});

test('without a time, or with something else, it is now', () => {
  expect(asOfIn(url(''))).toBeNull();
  expect(asOfIn(url('?asOf=yesterday'))).toBeNull();
});

test('the rest of the address stays', () => {
  const then = withAsOf(url('?search=ann'), at);
  expect(asOfIn(new URL(then, 'https://academy.example'))).toBe(at);
  expect(then).toContain('search=ann');
  expect(withAsOf(url(`?search=ann&asOf=${at}`), null)).toBe('/courses/c/gradebook?search=ann');
});
