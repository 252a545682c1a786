import type { Answer, Paper, Question, QuestionDraft } from '@lyceum/contracts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makePaper } from '../paper/make-paper.ts';
import { makeQuestion } from '../paper/make-question.ts';
import { grade, judge, misfits } from './grade.ts';

const question = (draft: { type: QuestionDraft['type'] } & Record<string, unknown>) =>
  makeQuestion({ text: 'What?', mark: 1, ...draft } as unknown as QuestionDraft);
const choices = (...fractions: number[]) => fractions.map((fraction, i) => ({ text: `choice ${i}`, fraction, feedback: `said ${i}` }));
const worth = (asked: Question, answer: Answer) => judge(asked, answer).fraction;

describe('single', () => {
  const asked = question({ type: 'single', shuffle: false, choices: choices(1, 0.5, -0.25) });
  test.each([
    ['c1', 1],
    ['c2', 0.5],
    ['c3', 0],
  ])('%s is worth %d', (choice, fraction) => expect(worth(asked, { choice })).toBe(fraction));
  test('says what belongs to the choice', () => expect(judge(asked, { choice: 'c2' }).feedback).toEqual(['said 1']));
});

describe('multiple', () => {
  const asked = question({ type: 'multiple', shuffle: false, choices: choices(0.5, 0.5, -0.5) });
  test.each([
    [['c1', 'c2'], 1],
    [['c1'], 0.5],
    [['c1', 'c2', 'c3'], 0.5],
    [['c3'], 0],
    [['c1', 'c1'], 0.5],
  ])('%j is worth %d', (chosen, fraction) => expect(worth(asked, { choices: chosen })).toBe(fraction));
});

describe('short answer', () => {
  const answers = [
    { text: 'Aristotle', fraction: 1, feedback: 'yes' },
    { text: 'Arist*', fraction: 0.5 },
    { text: '*', fraction: 0, feedback: 'no' },
  ];
  const asked = question({ type: 'shortAnswer', caseSensitive: false, answers });
  const strict = question({ type: 'shortAnswer', caseSensitive: true, answers });
  test.each([
    ['  aristotle ', 1],
    ['Aristoteles', 0.5],
    ['Plato', 0],
  ])('%j is worth %d', (text, fraction) => expect(worth(asked, { text })).toBe(fraction));
  test('case counts where the author minds', () => expect(worth(strict, { text: 'aristotle' })).toBe(0));
  test('what looks the same is the same', () => {
    const cafe = question({ type: 'shortAnswer', caseSensitive: true, answers: [{ text: 'caf\u00e9', fraction: 1 }] });
    expect(worth(cafe, { text: 'cafe\u0301' })).toBe(1);
  });
  test('the first answer that fits speaks', () => expect(judge(asked, { text: 'Plato' }).feedback).toEqual(['no']));
});

describe('numerical', () => {
  const answers = [
    { number: 0.3, tolerance: 0, fraction: 1 },
    { number: 0.2, tolerance: 0.15, fraction: 0.5 },
  ];
  const asked = question({ type: 'numerical', answers, feedbackOther: 'not near' });
  test.each([
    [0.1 + 0.2, 1],
    [0.35, 0.5],
    [0.05, 0.5],
    [0.36, 0],
    [-0.3, 0],
  ])('%d is worth %d', (number, fraction) => expect(worth(asked, { number })).toBe(fraction));
  test('what is none of the answers has its own word', () => expect(judge(asked, { number: 9 }).feedback).toEqual(['not near']));
});

describe('matching', () => {
  const pairs = [
    { stem: 'France', option: 'Paris' },
    { stem: 'Italy', option: 'Rome' },
    { stem: 'Vatican', option: 'Rome' },
    { stem: '', option: 'Oslo' },
  ];
  const asked = question({ type: 'matching', pairs });
  test('options of the same words are one', () => expect(asked.type === 'matching' && asked.options).toHaveLength(3));
  test('each stem is worth its share', () => {
    expect(worth(asked, { pairs: { s1: 'o1', s2: 'o2', s3: 'o2' } })).toBe(1);
    expect(worth(asked, { pairs: { s1: 'o1', s2: 'o3' } })).toBeCloseTo(1 / 3);
  });
});

test('an essay waits for a person once there is one', () => {
  const asked = question({ type: 'essay' });
  const paper = makePaper({ title: 'Essay', questions: [{ questionId: 'q', question: asked }] }, 'a');
  expect(grade(paper, { 1: { text: 'A thought.' } })).toMatchObject({ score: 0, maxScore: 1, marks: [{ mark: 0, pending: true }] });
  expect(grade(paper, { 1: { text: ' \n ' } })).toMatchObject({ score: 0, marks: [{ mark: 0, pending: false }] });
});

