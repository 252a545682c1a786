import { DEFAULT_RULES, termsOf, type QuestionDraft } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { grade } from '../grading/grade.ts';
import { makePaper } from './make-paper.ts';
import { makeQuestion } from './make-question.ts';
import { publicPaper } from './public-paper.ts';
import { review } from './review.ts';

const drafts: QuestionDraft[] = [
  {
    type: 'single',
    text: 'Capital?',
    mark: 1,
    shuffle: true,
    feedback: 'It lies on the Dnipro.',
    choices: [
      { text: 'Kyiv', fraction: 1, feedback: 'Yes.' },
      { text: 'Lviv', fraction: 0 },
      { text: 'Odesa', fraction: 0 },
    ],
  },
  { type: 'trueFalse', text: 'Green sky?', mark: 2, correct: false, feedbackTrue: 'Look up.' },
  { type: 'shortAnswer', text: 'Teacher?', mark: 1, caseSensitive: false, answers: [{ text: 'Aristot*', fraction: 1 }] },
  { type: 'numerical', text: 'Sum?', mark: 1, answers: [{ number: 4, tolerance: 0.5, fraction: 1 }] },
  {
    type: 'matching',
    text: 'Match',
    mark: 2,
    pairs: [
      { stem: 'France', option: 'Paris' },
      { stem: 'Italy', option: 'Rome' },
      { stem: '', option: 'Oslo' },
    ],
  },
];
const quiz = { title: 'All', questions: drafts.map((draft, i) => ({ questionId: `q${i}`, question: makeQuestion(draft) })) };
const terms = termsOf(DEFAULT_RULES);
const EVERYTHING = { marks: true, correctness: true, feedback: true, rightAnswers: true };
const paperOf = (attemptId: string) => makePaper(quiz, attemptId);

test('the public paper has no key', () => {
  const text = JSON.stringify(publicPaper(paperOf('a'), terms));
  expect(text).not.toMatch(/fraction|correct|tolerance|feedback|answers|"option":|Aristot|Dnipro/i);
  expect(text).toContain('Kyiv');
});

test('the same attempt is always asked the same, another in another order', () => {
  expect(paperOf('a')).toEqual(paperOf('a'));
  const orders = new Set([...'abcdefgh'].map((id) => JSON.stringify(publicPaper(paperOf(id), terms))));
  expect(orders.size).toBeGreaterThan(2);
});

test('what the author does not shuffle stays as written', () => {
  const question = makeQuestion({ ...drafts[0], shuffle: false } as QuestionDraft);
  const paper = makePaper({ title: 'T', questions: [{ questionId: 'q', question }] }, 'any');
  expect(publicPaper(paper, terms).questions[0]?.choices?.map(({ text }) => text)).toEqual(['Kyiv', 'Lviv', 'Odesa']);
});

test('the review says what would have been right and what the author says', () => {
  const paper = paperOf('a');
  const answers = { 1: { choice: 'c1' }, 2: { value: true }, 4: { number: 3.5 }, 5: { pairs: { s1: 'o1', s2: 'o3' } } };
  expect(
    review(paper, { score: grade(paper, answers), hands: {}, given: { behaviour: 'deferred', answers, tries: {} } }, EVERYTHING).map(
      ({ pending: _, comment: __, ...item }) => item,
    ),
  ).toEqual([
    { slot: 1, mark: 1, maxMark: 1, correct: 'right', rightAnswer: 'Kyiv', feedback: ['Yes.', 'It lies on the Dnipro.'] },
    { slot: 2, mark: 0, maxMark: 2, correct: 'wrong', rightAnswer: 'False', feedback: ['Look up.'] },
    { slot: 3, mark: 0, maxMark: 1, correct: 'unanswered', rightAnswer: 'Aristot*', feedback: [] },
    { slot: 4, mark: 1, maxMark: 1, correct: 'right', rightAnswer: '4 ± 0.5', feedback: [] },
    { slot: 5, mark: 1, maxMark: 2, correct: 'partly', rightAnswer: 'France → Paris; Italy → Rome', feedback: [] },
  ]);
});

test('pages hold as many questions as the quiz says, the last one the rest', () => {
  const pagesAt = (questionsPerPage: number | null) => makePaper({ ...quiz, rules: { ...DEFAULT_RULES, questionsPerPage } }, 'a').pages;
  expect(pagesAt(2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(pagesAt(1)).toEqual([[1], [2], [3], [4], [5]]);
  expect(pagesAt(null)).toEqual([[1, 2, 3, 4, 5]]);
  expect(makePaper({ title: 'None', questions: [], rules: { ...DEFAULT_RULES, questionsPerPage: null } }, 'a').pages).toEqual([]);
});

test('shuffled questions stand in another order in each attempt, numbered as they stand', () => {
  const shuffledFor = (attemptId: string) => makePaper({ ...quiz, rules: { ...DEFAULT_RULES, shuffleQuestions: true } }, attemptId).slots;
  expect(shuffledFor('a')).toEqual(shuffledFor('a'));
  expect(
    new Set(
      [...'abcdefgh'].map((id) =>
        shuffledFor(id)
          .map(({ questionId }) => questionId)
          .join(' '),
      ),
    ).size,
  ).toBeGreaterThan(2);
  expect(shuffledFor('b').map(({ slot }) => slot)).toEqual([1, 2, 3, 4, 5]);
  expect(
    shuffledFor('b')
      .map(({ questionId }) => questionId)
      .toSorted(),
  ).toEqual(['q0', 'q1', 'q2', 'q3', 'q4']);
});
