import { expect, test } from 'vitest';
import { bodyOf, fieldsOf } from './profile.ts';

const profile = {
  headline: 'Proofs',
  biography: 'Long',
  subjects: ['Logic', 'Set theory'],
  languages: ['en'],
  price: { amount: 4050, currency: 'GBP' },
  timeZone: 'Europe/London',
};

test('a profile goes into its form and out of it as it was', () => {
  expect(fieldsOf(profile, 'UTC')).toMatchObject({ subjects: 'Logic, Set theory', price: '40.5', currency: 'GBP' });
  expect(bodyOf(fieldsOf(profile, 'UTC'))).toEqual(profile);
});

test('a first one is empty, free, and in the zone of the person', () => {
  expect(bodyOf(fieldsOf(null, 'Europe/Kyiv'))).toEqual({
    headline: '',
    biography: '',
    subjects: [],
    languages: [],
    price: null,
    timeZone: 'Europe/Kyiv',
  });
});

test('commas too many make no subjects', () => {
  expect(bodyOf({ ...fieldsOf(profile, 'UTC'), subjects: ' Logic, , Sets,' }).subjects).toEqual(['Logic', 'Sets']);
});
