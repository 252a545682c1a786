import type { BankEvent, CourseEvent, Draw, Id, Question, QuizEvent } from '@lyceum/contracts';
import { DEFAULT_RULES } from '@lyceum/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { courses } from '../../courses/course.ts';
import { given } from '../../deciding/given.ts';
import { decide as move } from '../move-question.ts';
import { makePaper } from '../paper/make-paper.ts';
import { quizzes } from '../quiz.ts';
import { bankQuestions } from './bank-question.ts';
import { banks, drawable, within } from './bank.ts';
import { decide as changeCategory } from './categories.ts';
import { drawFor, type Drawn } from './drawing.ts';
import { decide as file } from './file-question.ts';
import { outlineOf } from './get-bank.ts';
import { decide as setPlaces } from './random-places.ts';
import { decide as take } from './take-from-bank.ts';
import { decide as write } from './write-question.ts';

const courseId = 'c1';
const inge = { personId: 'inge', roles: ['instructor'] as const };
const other = { personId: 'other', roles: ['instructor'] as const };
const course = courses.evolve(courses.initial, {
  type: 'courses.CourseCreated.v1',
  data: { courseId, instructorId: 'inge', title: 'Bars', summary: '', seats: null },
} satisfies CourseEvent);

const category = (categoryId: Id, parentId: Id | null = null): BankEvent => ({
  type: 'quizzes.CategoryAdded.v1',
  data: { courseId, categoryId, parentId, title: categoryId },
});
const filed = (questionId: Id, categoryId: Id | null, ...tags: string[]): BankEvent => ({
  type: 'quizzes.QuestionFiled.v1',
  data: { courseId, questionId, categoryId, tags },
});
const bankOf = (...facts: readonly BankEvent[]) => facts.reduce(banks.evolve, banks.initial);
const question: Question = { type: 'trueFalse', text: 'Is it?', mark: 1, correct: true };
const draw = (categoryId: Id, ...tags: string[]): Draw => ({ categoryId, below: true, tags, mark: 2 });

test('categories lie in categories, never in themselves, and go when nothing lies in them', () => {
  const asked = { who: inge, courseId };
  given(banks)
    .when((bank) => changeCategory(bank, course, 'new', { ...asked, change: { kind: 'add', title: 'Steel', parentId: null } }))
    .then({ type: 'quizzes.CategoryAdded.v1', data: { courseId, categoryId: 'new', parentId: null, title: 'Steel' } });
  given(banks, category('a'), category('b', 'a'))
    .when((bank) => changeCategory(bank, course, 'new', { ...asked, change: { kind: 'edit', categoryId: 'a', parentId: 'b' } }))
    .refused('category-within-itself');
  given(banks, category('a'), category('b', 'a'))
    .when((bank) => changeCategory(bank, course, 'new', { ...asked, change: { kind: 'remove', categoryId: 'a' } }))
    .refused('category-not-empty');
  given(banks, category('a'), filed('q1', 'a'))
    .when((bank) => changeCategory(bank, course, 'new', { ...asked, change: { kind: 'remove', categoryId: 'a' } }))
    .refused('category-not-empty');
  given(banks, category('a'), filed('q1', 'a'), filed('q1', null))
    .when((bank) => changeCategory(bank, course, 'new', { ...asked, change: { kind: 'remove', categoryId: 'a' } }))
    .then({ type: 'quizzes.CategoryRemoved.v1', data: { courseId, categoryId: 'a' } });
  given(banks, category('a'))
    .when((bank) => changeCategory(bank, course, 'new', { who: other, courseId, change: { kind: 'remove', categoryId: 'a' } }))
    .refused('course-not-found');
});

test('a question is written in versions, and the same words make none', () => {
  const one = { courseId, questionId: 'q1', question };
  const first = { type: 'quizzes.QuestionWritten.v1', data: { ...one, version: 1 } } as const;
  given(bankQuestions)
    .when((written) => write(written, course, inge, one))
    .then(first);
  given(bankQuestions, first)
    .when((written) => write(written, course, inge, one))
    .nothing();
  given(bankQuestions, first)
    .when((written) => write(written, course, inge, { ...one, question: { ...question, mark: 3 } }))
    .then({ type: 'quizzes.QuestionWritten.v1', data: { ...one, version: 2, question: { ...question, mark: 3 } } });
});

