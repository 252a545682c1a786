import type { Answer, Gap, GapAnswer, Question } from '@lyceum/contracts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyDraft, anyText, TYPES } from '../testing/any-draft.ts';
import { makePaper } from '../paper/make-paper.ts';
import { makeQuestion } from '../paper/make-question.ts';
import { randomFrom, shuffled } from '../paper/shuffle.ts';
import { grade, judge, misfits } from './grade.ts';
import { readable } from './wildcard.ts';

const id = fc.constantFrom('c1', 'c2', 'c9', 's1', 's2', 'o1', 'o2', 'i1', 'i2', 'i3', 'g1', 'g2', '', 'constructor', '__proto__');
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const gapAnswer = fc.record({ choice: id, choices: fc.array(id), text: anyText(), number }, { requiredKeys: [] });
/** Anything that the schema of an answer lets through, whether it fits the question or not. */
const anyAnswer: fc.Arbitrary<Answer> = fc.record(
  {
    choice: id,
    choices: fc.array(id),
    value: fc.boolean(),
    text: anyText(),
    number,
    unit: fc.constantFrom('m', 'cm', 'parsec', ''),
    pairs: fc.dictionary(id, id),
    order: fc.array(id),
    gaps: fc.dictionary(id, gapAnswer),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Answer>;

const right = ({ fraction }: { fraction: number }) => fraction === 1;
const worthIt = ({ fraction }: { fraction: number }) => fraction > 0;

function rightGap(gap: Gap): GapAnswer {
  switch (gap.type) {
    case 'single':
      return { choice: gap.choices.find(right)?.id ?? '' };
    case 'multiple':
      return { choices: gap.choices.filter(worthIt).map((choice) => choice.id) };
    case 'shortAnswer':
      return { text: readable(gap.answers.find(right)?.text ?? '') };
    case 'numerical':
      return { number: gap.answers.find(right)?.number ?? 0 };
  }
}

function rightAnswerTo(question: Question): Answer {
  switch (question.type) {
    case 'trueFalse':
      return { value: question.correct };
    case 'numerical': {
      const [unit] = question.units ?? [];
      const value = question.answers.find(right)?.number ?? 0;
      return unit ? { number: value / unit.multiplier, unit: unit.unit } : { number: value };
    }
    case 'matching':
      return { pairs: Object.fromEntries(question.stems.map((stem) => [stem.id, stem.option])) };
    case 'ordering':
      return { order: question.items.map((item) => item.id) };
    case 'gaps':
      return { gaps: Object.fromEntries(question.gaps.map((gap) => [gap.id, rightGap(gap)])) };
    case 'essay':
      return { text: 'A thought.' };
    default:
      return rightGap({ ...question, id: 'whole', weight: 1 } as unknown as Gap) as Answer;
  }
}

const reorder = <T>(parts: readonly T[], seed: string): T[] => shuffled(parts, randomFrom(seed));

/** The same question, its parts in another order where their order says nothing. */
function reordered(question: Question, seed: string): Question {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return { ...question, choices: reorder(question.choices, seed) } as Question;
    case 'matching':
      return { ...question, stems: reorder(question.stems, seed), options: reorder(question.options, `${seed}o`) };
    case 'gaps':
      return {
        ...question,
        gaps: reorder(question.gaps, seed).map((gap) => ('choices' in gap ? { ...gap, choices: reorder(gap.choices, seed) } : gap)),
      };
    default:
      return question;
  }
}

/** The same answer, its keys and what is chosen in another order. */
function answeredOtherwise(answer: Answer): Answer {
  const backwards = <T>(record: Record<string, T>) => Object.fromEntries(Object.entries(record).toReversed());
  const { choices, pairs, gaps } = answer;
  return {
    ...backwards(answer),
    ...(choices && { choices: choices.toReversed() }),
    ...(pairs && { pairs: backwards(pairs) }),
    ...(gaps && { gaps: backwards(gaps) }),
  };
}

describe.each(TYPES)('%s, whatever is asked and answered', (type) => {
  const question = anyDraft(type).map(makeQuestion);
  const asked = fc.tuple(question, anyAnswer);

  test('is worth from nothing to the whole mark', () =>
    fc.assert(
      fc.property(asked, ([one, answer]) => {
        const paper = makePaper({ title: 'T', questions: [{ questionId: 'q', question: one }] }, 'a');
        const [given] = grade(paper, { 1: answer }).marks;
        expect(given && given.mark >= 0 && given.mark <= given.maxMark).toBe(true);
      }),
    ));

  test('misfits are told, and nothing throws', () =>
    fc.assert(
      fc.property(asked, ([one, answer]) => {
        expect(Array.isArray(misfits(one, answer))).toBe(true);
      }),
    ));

  test('does not depend on the order of parts, of keys, or of what is chosen', () =>
    fc.assert(
      fc.property(asked, fc.string(), ([one, answer], seed) => {
        for (const given of [answer, rightAnswerTo(one)]) {
          const { fraction, response } = judge(one, given);
          const other = judge(reordered(one, seed), answeredOtherwise(given));
          expect(other.fraction).toBeCloseTo(fraction, 12);
          expect(other.response.toSorted()).toEqual(response.toSorted());
        }
      }),
    ));
});

describe.each(TYPES.filter((type) => type !== 'essay'))('%s', (type) => {
  test('the right answer fits and is worth the whole mark', () =>
    fc.assert(
      fc.property(anyDraft(type).map(makeQuestion), (one) => {
        const answer = rightAnswerTo(one);
        expect(misfits(one, answer)).toEqual([]);
        expect(judge(one, answer).fraction).toBe(1);
      }),
    ));
});

describe('a whole paper, whatever is asked and answered', () => {
  const papers = fc.array(
    fc.tuple(
      fc
        .constantFrom(...TYPES)
        .chain(anyDraft)
        .map(makeQuestion),
      anyAnswer,
    ),
    { minLength: 1, maxLength: 5 },
  );
  const paperOf = (asked: readonly (readonly [Question, Answer])[]) =>
    makePaper({ title: 'T', questions: asked.map(([question], at) => ({ questionId: `q${at}`, question })) }, 'a');

  test('is worth from nothing to the sum of its marks', () =>
    fc.assert(
      fc.property(papers, (asked) => {
        const { score, maxScore } = grade(paperOf(asked), Object.fromEntries(asked.map(([, answer], at) => [at + 1, answer])));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(maxScore);
        expect(maxScore).toBeCloseTo(
          asked.reduce((sum, [{ mark }]) => sum + mark, 0),
          9,
        );
      }),
    ));

  test('each answer counts the same whichever others are there', () =>
    fc.assert(
      fc.property(papers, fc.array(fc.boolean()), (asked, left) => {
        const paper = paperOf(asked);
        const answers = asked.map(([, answer], at) => [at + 1, answer] as const);
        const whole = grade(paper, Object.fromEntries(answers));
        const there = (_: unknown, at: number) => !left[at];
        const some = grade(paper, Object.fromEntries(answers.filter(there)));
        expect(some.marks.filter(there)).toEqual(whole.marks.filter(there));
      }),
    ));
});
