import { expect, test } from 'vitest';
import { changed } from './change.ts';
import { firstAvailability, hoursOf } from './hours.ts';

const monday = '2027-01-04';
const nextMonday = '2027-01-11';
const availability = firstAvailability('UTC');
const nine = { start: '09:00', end: '17:00' };
const ten = { start: '10:00', end: '12:00' };

test('hours of a week are pulled for every week', () => {
  const next = changed(availability, { date: monday, former: nine, range: ten, by: 'week' });
  expect([hoursOf(next, monday).ranges, hoursOf(next, nextMonday).ranges]).toEqual([[ten], [ten]]);
});

test('for one date alone the others stay', () => {
  const next = changed(availability, { date: monday, former: nine, range: ten, by: 'date' });
  expect([hoursOf(next, monday), hoursOf(next, nextMonday)]).toMatchObject([
    { by: 'date', ranges: [ten] },
    { by: 'week', ranges: [nine] },
  ]);
  expect(hoursOf(changed(next, { date: monday, former: ten, range: ten, by: 'date' }, true), monday)).toMatchObject({
    by: 'date',
    ranges: [],
  });
});

test('what was of one date becomes a rule, and the date follows it', () => {
  const alone = changed(availability, { date: monday, former: nine, range: ten, by: 'date' });
  const rule = changed(alone, { date: monday, former: ten, range: { start: '18:00', end: '20:00' }, by: 'week' });
  expect(hoursOf(rule, monday)).toMatchObject({ by: 'week', ranges: [nine, { start: '18:00', end: '20:00' }] });
});
