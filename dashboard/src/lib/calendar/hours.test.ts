import { expect, test } from 'vitest';
import { firstAvailability, hoursOf, joined, mondayOf, replaced, timeOf, minutesOf, weekdayOf, withDate, withWeekly } from './hours.ts';

const week = { ...firstAvailability('Europe/Kyiv'), holidays: [{ from: '2027-01-06', to: '2027-01-07', title: 'Christmas' }] };

test('weeks begin on Monday', () => {
  expect([weekdayOf('2027-01-04'), weekdayOf('2027-01-10'), mondayOf('2027-01-10'), mondayOf('2027-01-04')]).toEqual([
    1,
    7,
    '2027-01-04',
    '2027-01-04',
  ]);
});

test('a date has the hours of its week, of itself, or none on days off', () => {
  expect(hoursOf(week, '2027-01-04')).toMatchObject({ by: 'week', ranges: [{ start: '09:00', end: '17:00' }] });
  expect(hoursOf(week, '2027-01-06')).toMatchObject({ by: 'holiday', ranges: [], title: 'Christmas' });
  expect(hoursOf(withDate(week, '2027-01-06', [{ start: '10:00', end: '11:00' }]), '2027-01-06')).toMatchObject({ by: 'date' });
  expect(hoursOf(withDate(withDate(week, '2027-01-04', []), '2027-01-04', null), '2027-01-04').by).toBe('week');
});

test('hours are put in, moved and taken out; what touches is one', () => {
  const ranges = [{ start: '09:00', end: '12:00' }];
  expect(replaced(ranges, null, { start: '12:00', end: '13:00' })).toEqual([{ start: '09:00', end: '13:00' }]);
  expect(replaced(ranges, ranges[0]!, { start: '10:00', end: '12:00' })).toEqual([{ start: '10:00', end: '12:00' }]);
  expect(replaced(ranges, ranges[0]!, null)).toEqual([]);
  expect(
    joined([
      { start: '14:00', end: '15:00' },
      { start: '09:00', end: '16:00' },
    ]),
  ).toEqual([{ start: '09:00', end: '16:00' }]);
});

test('a weekday is changed without the others', () => {
  const { weekly } = withWeekly(week, 2, [
    { start: '08:00', end: '09:00' },
    { start: '20:00', end: '24:00' },
  ]);
  expect(weekly.map(({ day, start }) => `${day} ${start}`)).toEqual(['1 09:00', '2 08:00', '2 20:00', '3 09:00', '4 09:00', '5 09:00']);
});

test('minutes are times of the clock', () => {
  expect([timeOf(0), timeOf(545), timeOf(1440), minutesOf('24:00'), minutesOf('09:05')]).toEqual(['00:00', '09:05', '24:00', 1440, 545]);
});
