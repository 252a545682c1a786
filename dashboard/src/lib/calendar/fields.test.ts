import { expect, test } from 'vitest';
import { fieldsOf, withTerms } from './fields.ts';
import { firstAvailability } from './hours.ts';

const availability = {
  ...firstAvailability('Europe/Kyiv'),
  overrides: [
    { date: '2027-01-04', ranges: [] },
    { date: '2027-01-05', ranges: [{ start: '10:00', end: '24:00' }] },
    {
      date: '2027-01-06',
      ranges: [
        { start: '08:00', end: '09:00' },
        { start: '10:00', end: '11:00' },
      ],
    },
  ],
  holidays: [{ from: '2027-02-01', to: '2027-02-07', title: 'Winter' }],
  perDay: 4,
  minimumNotice: 90,
};

test('what a calendar says goes into its form and out of it as it was', () => {
  expect(withTerms(availability, fieldsOf(availability))).toEqual(availability);
});

test('what is left empty is no limit, and lengths are a list', () => {
  const fields = { ...fieldsOf(availability), perDay: '', lengths: '30, 45;60', noticeHours: '', interval: null };
  expect(withTerms(availability, fields)).toMatchObject({ perDay: null, lengths: [30, 45, 60], minimumNotice: 0, interval: null });
});
