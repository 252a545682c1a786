import type { GapAnswer, QuestionDraft } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { makeQuestion } from '../paper/make-question.ts';
import { rightAnswer } from '../paper/right-answer.ts';
import { judge, misfits } from './grade.ts';

const asked = (text: string) => makeQuestion({ type: 'gaps', text, mark: 1 } as QuestionDraft);
const worth = (text: string, gaps: Record<string, GapAnswer>) => judge(asked(text), { gaps }).fraction;

describe('each kind of gap', () => {
  test.each<[string, GapAnswer, number]>([
    ['{1:SA:=Kyiv~%50%Kiev~*#no}', { text: ' kyiv ' }, 1],
    ['{1:SA:=Kyiv~%50%Kiev~*#no}', { text: 'Kiev' }, 0.5],
    ['{1:SA:=Kyiv~%50%Kiev~*#no}', { text: 'Lviv' }, 0],
    ['{1:SAC:=Kyiv}', { text: 'kyiv' }, 0],
    ['{1:NM:=3.14:0.01~%50%3:0.5}', { number: 3.15 }, 1],
    ['{1:NM:=3.14:0.01~%50%3:0.5}', { number: 2.5 }, 0.5],
    ['{1:MC:=a~b~%33.33333%c}', { choice: 'c1' }, 1],
    ['{1:MC:=a~b~%33.33333%c}', { choice: 'c3' }, 1 / 3],
    ['{1:MR:%50%a~%50%b~%-50%c}', { choices: ['c1', 'c2'] }, 1],
    ['{1:MR:%50%a~%50%b~%-50%c}', { choices: ['c1', 'c2', 'c3'] }, 0.5],
    ['{1:MR:%50%a~%50%b~%-50%c}', { choices: ['c3'] }, 0],
    ['{1:SA:=Kyiv}', {}, 0],
    ['{1:SA:=Kyiv}', { text: ' ' }, 0],
  ])('%s answered %j is worth %d', (text, answer, fraction) => expect(worth(text, { g1: answer })).toBeCloseTo(fraction, 12));
});

describe('the whole', () => {
  const two = '{1:SA:=a} and {3:MC:=x~%-100%y}';
  test('is the mean of its gaps by their weights', () => {
    expect(worth(two, { g1: { text: 'a' } })).toBe(0.25);
    expect(worth(two, { g2: { choice: 'c1' } })).toBe(0.75);
    expect(worth(two, { g1: { text: 'a' }, g2: { choice: 'c1' } })).toBe(1);
  });
  test('a penalty takes away from the others, and the question stays at nothing', () => {
    expect(worth('{3:SA:=a} and {1:MC:=x~%-100%y}', { g1: { text: 'a' }, g2: { choice: 'c2' } })).toBe(0.5);
    expect(worth(two, { g1: { text: 'a' }, g2: { choice: 'c2' } })).toBe(0);
  });
  test('a gap of no weight is for practice', () => expect(worth('{0:SA:=a} {2:SA:=b}', { g2: { text: 'b' } })).toBe(1));
  test('says what belongs to each gap, and which answers they were', () =>
    expect(
      judge(asked('{1:SA:=a#yes~*#no} {1:NM:=1~*#far} {1:MC:=x#so~y}'), {
        gaps: { g1: { text: 'q' }, g2: { number: 7 }, g3: { choice: 'c1' } },
      }),
    ).toMatchObject({ feedback: ['no', 'far', 'so'], response: ['g1:a2', 'g2:other', 'g3:c1'] }));
});

test('what does not fit is told', () => {
  const one = asked('{1:SA:=a} {1:MC:=x~y}');
  expect(misfits(one, { gaps: { g1: { text: 'b' }, g2: { choice: 'c2' } } })).toEqual([]);
  expect(misfits(one, { gaps: { g9: {} } })).toMatchObject([{ path: 'gaps', rule: 'unknown' }]);
  expect(misfits(one, { gaps: { g1: { number: 3 }, g2: { choice: 'c7' } } })).toMatchObject([
    { path: 'gaps.g1.number', rule: 'type' },
    { path: 'gaps.g2.choice', rule: 'unknown' },
  ]);
});

test('the right answer is the text with its gaps filled, whatever is in them', () =>
  expect(rightAnswer(asked('A {1:SA:=$& b} {1:MR:%50%x~%50%y~z} {1:NM:=2:0.5}'))).toBe('A **$& b** **x; y** **2 ± 0.5**'));
