import type { AnswerChecked, AttemptDetail, QuizRules } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { ADMIN, House } from './api-backend.ts';

let house: House;
let [inge, ann, bob]: Person[] = [];
let courseId = '';

beforeAll(async () => {
  house = await House.build();
  const { api } = await house.backend();
  const admin = await api.signIn(ADMIN);
  [inge, ann, bob] = [await api.person('Inge', ['instructor'], admin), await api.person('Ann'), await api.person('Bob')];
  courseId = await inge.createCourse({ title: 'Bars' });
  await inge.publishCourse(courseId);
  await ann.enrol(courseId);
});
afterAll(() => house?.close());

const capital = {
  type: 'single',
  text: 'The capital of Ukraine?',
  mark: 3,
  hints: ['It is not in the west.', 'It lies on the Dnipro.'],
  choices: ['Kyiv', 'Lviv', 'Odesa'].map((text) => ({ text, fraction: Number(text === 'Kyiv'), feedback: `You said ${text}.` })),
};

async function quizOf(rules: Partial<QuizRules>) {
  const quizId = await inge!.createQuiz(courseId, { title: 'Tried', ...rules });
  await inge!.post(`/api/quizzes/${quizId}/questions`, capital);
  await inge!.post(`/api/quizzes/${quizId}/questions`, { type: 'trueFalse', text: 'Is it?', mark: 1, correct: true });
  await inge!.publishQuiz(quizId);
  ann!.saw(inge!.seen);
  return quizId;
}
const check = (who: Person, attemptId: string, slot: number, answer: object, sequence?: number) =>
  who.try<AnswerChecked>('POST', `/api/attempts/${attemptId}/answers/${slot}/check`, { answer, sequence });

describe('interactive', () => {
  test('an answer is checked, tried again with a hint, and costs a third each time', async () => {
    const { attemptId, paper } = await ann!.startAttempt(await quizOf({ behaviour: 'interactive' }));
    expect(paper.questions.map(({ tries }) => tries)).toEqual([3, 1]);
    expect((await check(ann!, attemptId, 1, { choice: 'c2' })).body).toEqual({
      ...{ slot: 1, try: 1, tries: 3, triesLeft: 2, over: false, outcome: 'wrong', hint: 'It is not in the west.' },
      ...{ feedback: ['You said Lviv.'], mark: null, maxMark: 3, rightAnswer: null, sequence: 0 },
    });
    const { checks, answers } = await ann!.attempt(attemptId);
    expect(answers).toEqual({ 1: { choice: 'c2' } });
    expect(checks).toMatchObject([{ slot: 1, triesLeft: 2, hint: 'It is not in the west.' }]);
    expect((await check(ann!, attemptId, 1, { choice: 'c1' })).body).toMatchObject({ try: 2, over: true, outcome: 'right' });
    expect((await check(ann!, attemptId, 1, { choice: 'c2' })).problem?.code).toBe('question-over');
    expect((await check(ann!, attemptId, 2, { value: false })).body).toMatchObject({ over: true, outcome: 'wrong' });
    expect(await ann!.submit(attemptId, { 1: { choice: 'c3' } })).toMatchObject({ score: 2, maxScore: 4 });
    expect((await ann!.attempt(attemptId)).review).toMatchObject([
      { slot: 1, mark: 2, correct: 'right' },
      { slot: 2, mark: 0, correct: 'wrong' },
    ]);
  });
  test('an answer that was not checked again is the last try', async () => {
    const { attemptId } = await ann!.startAttempt(await quizOf({ behaviour: 'interactive' }));
    await check(ann!, attemptId, 1, { choice: 'c2' });
    expect(await ann!.submit(attemptId, { 1: { choice: 'c1' } })).toMatchObject({ score: 2 });
  });
  test('a correction counts for tries as well, and its reversal', async () => {
    const quizId = await quizOf({ behaviour: 'interactive' });
    const { attemptId } = await ann!.startAttempt(quizId);
    await check(ann!, attemptId, 1, { choice: 'c2' });
    expect(await ann!.submit(attemptId, { 1: { choice: 'c1' } })).toMatchObject({ score: 2 });
    inge!.saw(ann!.seen);
    const { questions } = await inge!.get<{ questions: { questionId: string }[] }>(`/api/quizzes/${quizId}`);
    const choices = capital.choices.map((one) => ({ ...one, fraction: Number(one.text !== 'Odesa') }));
    const { differences } = await inge!.post<{ differences: object[] }>(`/api/quizzes/${quizId}/regrades`, {
      questionId: questions[0]!.questionId,
      question: { ...capital, choices },
    });
    expect(differences).toMatchObject([{ attemptId, before: 2, after: 3 }]);
  });
  test('others cannot check, and other quizzes cannot be checked', async () => {
    const { attemptId } = await ann!.startAttempt(await quizOf({}));
    expect((await check(ann!, attemptId, 1, { choice: 'c2' })).problem?.code).toBe('not-checkable');
    expect((await check(bob!, attemptId, 1, { choice: 'c2' })).status).toBe(404);
  });
});

describe('certainty', () => {
  test('weighs the mark; nothing is worth less than nothing', async () => {
    const { attemptId, paper } = await ann!.startAttempt(await quizOf({ behaviour: 'certainty' }));
    expect(paper.behaviour).toBe('certainty');
    await ann!.put(`/api/attempts/${attemptId}/answers/1`, { answer: { choice: 'c1', certainty: 2 } });
    expect(await ann!.submit(attemptId, { 2: { value: false, certainty: 3 } })).toMatchObject({ score: 0, maxScore: 4 });
    const attempt = await ann!.get<AttemptDetail>(`/api/attempts/${attemptId}`);
    expect(attempt.review).toMatchObject([
      { mark: 2, correct: 'right' },
      { mark: -2, correct: 'wrong' },
    ]);
    expect(attempt.answers[1]).toEqual({ choice: 'c1', certainty: 2 });
  });
  test('is refused where it is not asked for', async () => {
    const { attemptId } = await ann!.startAttempt(await quizOf({}));
    const { problem } = await ann!.try('PUT', `/api/attempts/${attemptId}/answers/1`, { answer: { choice: 'c1', certainty: 2 } });
    expect(problem).toMatchObject({ status: 400, code: 'answer-does-not-fit', errors: [{ path: 'answer.certainty' }] });
  });
});