test('filing, taking out and bringing back', () => {
  const around = { course, question: { courseId, version: 1, question } };
  given(banks, category('a'))
    .when((bank) => file(bank, around, { who: inge, questionId: 'q1', to: { categoryId: 'a', tags: ['hard'] } }))
    .then(filed('q1', 'a', 'hard'));
  given(banks, category('a'), filed('q1', 'a', 'hard'))
    .when((bank) => file(bank, around, { who: inge, questionId: 'q1', to: { categoryId: 'a', tags: ['hard'] } }))
    .nothing();
  given(banks)
    .when((bank) => file(bank, around, { who: inge, questionId: 'q1', to: { categoryId: 'gone', tags: [] } }))
    .refused('category-not-found');
  given(banks)
    .when((bank) => file(bank, around, { who: other, questionId: 'q1', to: 'retired' }))
    .refused('question-not-found');
  const retired = bankOf(category('a'), filed('q1', 'a', 'hard'), {
    type: 'quizzes.QuestionRetired.v1',
    data: { courseId, questionId: 'q1' },
  });
  expect(outlineOf(retired)).toMatchObject({ total: 0, retired: 1, tags: [], categories: [{ categoryId: 'a', questions: 0 }] });
  expect(drawable(retired, draw('a'))).toEqual([]);
});

test('a draw has the categories below, and only what has all the tags', () => {
  const bank = bankOf(
    category('a'),
    category('b', 'a'),
    category('c'),
    filed('q1', 'a', 'x'),
    filed('q2', 'b', 'x', 'y'),
    filed('q3', 'c', 'x'),
  );
  expect([...within(bank, 'a')]).toEqual(['a', 'b']);
  expect(drawable(bank, draw('a'))).toEqual(['q1', 'q2']);
  expect(drawable(bank, { ...draw('a'), below: false })).toEqual(['q1']);
  expect(drawable(bank, draw('a', 'x', 'y'))).toEqual(['q2']);
});

test('random places: no question twice, the same for the same seed, and always where it is possible at all', () => {
  // Place i may draw from the first `sizes[i]` of a chain of categories: possible exactly where the sorted sizes allow it (Hall).
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 6 }), fc.string(), (sizes, seed) => {
      const ids = [1, 2, 3, 4, 5, 6];
      const bank = bankOf(
        category('a'),
        ...ids.map((n) => filed(`q${n}`, 'a', ...ids.filter((size) => n <= size).map((size) => `t${size}`))),
      );
      const places = sizes.map((size, at) => [`p${at}`, draw('a', `t${size}`)] as const);
      const quiz = { questions: [], draws: Object.fromEntries(places), order: places.map(([id]) => id) };
      const drawn = drawFor(quiz, bank, seed);
      const possible = sizes.toSorted((a, b) => a - b).every((size, at) => size > at);
      expect(drawn !== undefined).toBe(possible);
      if (!drawn) return;
      expect(new Set(drawn.values()).size).toBe(sizes.length);
      expect(drawFor(quiz, bank, seed)).toEqual(drawn);
      for (const [place, draws] of places) expect(drawable(bank, draws)).toContain(drawn.get(place));
    }),
  );
});

test('a paper has what was drawn, with the mark of its place, and a question that the quiz asks anyway is not drawn', () => {
  const bank = bankOf(category('a'), filed('q1', 'a'), filed('q2', 'a'));
  const quiz = { title: 'T', questions: [{ questionId: 'q1', question }], draws: { p: draw('a') }, order: ['p', 'q1'] };
  expect(drawFor(quiz, bank, 'any')).toEqual(new Map([['p', 'q2']]));
  const drawn = new Map<Id, Drawn>([['p', { questionId: 'q2', courseId, version: 3, question: { ...question, text: 'Drawn?' } }]]);
  expect(makePaper(quiz, 'a1', drawn).slots.map(({ slot, questionId, mark, version }) => [slot, questionId, mark, version])).toEqual([
    [1, 'q2', 2, 3],
    [2, 'q1', 1, undefined],
  ]);
});

