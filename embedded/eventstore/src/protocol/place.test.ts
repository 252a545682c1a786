import { expect, test } from 'vitest';
import { LARGEST } from '../protobuf/reader.ts';
import { parsePlace, parseStart, placeText, startText } from './place.ts';

test('places are written as the real server writes them', () => {
  expect(placeText(7, false)).toBe('7');
  expect(placeText(7, true)).toBe('C:7/P:7');
  expect(placeText(LARGEST, false)).toBe('9223372036854775807');
  expect(startText('end', false)).toBe('-1');
  expect(startText('end', true)).toBe('C:-1/P:-1');
  expect(startText({ commit: 9, prepare: 8 }, true)).toBe('C:9/P:8');
});

test('and read again', () => {
  expect(parseStart('C:9/P:8', true)).toEqual({ commit: 9, prepare: 8 });
  expect(parseStart('C:-1/P:-1', true)).toBe('end');
  expect(parseStart('-1', false)).toBe('end');
  expect(parsePlace('12', false)).toBe(12);
  expect(parsePlace('9223372036854775807', false)).toBe(LARGEST);
  expect(parsePlace('12', true)).toBeUndefined();
  expect(parsePlace('nonsense', false)).toBeUndefined();
});
