import { expect, test } from 'vitest';
import { zoneOf } from './zone.ts';

test.each([
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Europe/Kyiv', 'Europe/Kyiv'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['America/Indiana/Indianapolis', 'America/Indiana/Indianapolis'],
  ['europe/london', 'Europe/London'],
  ['UTC', 'UTC'],
])('%s is called %s', (given, shown) => expect(zoneOf(given)).toBe(shown));

test.each([undefined, '', 'Europe/Nowhere', '%00'])('%s is no zone', (given) => expect(zoneOf(given)).toBeNull());
