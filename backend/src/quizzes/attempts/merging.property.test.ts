import { DEFAULT_RULES, termsOf, type Answer, type AttemptEvent } from '@lyceum/contracts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { grade } from '../grading/grade.ts';
import { makePaper } from '../paper/make-paper.ts';
import { makeQuestion } from '../paper/make-question.ts';
import { attempts, savedAnswers, type Open } from './attempt.ts';
import { decide as save } from './save-answer.ts';

const of = { attemptId: 'a1', quizId: 'q1', courseId: 'c1', studentId: 'ann' };
const SLOTS = [1, 2, 3];
const question = makeQuestion({ type: 'trueFalse', text: 'Is it?', mark: 1, correct: true });
const paper = makePaper({ title: 'Three', questions: SLOTS.map((slot) => ({ questionId: `q${slot}`, question })) }, 'a1');
const started: AttemptEvent = {
  type: 'quizzes.AttemptStarted.v2',
  data: { ...of, number: 1, paper, deadline: null, terms: termsOf(DEFAULT_RULES) },
};

interface Given {
  readonly slot: number;
  readonly sequence: number;
  readonly answer: Answer;
}

/** The attempt after answers that come in this order. */
const after = (arriving: readonly Given[]): Open =>
  arriving.reduce<Open>(
    (attempt, { slot, sequence, answer }) => {
      const decision = save(attempt, { studentId: 'ann', slot, sequence, answer }, '2026-03-01T10:00:00.000Z');
      if (decision.outcome === 'refuse') throw new Error(decision.refusal.code);
      return decision.outcome === 'accept' ? (decision.facts.reduce(attempts.evolve, attempt) as Open) : attempt;
    },
    attempts.evolve(attempts.initial, started) as Open,
  );

/** Answers as a screen gives them, each with its number, and an order in which they come: some twice, when an answer to them was lost. */
const journeys = fc
  .uniqueArray(fc.record({ slot: fc.constantFrom(...SLOTS), sequence: fc.nat(20), answer: fc.boolean().map((value) => ({ value })) }), {
    selector: ({ slot, sequence }) => `${slot} ${sequence}`,
    maxLength: 20,
  })
  .chain((given) => {
    const arriving = fc.shuffledSubarray([...given, ...given.map((one) => ({ ...one }))], { minLength: given.length });
    return fc.record({ given: fc.constant(given), arriving });
  })
  .map(({ given, arriving }) => ({ given, arriving: [...arriving, ...given.filter((one) => !arriving.some((got) => same(got, one)))] }));
const same = (a: Given, b: Given): boolean => a.slot === b.slot && a.sequence === b.sequence;

test('in whatever order answers come, and however often, the last that was given to each question counts', () =>
  fc.assert(
    fc.property(journeys, ({ given, arriving }) => {
      const last = Object.fromEntries(
        given.toSorted((a, b) => a.sequence - b.sequence).map(({ slot, answer }) => [String(slot), answer] as const),
      );
      const saved = savedAnswers(after(arriving));
      expect(saved).toEqual(last);
      expect(grade(paper, saved)).toEqual(grade(paper, last));
    }),
  ));
