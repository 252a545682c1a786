import type { Answer, Question, QuestionDraft } from '@lyceum/contracts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makePaper } from '../paper/make-paper.ts';
import { makeQuestion } from '../paper/make-question.ts';
import { anyDraft, TYPES } from '../testing/any-draft.ts';
import { gradeAs } from './by-behaviour.ts';
import { grade, judge } from './grade.ts';
import { isComplete, triesOf, worthAfter } from './tries.ts';

const question = (draft: { type: QuestionDraft['type'] } & Record<string, unknown>) =>
  makeQuestion({ text: 'What?', mark: 1, ...draft } as unknown as QuestionDraft);
const paperOf = (...questions: readonly Question[]) =>
  makePaper({ title: 'T', questions: questions.map((one, i) => ({ questionId: `q${i}`, question: one })) }, 'a');

const single = question({
  type: 'single',
  hints: ['Think', 'Think again'],
  shuffle: false,
  choices: [
    { text: 'a', fraction: 1 },
    { text: 'b', fraction: 0.5 },
    { text: 'c', fraction: 0 },
  ],
});
const choice = (id: string): Answer => ({ choice: id });
const tried = (answers: readonly Answer[], over = false) => ({ answers, over, sequence: answers.length });

describe('repeated tries', () => {
  test.each([
    ['right at once', [choice('c1')], true, choice('c1'), 1],
    ['right after one', [choice('c3'), choice('c1')], true, choice('c1'), 2 / 3],
    ['right after two', [choice('c3'), choice('c3'), choice('c1')], true, choice('c1'), 1 / 3],
    ['never right', [choice('c3'), choice('c3'), choice('c3')], true, choice('c3'), 0],
    ['partly right at the last', [choice('c3'), choice('c3'), choice('c2')], true, choice('c2'), 0],
    ['not checked at all', [], false, choice('c2'), 0.5],
    ['changed after a check, and not checked again', [choice('c3')], false, choice('c1'), 2 / 3],
    ['left as it was after a check', [choice('c2')], false, choice('c2'), 0.5 - 1 / 3],
    ['taken back after a check', [choice('c2')], false, {}, 0],
  ])('%s', (_, answers, over, last, worth) => {
    expect(worthAfter(single, tried(answers, over), last)).toBeCloseTo(worth, 12);
  });
  test('there is one more than hints, and none where a person marks', () => {
    expect(triesOf(single)).toBe(3);
    expect(triesOf(question({ type: 'trueFalse', correct: true }))).toBe(1);
    expect(triesOf(question({ type: 'essay', hints: ['x'] }))).toBe(0);
  });
  test('the question says what a try costs', () => {
    expect(worthAfter({ ...single, penalty: 0.1 }, tried([choice('c3'), choice('c1')], true), choice('c1'))).toBeCloseTo(0.9, 12);
  });
  test('what a correction makes right counts from the try that was it', () => {
    const corrected = { ...single, choices: single.type === 'single' ? single.choices.map((one) => ({ ...one, fraction: 1 })) : [] };
    expect(worthAfter(corrected as Question, tried([choice('c3'), choice('c1')], true), choice('c1'))).toBe(1);
  });
});

describe('parts of a question are charged by themselves', () => {
  const matching = question({
    type: 'matching',
    hints: ['h', 'h'],
    pairs: [...'abc'].map((stem) => ({ stem, option: stem.toUpperCase() })),
  });
  const pairs = (s1: string, s2: string, s3: string): Answer => ({ pairs: { s1, s2, s3 } });
  test('a stem from when it was right', () => {
    const tries = [pairs('o1', 'o3', 'o2'), pairs('o1', 'o2', 'o2'), pairs('o1', 'o2', 'o3')];
    expect(worthAfter(matching, tried(tries, true), tries[2])).toBeCloseTo((1 + 2 / 3 + 1 / 3) / 3, 12);
    expect(worthAfter(matching, tried(tries.slice(0, 2)), tries[1])).toBeCloseTo((1 + 2 / 3) / 3, 12);
  });
  test('a gap from when it was last changed', () => {
    const gaps = question({ type: 'gaps', hints: ['h', 'h'], text: '{1:SHORTANSWER:=Owl} and {1:SHORTANSWER:=Cat}' });
    const given = (g1: string, g2: string): Answer => ({ gaps: { g1: { text: g1 }, g2: { text: g2 } } });
    const tries = [given('Owl', 'Dog'), given('Owl', 'Cow'), given('Owl', 'Cat')];
    expect(worthAfter(gaps, tried(tries, true), tries[2])).toBeCloseTo((1 + 1 / 3) / 2, 12);
  });
  test('a check wants all of them', () => {
    expect(isComplete(matching, { pairs: { s1: 'o1' } })).toBe(false);
    expect(isComplete(matching, pairs('o1', 'o1', 'o1'))).toBe(true);
  });
});

