import { expect, test } from 'vitest';
import { addressesIn, hourName } from './reports.ts';

test('addresses are parted by lines, commas or spaces', () =>
  expect(addressesIn(' ann@a.example,\nben@a.example;\n\n cid@a.example ')).toEqual(['ann@a.example', 'ben@a.example', 'cid@a.example']));

test('an hour has two digits', () => expect([hourName(8), hourName(23)]).toEqual(['08:00', '23:00']));
