import { expect, test } from 'vitest';
import { fieldOf, money, moneyOf, priceOfHour } from './money.ts';

test('amounts are written in their currency, without cents that are none', () => {
  expect([
    money({ amount: 4000, currency: 'EUR' }),
    money({ amount: 1250, currency: 'EUR' }),
    money({ amount: 500, currency: 'JPY' }),
  ]).toEqual(['€40', '€12.50', 'JP¥500']);
  expect(priceOfHour(null)).toBe('Free');
  expect(priceOfHour({ amount: 4000, currency: 'EUR' })).toBe('€40 an hour');
});

test('a field holds major units', () => {
  expect(moneyOf('12.5', 'EUR')).toEqual({ amount: 1250, currency: 'EUR' });
  expect(moneyOf('500', 'JPY')).toEqual({ amount: 500, currency: 'JPY' });
  expect([moneyOf('', 'EUR'), moneyOf('0', 'EUR'), moneyOf('x', 'EUR'), moneyOf(null, 'EUR')]).toEqual([null, null, null, null]);
  expect([fieldOf({ amount: 1250, currency: 'EUR' }), fieldOf(null)]).toEqual(['12.5', '']);
});
