import { DEFAULT_RULES, type CourseEvent, type Question, type QuizEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { courses } from '../courses/course.ts';
import { given } from '../deciding/given.ts';
import { decide as add } from './add-question.ts';
import { banks } from './bank/bank.ts';
import { decide as create } from './create-quiz.ts';
import { decide as editQuestion } from './edit-question.ts';
import { decide as edit } from './edit-quiz.ts';
import { inParts } from './import-questions.ts';
import { decide as publish } from './publish-quiz.ts';
import { quizzes } from './quiz.ts';
import { decide as remove } from './remove-question.ts';

const of = { quizId: 'q1', courseId: 'c1' };
const inge = { personId: 'inge', roles: ['instructor'] as const };
const other = { personId: 'other', roles: ['instructor'] as const };
const ann = { personId: 'ann', roles: ['student'] as const };

const draft = courses.evolve(courses.initial, {
  type: 'courses.CourseCreated.v1',
  data: { courseId: 'c1', instructorId: 'inge', title: 'Bars', summary: '', seats: null },
} satisfies CourseEvent);
const course = courses.evolve(draft, { type: 'courses.CoursePublished.v1', data: { courseId: 'c1' } });

const bank = banks.initial;

const trueFalse = (text: string) => ({ type: 'trueFalse' as const, text, mark: 1, correct: true });
const question = (text: string): Question => trueFalse(text);
const rules = { ...DEFAULT_RULES, attemptsAllowed: 1 };
const created: QuizEvent = { type: 'quizzes.QuizCreated.v2', data: { ...of, title: 'First', rules, access: null } };
const added = (questionId: string, text = 'Is it?'): QuizEvent => ({
  type: 'quizzes.QuestionAdded.v1',
  data: { ...of, questionId, question: question(text) },
});
const published: QuizEvent = { type: 'quizzes.QuizPublished.v1', data: of };

test('only the staff of the course write its quizzes', () => {
  const asked = { courseId: 'c1', quiz: { title: 'First', attemptsAllowed: 1 } };
  given(quizzes)
    .when((quiz) => create(quiz, course, 'q1', { who: inge, ...asked }))
    .then(created);
  given(quizzes)
    .when((quiz) => create(quiz, course, 'q1', { who: other, ...asked }))
    .refused('not-allowed');
  given(quizzes)
    .when((quiz) => create(quiz, draft, 'q1', { who: other, ...asked }))
    .refused('course-not-found');
  given(quizzes, created)
    .when((quiz) => publish(quiz, { course, bank }, other))
    .refused('quiz-not-found');
  given(quizzes, created, added('a'), published)
    .when((quiz) => edit(quiz, course, { who: ann, edit: {} }))
    .refused('not-allowed');
  given(quizzes, created)
    .when((quiz) => add(quiz, course, ann, []))
    .refused('quiz-not-found');
});

test('an edit records only what is new', () => {
  given(quizzes, created)
    .when((quiz) => edit(quiz, course, { who: inge, edit: { title: 'Second', attemptsAllowed: 1 } }))
    .then({ type: 'quizzes.QuizEdited.v2', data: { ...of, title: 'Second' } });
  given(quizzes, created)
    .when((quiz) => edit(quiz, course, { who: inge, edit: { timeLimitSeconds: 60 } }))
    .then({ type: 'quizzes.QuizEdited.v2', data: { ...of, rules: { ...rules, timeLimitSeconds: 60 } } });
  given(quizzes, created)
    .when((quiz) => edit(quiz, course, { who: inge, edit: { title: 'First' } }))
    .nothing();
});

test('a quiz is published once, with questions, and keeps one', () => {
  given(quizzes, created)
    .when((quiz) => publish(quiz, { course, bank }, inge))
    .refused('quiz-without-questions');
  given(quizzes, created, added('a'))
    .when((quiz) => publish(quiz, { course, bank }, inge))
    .then(published);
  given(quizzes, created, added('a'), published)
    .when((quiz) => publish(quiz, { course, bank }, inge))
    .nothing();
  given(quizzes, created, added('a'), published)
    .when((quiz) => remove(quiz, course, inge, 'a'))
    .refused('quiz-without-questions');
  given(quizzes, created, added('a'))
    .when((quiz) => remove(quiz, course, inge, 'a'))
    .then({ type: 'quizzes.QuestionRemoved.v1', data: { ...of, questionId: 'a' } });
});

test('a question is written anew where it is there', () => {
  const anew = { questionId: 'a', draft: trueFalse('Or is it?') };
  given(quizzes, created, added('a'))
    .when((quiz) => editQuestion(quiz, course, inge, anew))
    .then({ type: 'quizzes.QuestionEdited.v1', data: { ...of, questionId: 'a', question: trueFalse('Or is it?') } });
  given(quizzes, created, added('a', 'Or is it?'))
    .when((quiz) => editQuestion(quiz, course, inge, anew))
    .nothing();
  given(quizzes, created)
    .when((quiz) => editQuestion(quiz, course, inge, anew))
    .refused('question-not-found');
});

test('a paper fits into one fact: what is published has a limit', () => {
  const long = Array.from({ length: 20 }, (_, i) => added(`q${i}`, 'x'.repeat(40_000)));
  given(quizzes, created, ...long)
    .when((quiz) => publish(quiz, { course, bank }, inge))
    .refused('quiz-too-large');
  given(quizzes, created, ...long.slice(0, 17), published)
    .when((quiz) => add(quiz, course, inge, [{ questionId: 'new', question: question('x'.repeat(40_000)) }]))
    .refused('quiz-too-large');
});

test('an import goes in parts that one append can carry', () => {
  const many = Array.from({ length: 1200 }, (_, i) => ({ questionId: `q${i}`, question: question('short') }));
  expect(inParts(many).map((part) => part.length)).toEqual([500, 500, 200]);
  const heavy = Array.from({ length: 5 }, (_, i) => ({ questionId: `q${i}`, question: question('x'.repeat(150_000)) }));
  expect(inParts(heavy).map((part) => part.length)).toEqual([2, 2, 1]);
  expect(inParts([])).toEqual([]);
});

test('dates that contradict each other are told by their fields, also against those that are there', () => {
  const day = (n: number) => `2026-03-0${n}T10:00:00.000Z`;
  const asked = { who: inge, courseId: 'c1', quiz: { title: 'First', opensAt: day(2), closesAt: day(1) } };
  expect(create(quizzes.initial, course, 'q1', asked)).toMatchObject({
    refusal: { code: 'invalid-input', errors: [{ path: 'closesAt', rule: 'order' }] },
  });
  const closing: QuizEvent = { type: 'quizzes.QuizEdited.v2', data: { ...of, rules: { ...rules, closesAt: day(3) } } };
  const quiz = [created, closing].reduce(quizzes.evolve, quizzes.initial);
  expect(edit(quiz, course, { who: inge, edit: { dueAt: day(4) } })).toMatchObject({
    refusal: { code: 'invalid-input', errors: [{ path: 'dueAt', rule: 'order' }] },
  });
});
