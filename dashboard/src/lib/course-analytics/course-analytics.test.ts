import { expect, test } from 'vitest';
import { endsOf, indexOf } from './weeks.ts';
import { chance, notSaid, only, reason } from './words.ts';

test('weeks end six days after they begin, the last today', () => {
  const ends = endsOf({ from: '2013-10-01', to: '2013-10-17' });
  expect(ends).toEqual(['2013-10-07', '2013-10-14', '2013-10-17']);
  expect([indexOf(ends, '2013-10-08'), indexOf(ends, '2013-10-14'), indexOf(ends, '2014-01-01')]).toEqual([1, 1, 2]);
  expect(endsOf({ from: '2013-10-01', to: '2013-10-01' })).toEqual(['2013-10-01']);
});

test('signs are said in plain words, and none twice', () => {
  expect(reason({ rule: 'missing', n: 1 })).toBe('1 part missing');
  expect(reason({ rule: 'quiet', n: 21 })).toBe('Nothing done for 21 days');
  const risk = { atRisk: true, chance: 0.9, reasons: [{ rule: 'missing', n: 2 }], weighs: ['missing', 'days'] } as const;
  expect(notSaid({ ...risk, reasons: [...risk.reasons], weighs: [...risk.weighs] })).toEqual(['days']);
});

test('nothing is certain', () => expect([chance(0.9999), chance(0.0001), chance(0.416)]).toEqual(['99 %', '1 %', '42 %']));

test('a list says who it is of', () => {
  expect(only(new URLSearchParams(''))).toBeNull();
  expect(only(new URLSearchParams('week=2013-10-01&asOf=2014-01-01'))).toBe('Only who did something in the week from 1 Oct 2013.');
  expect(only(new URLSearchParams('part=x&did=missing'))).toBe('Only who has not handed in the part that was chosen.');
});
