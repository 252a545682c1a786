import { expect, test } from 'vitest';
import { csvOf, fileName, jsonOf } from './saving.ts';

const shown = {
  title: 'Enrolments, per day',
  axis: 'Day',
  labels: ['1 Mar', '=cmd()', 'a "b", c'],
  series: [
    { name: 'Enrolled', values: [1, 2, 3] },
    { name: 'Left', values: [0, -1] },
  ],
};

test('a table is quoted where it must be, and holds no formula', () =>
  expect(csvOf(shown)).toBe(`Day,Enrolled,Left\r\n1 Mar,1,0\r\n'=cmd(),2,-1\r\n"a ""b"", c",3,0\r\n`));

test('programs get names and values', () =>
  expect(JSON.parse(jsonOf(shown))).toEqual({
    title: shown.title,
    axis: 'Day',
    labels: shown.labels,
    series: [
      { name: 'Enrolled', values: [1, 2, 3] },
      { name: 'Left', values: [0, -1] },
    ],
  }));

test('files are named by the title', () => expect(fileName('Enrolments, per day (ÜTC)', 'csv')).toBe('enrolments-per-day-ütc.csv'));
