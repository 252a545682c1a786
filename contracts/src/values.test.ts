import { expect, test } from 'vitest';
import { Instant } from './values.ts';

test('an instant has milliseconds, however it came in, so that texts compare as moments', () => {
  const came = ['2027-03-01T10:00:00Z', '2027-03-01T10:00:00.0Z', '2027-03-01T10:00:00.000999Z'];
  for (const text of came) expect(Instant.parse(text)).toBe('2027-03-01T10:00:00.000Z');
  expect(Instant.parse('0001-01-01T00:00:00Z')).toBe('0001-01-01T00:00:00.000Z');
  const none = ['2027-02-29T10:00:00Z', '2027-03-01T24:00:00Z', '2027-03-01T10:00:00+01:00', '+010000-01-01T00:00:00Z', 'now'];
  expect(none.filter((text) => Instant.safeParse(text).success)).toEqual([]);
});