test('a key that every object has is no answer', () => {
  const asked = question({ type: 'matching', pairs: [...'ab'].map((stem) => ({ stem, option: stem })) });
  expect(misfits(asked, { pairs: { constructor: 'o1' } })).toHaveLength(1);
});

test('an answer of another type does not fit', () => {
  const asked = question({ type: 'trueFalse', correct: true });
  expect(misfits(asked, { value: false })).toEqual([]);
  expect(misfits(asked, { choice: 'c1' })).toMatchObject([{ path: 'choice', rule: 'type' }]);
  expect(misfits(question({ type: 'single', choices: choices(1, 0) }), { choice: 'c9' })).toMatchObject([{ path: 'choice' }]);
});

const fraction = fc.double({ min: -1, max: 1, noNaN: true });
const mark = fc.double({ min: 0.01, max: 1000, noNaN: true });
const someChoices = fc.array(fc.record({ text: fc.string(), fraction }), { minLength: 2, maxLength: 6 });
const anyQuestion: fc.Arbitrary<Question> = fc
  .oneof(
    fc.record({ type: fc.constant('single' as const), choices: someChoices, mark }),
    fc.record({ type: fc.constant('multiple' as const), choices: someChoices, mark }),
    fc.record({ type: fc.constant('trueFalse' as const), correct: fc.boolean(), mark }),
    fc.record({
      type: fc.constant('shortAnswer' as const),
      answers: fc.array(fc.record({ text: fc.string(), fraction }), { minLength: 1 }),
      caseSensitive: fc.boolean(),
      mark,
    }),
    fc.record({
      type: fc.constant('numerical' as const),
      answers: fc.array(fc.record({ number: fc.integer(), tolerance: fc.nat(), fraction }), { minLength: 1 }),
      mark,
    }),
    fc.record({
      type: fc.constant('matching' as const),
      pairs: fc.array(fc.record({ stem: fc.string({ minLength: 1 }), option: fc.constantFrom('x', 'y', 'z') }), { minLength: 2 }),
      mark,
    }),
  )
  .map((draft) => makeQuestion({ text: 'What?', ...draft } as unknown as QuestionDraft));
const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({ choice: fc.constantFrom('c1', 'c2', 'c9') }),
  fc.record({ choices: fc.array(fc.constantFrom('c1', 'c2', 'c3', 'c9')) }),
  fc.record({ value: fc.boolean() }),
  fc.record({ text: fc.string() }),
  fc.record({ number: fc.double() }),
  fc.record({ pairs: fc.dictionary(fc.constantFrom('s1', 's2', 's9'), fc.constantFrom('o1', 'o2')) }),
);
const anyPaper: fc.Arbitrary<Paper> = fc
  .array(anyQuestion, { minLength: 1, maxLength: 8 })
  .map((questions) => makePaper({ title: 'Any', questions: questions.map((asked, i) => ({ questionId: `q${i}`, question: asked })) }, 'a'));
const answersOf = (answers: readonly Answer[]) => Object.fromEntries(answers.map((answer, i) => [String(i + 1), answer]));

describe('whatever is asked and answered', () => {
  test('each mark is from nothing to all of it, and the score is their sum', () =>
    fc.assert(
      fc.property(anyPaper, fc.array(anyAnswer), (paper, answers) => {
        const { score, maxScore, marks } = grade(paper, answersOf(answers));
        for (const one of marks) expect(one.mark >= 0 && one.mark <= one.maxMark + 1e-7).toBe(true);
        expect(score).toBeLessThanOrEqual(maxScore + 1e-5);
        expect(score).toBeCloseTo(
          marks.reduce((sum, one) => sum + one.mark, 0),
          4,
        );
      }),
    ));
  test('the order of answering changes nothing', () =>
    fc.assert(
      fc.property(anyPaper, fc.array(anyAnswer), (paper, answers) => {
        const backwards = Object.fromEntries(Object.entries(answersOf(answers)).toReversed());
        expect(grade(paper, backwards)).toEqual(grade(paper, answersOf(answers)));
      }),
    ));
  test('nothing answered is nothing earned', () =>
    fc.assert(
      fc.property(anyPaper, (paper) => {
        expect(grade(paper, {}).score).toBe(0);
      }),
    ));
});

test('three thirds are one', () => {
  const thirds = question({ type: 'multiple', shuffle: false, choices: choices(1 / 3, 1 / 3, 1 / 3) });
  expect(worth(thirds, { choices: ['c1', 'c2', 'c3'] })).toBe(1);
  const paper = makePaper({ title: 'Thirds', questions: [1, 2, 3].map((i) => ({ questionId: `q${i}`, question: thirds })) }, 'a');
  expect(grade(paper, answersOf([1, 2, 3].map((i) => ({ choices: [`c${i}`] })))).score).toBeCloseTo(1, 6);
});