describe('certainty', () => {
  const asked = paperOf(single, single);
  const score = (first: Answer, second: Answer = {}) =>
    gradeAs(asked, { behaviour: 'certainty', answers: { 1: first, 2: second }, tries: {} });
  test.each([
    ['c1', undefined, 1 / 3],
    ['c1', 1, 1 / 3],
    ['c1', 2, 2 / 3],
    ['c1', 3, 1],
    ['c2', 3, 0.5],
    ['c3', undefined, 0],
    ['c3', 2, -2 / 3],
    ['c3', 3, -2],
  ])('%s, certainty %s', (id, certainty, mark) => {
    expect(score({ ...choice(id), ...(certainty && { certainty }) }).marks[0]?.mark).toBeCloseTo(mark, 6);
  });
  test('nothing answered is nothing lost, however sure', () => expect(score({ certainty: 3 }).marks[0]?.mark).toBe(0));
  test('the attempt is never worth less than nothing, and wrong answers take from right ones', () => {
    expect(score({ ...choice('c3'), certainty: 3 }, { ...choice('c1'), certainty: 3 }).score).toBe(0);
    expect(score({ ...choice('c3'), certainty: 2 }, { ...choice('c1'), certainty: 3 }).score).toBeCloseTo(1 / 3, 4);
  });
});

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const id = fc.constantFrom('c1', 'c2', 's1', 's2', 'o1', 'o2', 'i1', 'i2', 'g1');
const anyAnswer = fc.record(
  {
    ...{ choice: id, choices: fc.array(id), value: fc.boolean(), text: fc.string(), number, pairs: fc.dictionary(id, id) },
    ...{ order: fc.array(id), gaps: fc.dictionary(id, fc.record({ choice: id, text: fc.string(), number }, { requiredKeys: [] })) },
    certainty: fc.constantFrom(1, 2, 3),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Answer>;
const anyTries = fc.array(anyAnswer, { maxLength: 4 });

describe.each(TYPES)('%s, whatever is asked, tried and answered', (type) => {
  const asked = anyDraft(type).map(makeQuestion);
  const given = fc.tuple(asked, anyAnswer, anyTries, fc.boolean());
  test('tries are worth from nothing to what the best of them is', () =>
    fc.assert(
      fc.property(given, ([one, answer, tries, over]) => {
        const worth = worthAfter(one, tried(tries, over && tries.length > 0), answer);
        expect(worth).toBeGreaterThanOrEqual(0);
        expect(worth).toBeLessThanOrEqual(1);
        expect(worthAfter(one, undefined, answer)).toBeCloseTo(judge(one, answer).fraction, 9);
      }),
    ));
  test('certainty is worth from twice the mark below nothing to the mark', () =>
    fc.assert(
      fc.property(given, ([one, answer]) => {
        const { score, marks } = gradeAs(paperOf(one), { behaviour: 'certainty', answers: { 1: answer }, tries: {} });
        for (const { mark, maxMark } of marks) expect(mark >= -2 * maxMark - 1e-6 && mark <= maxMark + 1e-6).toBe(true);
        expect(score).toBeGreaterThanOrEqual(0);
      }),
    ));
  test('where all is graded at the end, neither tries nor certainty count', () =>
    fc.assert(
      fc.property(given, ([one, answer, tries]) => {
        const paper = paperOf(one);
        expect(gradeAs(paper, { behaviour: 'deferred', answers: { 1: answer }, tries: { 1: tried(tries) } })).toEqual(
          grade(paper, { 1: answer }),
        );
      }),
    ));
});
