import { DEFAULT_RULES, termsOf, type Answer, type AttemptEvent, type QuestionDraft } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { gradeAs } from '../grading/by-behaviour.ts';
import { makePaper } from '../paper/make-paper.ts';
import { makeQuestion } from '../paper/make-question.ts';
import { attempts } from './attempt.ts';
import { decide as check } from './check-answer.ts';
import { checkOf } from './checks.ts';
import { decide as save } from './save-answer.ts';
import { decide as submit } from './submit-attempt.ts';

const of = { attemptId: 'a1', quizId: 'q1', courseId: 'c1', studentId: 'ann' };
const NOW = '2026-03-01T10:00:05.000Z';
const drafts: QuestionDraft[] = [
  {
    type: 'single',
    text: 'Capital?',
    mark: 3,
    feedback: 'It lies on the Dnipro.',
    hints: ['It is not in the west.'],
    shuffle: false,
    choices: [
      { text: 'Kyiv', fraction: 1, feedback: 'Yes.' },
      { text: 'Lviv', fraction: 0, feedback: 'No.' },
      { text: 'Odesa', fraction: 0 },
    ],
  },
  { type: 'essay', text: 'Why?', mark: 1 },
];
const paper = makePaper(
  { title: 'Two', questions: drafts.map((draft, i) => ({ questionId: `q${i}`, question: makeQuestion(draft) })) },
  'a1',
);
const started = (behaviour: 'deferred' | 'interactive' | 'certainty' = 'interactive'): AttemptEvent => ({
  type: 'quizzes.AttemptStarted.v2',
  data: { ...of, number: 1, paper, deadline: null, terms: { ...termsOf(DEFAULT_RULES), behaviour } },
});
const checked = (answer: Answer, sequence: number, number: number, fraction: number, over: boolean): AttemptEvent => ({
  type: 'quizzes.AnswerChecked.v1',
  data: { ...of, slot: 1, answer, sequence, try: number, fraction, over },
});
const [kyiv, lviv, odesa] = [{ choice: 'c1' }, { choice: 'c2' }, { choice: 'c3' }];
const asked = (answer: Answer, sequence?: number, slot = 1) => ({ studentId: 'ann', slot, answer, sequence });

describe('checking', () => {
  test('a wrong answer leaves another try, the last or a right one does not', () => {
    given(attempts, started())
      .when((attempt) => check(attempt, asked(lviv), NOW, {}))
      .then(checked(lviv, 0, 1, 0, false));
    given(attempts, started(), checked(lviv, 0, 1, 0, false))
      .when((attempt) => check(attempt, asked(odesa), NOW, {}))
      .then(checked(odesa, 1, 2, 0, true));
    given(attempts, started())
      .when((attempt) => check(attempt, asked(kyiv), NOW, {}))
      .then(checked(kyiv, 0, 1, 1, true));
  });
  test('what is over takes nothing more', () => {
    given(attempts, started(), checked(kyiv, 0, 1, 1, true))
      .when((attempt) => check(attempt, asked(lviv), NOW, {}))
      .refused('question-over');
    given(attempts, started(), checked(kyiv, 0, 1, 1, true))
      .when((attempt) => save(attempt, asked(lviv), NOW))
      .refused('question-over');
  });
  test('one check that is sent twice is one try; the same answer anew is another', () => {
    given(attempts, started(), checked(lviv, 7, 1, 0, false))
      .when((attempt) => check(attempt, asked(lviv, 7), NOW, {}))
      .nothing();
    given(attempts, started(), checked(kyiv, 7, 1, 1, true))
      .when((attempt) => check(attempt, asked(kyiv, 7), NOW, {}))
      .nothing();
    given(attempts, started(), checked(lviv, 7, 1, 0, false))
      .when((attempt) => check(attempt, asked(lviv), NOW, {}))
      .then(checked(lviv, 8, 2, 0, true));
  });
  test('nothing, essays and other quizzes cannot be checked', () => {
    given(attempts, started())
      .when((attempt) => check(attempt, asked({}), NOW, {}))
      .refused('answer-incomplete');
    given(attempts, started())
      .when((attempt) => check(attempt, asked({ text: 'So.' }, undefined, 2), NOW, {}))
      .refused('not-checkable');
    given(attempts, started('deferred'))
      .when((attempt) => check(attempt, asked(kyiv), NOW, {}))
      .refused('not-checkable');
  });
});

