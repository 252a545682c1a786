import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClozeError, readCloze, writeCloze } from './cloze.ts';
import { fractionOf, percentOf } from './fraction.ts';
import type { Gap } from './question.ts';

const one = (source: string) => readCloze(source).gaps[0];

describe('each kind of gap', () => {
  test.each([
    ['SHORTANSWER', { type: 'shortAnswer', caseSensitive: false }],
    ['MW', { type: 'shortAnswer', caseSensitive: false }],
    ['SAC', { type: 'shortAnswer', caseSensitive: true }],
    ['MULTICHOICE', { type: 'single', display: 'menu', shuffle: false }],
    ['MCVS', { type: 'single', display: 'column', shuffle: true }],
    ['MULTICHOICE_HS', { type: 'single', display: 'row', shuffle: true }],
    ['MULTIRESPONSE', { type: 'multiple', display: 'column', shuffle: false }],
    ['MRH', { type: 'multiple', display: 'row', shuffle: false }],
  ])('%s', (name, shape) => expect(one(`{1:${name}:=a~b}`)).toMatchObject(shape));

  test('numbers with a tolerance, a decimal comma, and a word for all others', () =>
    expect(one('{:NM:=23.8:0.1~%50%23,8:2#near~*#far}')).toEqual({
      id: 'g1',
      weight: 1,
      type: 'numerical',
      answers: [
        { number: 23.8, tolerance: 0.1, fraction: 1 },
        { number: 23.8, tolerance: 2, fraction: 0.5, feedback: 'near' },
      ],
      feedbackOther: 'far',
    }));

  test('weights, shares and feedback', () =>
    expect(readCloze('A {2:SA:=Kyiv#yes~%33.33333%Kiev~*#no} and {1:MC:~=x~%-50%y}')).toMatchObject({
      text: 'A {{g1}} and {{g2}}',
      gaps: [
        {
          weight: 2,
          answers: [{ text: 'Kyiv', fraction: 1, feedback: 'yes' }, { fraction: 1 / 3 }, { text: '*', fraction: 0, feedback: 'no' }],
        },
        {
          weight: 1,
          choices: [
            { id: 'c1', text: 'x' },
            { id: 'c2', fraction: -0.5 },
          ],
        },
      ],
    }));
});

describe('several right choices', () => {
  const worth = (source: string) => {
    const gap = one(source);
    return gap?.type === 'multiple' ? gap.choices.map(({ fraction }) => fraction) : [];
  };
  test.each([
    ['{1:MR:=a~=b~c}', [0.5, 0.5, -0.5]],
    ['{1:MR:%100%a~%0%b~%50%c}', [2 / 3, 0, 1 / 3]],
    ['{1:MR:%50%a~%50%b~%-25%c~d}', [0.5, 0.5, -0.25, 0]],
    ['{1:MR:%33.333%a~%33.333%b~%33.333%c}', [1 / 3, 1 / 3, 1 / 3]],
  ])('%s share the mark', (source, fractions) => worth(source).forEach((worth, i) => expect(worth).toBeCloseTo(fractions[i] ?? 9, 12)));
});

describe('what is written in a gap', () => {
  test('signs behind a backslash are text, and formulas keep theirs', () =>
    expect(one(String.raw`{1:MC:=\}\~\#\\~\(\frac{a\}{b\}\)#at 5\#}`)).toMatchObject({
      choices: [{ text: String.raw`}~#\ `.trim() }, { text: String.raw`\(\frac{a}{b}\)`, feedback: 'at 5#' }],
    }));
  test('a wildcard that is hidden stays hidden', () =>
    expect(one(String.raw`{1:SA:=2\*3}`)).toMatchObject({ answers: [{ text: String.raw`2\*3` }] }));
  test('character references are characters where something is typed', () =>
    expect(one('{1:SA:=caf&#233;~=a &amp; b~=&#x41;#&#65;}')).toMatchObject({
      answers: [{ text: 'café' }, { text: 'a & b' }, { text: 'A', feedback: '&#65;' }],
    }));
  test('an answer may go over lines', () =>
    expect(one('{1:SA:=a#first\nsecond}')).toMatchObject({ answers: [{ feedback: 'first\nsecond' }] }));
});

