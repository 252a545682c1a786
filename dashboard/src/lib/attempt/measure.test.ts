import { expect, test } from 'vitest';
import { countWords } from './words-count.ts';
import { parseMeasure } from './measure.ts';

const UNITS = ['m', 'cm', 'km/h', '€', '°C', 'e'];
test.each([
  ['3.5 m', { number: 3.5, unit: 'm' }],
  ['3,5cm', { number: 3.5, unit: 'cm' }],
  ['1 000 km/h', { number: 1000, unit: 'km/h' }],
  ['€5', { number: 5, unit: '€' }],
  ['−4 °C', { number: -4, unit: '°C' }],
  ['2e3 m', { number: 2000, unit: 'm' }],
  ['2e', { number: 2, unit: 'e' }],
  ['7', { number: 7 }],
  ['7 miles', { number: 7, unit: 'miles' }],
  ['m', null],
  ['', null],
  ['five m', null],
])('%s', (typed, expected) => expect(parseMeasure(typed, UNITS)).toEqual(expected));

test.each([
  ['', 0],
  ['  one ', 1],
  ['Kyiv – the capital', 3],
  ["it's 3.5 metres\nhere", 4],
])('%j has words', (text, expected) => expect(countWords(text)).toBe(expected));