describe('what a check tells', () => {
  const nothing = { marks: false, correctness: false, feedback: false, rightAnswers: false };
  const all = { marks: true, correctness: true, feedback: true, rightAnswers: true };
  const after = (...facts: AttemptEvent[]) => {
    const attempt = [started(), ...facts].reduce(attempts.evolve, attempts.initial);
    return attempt.phase === 'open' ? attempt.tries : {};
  };
  test('how it came out, the hint and the word to the answer; the question’s own word and the right answer when it is over', () => {
    expect(checkOf(paper, after(checked(lviv, 4, 1, 0, false)), 1, all)).toEqual({
      ...{ slot: 1, try: 1, tries: 2, triesLeft: 1, over: false, outcome: 'wrong', hint: 'It is not in the west.', feedback: ['No.'] },
      ...{ mark: 0, maxMark: 3, rightAnswer: null, sequence: 4 },
    });
    expect(checkOf(paper, after(checked(lviv, 4, 1, 0, false), checked(kyiv, 5, 2, 1, true)), 1, all)).toMatchObject({
      ...{ try: 2, triesLeft: 0, over: true, outcome: 'right', hint: null, feedback: ['Yes.', 'It lies on the Dnipro.'] },
      ...{ mark: 2, rightAnswer: 'Kyiv' },
    });
  });
  test('marks and right answers only where the quiz shows them on the way', () => {
    expect(checkOf(paper, after(checked(lviv, 4, 1, 0, false), checked(odesa, 5, 2, 0, true)), 1, nothing)).toMatchObject({
      ...{ outcome: 'wrong', mark: null, rightAnswer: null },
    });
  });
});

test('what was checked counts when the attempt is handed in, whatever a screen sends for it', () => {
  const tries = { 1: { answers: [lviv, kyiv], sequence: 1, over: true } };
  given(attempts, started(), checked(lviv, 0, 1, 0, false), checked(kyiv, 1, 2, 1, true))
    .when((attempt) => submit(attempt, { studentId: 'ann', answers: { 1: odesa } }, NOW, {}))
    .then(
      { type: 'quizzes.AttemptSubmitted.v1', data: { ...of, by: 'student', answers: { 1: kyiv } } },
      {
        type: 'quizzes.AttemptGraded.v2',
        data: {
          ...of,
          score: gradeAs(paper, { behaviour: 'interactive', answers: { 1: kyiv }, tries }),
          former: null,
          cause: { kind: 'submission' },
          lateSeconds: 0,
        },
      },
    );
  expect(gradeAs(paper, { behaviour: 'interactive', answers: { 1: kyiv }, tries }).marks[0]?.mark).toBe(2);
});

describe('certainty', () => {
  test('goes beside an answer where the quiz asks for it, and nowhere else', () => {
    const sure = { ...kyiv, certainty: 3 };
    given(attempts, started('certainty'))
      .when((attempt) => save(attempt, asked(sure), NOW))
      .then({ type: 'quizzes.AnswerSaved.v1', data: { ...of, slot: 1, answer: sure, sequence: 0 } });
    given(attempts, started('deferred'))
      .when((attempt) => save(attempt, asked(sure), NOW))
      .refused('answer-does-not-fit');
    given(attempts, started('certainty'))
      .when((attempt) => save(attempt, asked({ text: 'So.', certainty: 2 }, undefined, 2), NOW))
      .refused('answer-does-not-fit');
  });
});