test.each([
  ['no gap here', /there is no gap/],
  ['{1:MULTICHOICE}', /there is no gap/],
  ['{1:FOO:=a}', /called FOO/],
  ['{1:MC:=a}', /two choices/],
  ['{1:MC:a~%50%b}', /no right answer/],
  ['{1:NM:=zero}', /“zero” is not a number/],
  ['{1:NM:=1~%50%*}', /any number at all/],
  ['{1:SA:=a~=}', /empty answer/],
  ['{1:SA:%150%a}', /cannot be worth 150 %/],
  ['{0:SA:=a}', /have a weight/],
  ['{1:SA:=a} {{g1}}', /stand for gaps/],
  ['{1:SA:=a}'.repeat(51), /more than 50/],
])('%s is refused', (source, why) => {
  expect(() => readCloze(source)).toThrow(ClozeError);
  expect(() => readCloze(source)).toThrow(why);
});

test('a text made to be slow is not', () => {
  const began = performance.now();
  const outcome = (source: string) => {
    try {
      return readCloze(source);
    } catch (error) {
      return error;
    }
  };
  for (const sign of ['{1:SA:', '{', '\\', '~', '#', '%', '=', '{1:SA:=a', '&#'])
    expect(outcome(sign.repeat(60_000 / sign.length))).toBeInstanceOf(ClozeError);
  expect(performance.now() - began).toBeLessThan(2000);
});

const words = fc
  .string({ unit: fc.constantFrom(...'ab \\{}~#=%/"&;:*1é<', '&#65;', '&lt;', '\n'), minLength: 1, maxLength: 12 })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const feedback = fc.option(words, { nil: undefined });
const worth = fc.constantFrom(0, 1, 0.5, 1 / 3, -0.25, 2 / 3);
const full = <T extends { fraction: number }>(answers: T[]): T[] =>
  answers.map((answer, i) => (i === 0 ? { ...answer, fraction: 1 } : answer));
const written = fc.array(fc.record({ text: words, fraction: worth, feedback }), { minLength: 2, maxLength: 5 }).map(full);
const choices = written.map((parts) => parts.map((part, i) => ({ id: `c${i + 1}`, ...part })));
/** Right choices share the mark. */
const shared = choices.map((parts) => {
  const whole = parts.reduce((sum, { fraction }) => sum + Math.max(0, fraction), 0);
  return parts.map((part) => ({ ...part, fraction: part.fraction > 0 ? fractionOf(percentOf(part.fraction / whole)) : part.fraction }));
});
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const gap: fc.Arbitrary<object> = fc.oneof(
  fc.record({ type: fc.constant('shortAnswer'), caseSensitive: fc.boolean(), answers: written }),
  fc.record({ type: fc.constant('single'), display: fc.constantFrom('menu', 'column', 'row'), shuffle: fc.boolean(), choices }),
  fc.record({ type: fc.constant('multiple'), display: fc.constantFrom('column', 'row'), shuffle: fc.boolean(), choices: shared }),
  fc.record({
    type: fc.constant('numerical'),
    answers: fc
      .array(fc.record({ number, tolerance: number.map(Math.abs), fraction: worth, feedback }), { minLength: 1, maxLength: 4 })
      .map(full),
    feedbackOther: feedback,
  }),
);
test('an & before feedback that begins with a number stays an &', () => {
  const answers = [
    { text: '&', fraction: 1, feedback: '1;a' },
    { text: 'b', fraction: 0 },
  ];
  const gaps = [{ id: 'g1', weight: 1, type: 'shortAnswer', caseSensitive: false, answers }] as unknown as Gap[];
  expect(readCloze(writeCloze({ text: '{{g1}}', gaps }))).toMatchObject({ gaps: [{ answers }] });
});

test('what is written is read again', () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(gap, fc.integer({ min: 1, max: 99 })), { minLength: 1, maxLength: 5 }), (of) => {
      const gaps = of.map(([parts, weight], i) => ({ id: `g${i + 1}`, weight, ...parts }) as unknown as Gap);
      const text = gaps.map(({ id }) => `a \\ {${id}} {{${id}}}`).join(' ');
      // A number's sign of nought is no matter.
      expect(JSON.parse(JSON.stringify(readCloze(writeCloze({ text, gaps }))))).toEqual(JSON.parse(JSON.stringify({ text, gaps })));
    }),
  ));
