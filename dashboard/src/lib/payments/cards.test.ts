import { TEST_CARDS } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { CARDS, spaced } from './cards.ts';

test('the cards are those of the imitated provider', () => expect(CARDS).toEqual(TEST_CARDS));

test('a number is written in groups of four', () => {
  expect(spaced('4242424242424242')).toBe('4242 4242 4242 4242');
  expect(spaced('4242 42')).toBe('4242 42');
});
