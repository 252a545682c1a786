import { readCloze } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { GAP_KINDS, gapSample, withGap } from './gap-samples.ts';

test.each(GAP_KINDS)('a %s gap can be read as it is put in', (kind) => {
  expect(readCloze(`Kyiv ${gapSample(kind, '')} Dnipro`).gaps).toHaveLength(1);
  expect(readCloze(`Kyiv ${gapSample(kind, 'a } ~ # b')} Dnipro`).gaps).toHaveLength(1);
});

test('what was marked is the right answer, and marked again', () => {
  const { text, from, to } = withGap('Kyiv lies on the Dnipro.', 17, 23, 'menu');
  expect(text).toBe('Kyiv lies on the {1:MULTICHOICE:=Dnipro~wrong}.');
  expect(text.slice(from, to)).toBe('Dnipro');
});

test('a number that was marked stays', () => expect(withGap('about 3,5 m', 6, 9, 'numerical').text).toBe('about {1:NUMERICAL:=3.5:0} m'));
