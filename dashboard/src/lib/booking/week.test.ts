import { expect, test } from 'vitest';
import { byDate, datesFrom, dayName, isDate, timesOf, windowOf } from './week.ts';

const slot = (start: string) => ({ start, end: start, slotId: null, seats: null, title: '' });

test('a week is seven days of the zone, also when its clocks change', () => {
  expect(datesFrom('2027-02-26', 4)).toEqual(['2027-02-26', '2027-02-27', '2027-02-28', '2027-03-01']);
  expect(windowOf('2027-03-25', 'Europe/Kyiv')).toEqual({ from: '2027-03-24T22:00:00.000Z', to: '2027-03-31T21:00:00.000Z' });
});

test('a slot lies on the date that the reader’s clocks show', () => {
  const slots = [slot('2027-01-05T04:30:00.000Z'), slot('2027-01-05T05:00:00.000Z')];
  const days = (zone: string) => byDate(slots, ['2027-01-04', '2027-01-05'], zone).map((day) => day.slots.length);
  expect([days('America/New_York'), days('Europe/Kyiv')]).toEqual([
    [1, 1],
    [0, 2],
  ]);
});

test('a time that comes twice says which of the two it is', () => {
  const starts = ['2027-10-31T00:30:00.000Z', '2027-10-31T01:30:00.000Z', '2027-10-31T02:30:00.000Z'];
  expect([...timesOf(starts, 'Europe/Berlin').values()]).toEqual(['02:30 GMT+2', '02:30 GMT+1', '03:30']);
});

test('dates are read, and nothing else is taken for one', () => {
  expect(dayName('2027-01-05')).toBe('Tue 5 Jan');
  expect(['2027-01-05', '2027-13-05', 'x', null].map(isDate)).toEqual([true, false, false, false]);
});