const of = { quizId: 'z', courseId };
const created: QuizEvent = { type: 'quizzes.QuizCreated.v2', data: { ...of, title: 'T', rules: DEFAULT_RULES, access: null } };
const added = (questionId: Id): QuizEvent => ({ type: 'quizzes.QuestionAdded.v1', data: { ...of, questionId, question } });

test('a quiz takes questions of the bank once, and takes up a newer version', () => {
  const version = (n: number) => ({ questionId: 'q1', question: { ...question, mark: n }, origin: { questionId: 'q1', version: n } });
  const around = (n: number) => ({ course, questions: [version(n)], lacking: null });
  const taken: QuizEvent = { type: 'quizzes.QuestionAdded.v1', data: { ...of, ...version(1) } };
  given(quizzes, created)
    .when((quiz) => take(quiz, around(1), { who: inge, again: false }))
    .then(taken);
  given(quizzes, created, taken)
    .when((quiz) => take(quiz, around(1), { who: inge, again: false }))
    .refused('already-in-quiz');
  given(quizzes, created, taken)
    .when((quiz) => take(quiz, around(2), { who: inge, again: true }))
    .then({ type: 'quizzes.QuestionEdited.v1', data: { ...of, ...version(2) } });
  given(quizzes, created)
    .when((quiz) => take(quiz, { ...around(1), lacking: 'question-retired' }, { who: inge, again: false }))
    .refused('question-retired');
});

test('random places are added and changed; a published quiz needs enough to draw from', () => {
  const bank = bankOf(category('a'), filed('q1', 'a'));
  const place: QuizEvent = { type: 'quizzes.DrawAdded.v1', data: { ...of, questionId: 'p', draw: draw('a') } };
  const published: QuizEvent = { type: 'quizzes.QuizPublished.v1', data: of };
  given(quizzes, created)
    .when((quiz) => setPlaces(quiz, { course, bank }, { who: inge, draw: draw('a') }, ['p']))
    .then(place);
  given(quizzes, created, place)
    .when((quiz) => setPlaces(quiz, { course, bank }, { who: inge, draw: draw('a', 'x') }, ['p']))
    .then({ type: 'quizzes.DrawEdited.v1', data: { ...of, questionId: 'p', draw: draw('a', 'x') } });
  given(quizzes, created, place, published)
    .when((quiz) => setPlaces(quiz, { course, bank }, { who: inge, draw: draw('a') }, ['p2']))
    .refused('not-enough-questions');
  given(quizzes, created)
    .when((quiz) => setPlaces(quiz, { course, bank }, { who: inge, draw: draw('gone') }, ['p']))
    .refused('category-not-found');
});

test('questions move, and what is removed is gone from the order', () => {
  const moved: QuizEvent = { type: 'quizzes.QuestionMoved.v1', data: { ...of, questionId: 'c', to: 0 } };
  given(quizzes, created, added('a'), added('b'), added('c'))
    .when((quiz) => move(quiz, course, { who: inge, questionId: 'c', to: 0 }))
    .then(moved);
  given(quizzes, created, added('a'))
    .when((quiz) => move(quiz, course, { who: inge, questionId: 'a', to: 99 }))
    .nothing();
  const facts = [
    created,
    added('a'),
    added('b'),
    added('c'),
    moved,
    { type: 'quizzes.QuestionRemoved.v1', data: { ...of, questionId: 'a' } } as const,
  ];
  const quiz = facts.reduce(quizzes.evolve, quizzes.initial);
  expect(quiz).toMatchObject({ order: ['c', 'b'], questions: [{ questionId: 'c' }, { questionId: 'b' }] });
});
