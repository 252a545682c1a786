import type { RegradeDetail, RegradeDrafted, Regrades } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstTry } from '../../backend/src/deciding/context.ts';
import { Streams } from '../../backend/src/deciding/streams.ts';
import { quizzes } from '../../backend/src/quizzes/quiz.ts';
import { correct } from '../../backend/src/quizzes/regrades/publish-regrade.ts';
import { regrades, type Drafted } from '../../backend/src/quizzes/regrades/regrade.ts';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let [inge, olaf, ann, bob, eve]: Person[] = [];
let courseId = '';

const question = (right: string, text = 'The capital of Ukraine?') => ({
  type: 'single',
  text,
  mark: 2,
  shuffle: true,
  choices: ['Kyiv', 'Lviv', 'Odesa'].map((choice) => ({ text: choice, fraction: Number(choice === right) })),
});

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  const admin = await backend.api.signIn(ADMIN);
  inge = await backend.api.person('Inge', ['instructor'], admin);
  olaf = await backend.api.person('Olaf', ['instructor'], admin);
  [ann, bob, eve] = [await backend.api.person('Ann'), await backend.api.person('Bob'), await backend.api.person('Eve')];
  courseId = await inge.createCourse({ title: 'Bars' });
  await inge.publishCourse(courseId);
  for (const student of [ann, bob, eve]) await student.enrol(courseId);
});
afterAll(() => house?.close());

/** A quiz with a wrong key, and one more question. */
async function quizWithWrongKey() {
  const quizId = await inge!.createQuiz(courseId, { title: 'Capitals' });
  const { questionId } = await inge!.post<{ questionId: string }>(`/api/quizzes/${quizId}/questions`, question('Lviv'));
  await inge!.post(`/api/quizzes/${quizId}/questions`, { type: 'trueFalse', text: 'Is it?', correct: true });
  await inge!.publishQuiz(quizId);
  return { quizId, questionId };
}

async function take(student: Person, quizId: string, choice: string): Promise<string> {
  const { attemptId, paper } = await student.startAttempt(quizId);
  const id = paper.questions[0]!.choices!.find(({ text }) => text === choice)!.id;
  await student.submit(attemptId, { 1: { choice: id }, 2: { value: true } });
  inge!.saw(student.seen);
  return attemptId;
}

const draft = (quizId: string, questionId: string, to = question('Kyiv')) =>
  inge!.post<RegradeDrafted>(`/api/quizzes/${quizId}/regrades`, { questionId, question: to });
const scoreOf = async (attemptId: string) => (await inge!.attempt(attemptId)).score;
const settled = (regradeId: string, phase: string) =>
  until(`the regrade is ${phase}`, async () => (await inge!.get<RegradeDetail>(`/api/regrades/${regradeId}`)).phase === phase);

describe('a regrade', () => {
  test('is seen before it counts, published, and undone', async () => {
    const { quizId, questionId } = await quizWithWrongKey();
    const [a, b] = [await take(ann!, quizId, 'Kyiv'), await take(bob!, quizId, 'Lviv')];
    const open = await eve!.startAttempt(quizId);
    const { regradeId, attempts, differences } = await draft(quizId, questionId);
    expect(attempts).toBe(2);
    expect(differences.toSorted((x, y) => (x.name! < y.name! ? -1 : 1))).toEqual([
      { attemptId: a, personId: ann!.personId, name: 'Ann', before: 1, after: 3, maxScore: 3 },
      { attemptId: b, personId: bob!.personId, name: 'Bob', before: 3, after: 1, maxScore: 3 },
    ]);
    expect([await scoreOf(a), await scoreOf(b)]).toEqual([1, 3]);

    expect(await inge!.post(`/api/regrades/${regradeId}/publication`)).toMatchObject({ phase: 'publishing' });
    // Handed in meanwhile, with the paper of before.
    const kyiv = open.paper.questions[0]!.choices!.find(({ text }) => text === 'Kyiv')!.id;
    expect((await eve!.submit(open.attemptId, { 1: { choice: kyiv }, 2: { value: true } })).score).toBe(3);
    await settled(regradeId, 'published');
    expect([await scoreOf(a), await scoreOf(b), await scoreOf(open.attemptId)]).toEqual([3, 1, 3]);
    const review = await ann!.attempt(a);
    expect(review.review?.[0]).toMatchObject({ mark: 2, rightAnswer: 'Kyiv' });
    const detail = await inge!.get<RegradeDetail>(`/api/regrades/${regradeId}`);
    expect(detail).toMatchObject({ progress: { done: 2, total: 2 }, questionText: 'The capital of Ukraine?' });
    expect(detail.differences.map(({ before, after }) => [before, after]).toSorted()).toEqual([
      [1, 3],
      [3, 1],
    ]);
    expect(await inge!.post(`/api/regrades/${regradeId}/publication`)).toMatchObject({ phase: 'published' });

    await inge!.post(`/api/regrades/${regradeId}/reversal`);
    await settled(regradeId, 'reversed');
    expect([await scoreOf(a), await scoreOf(b), await scoreOf(open.attemptId)]).toEqual([1, 3, 1]);
    expect((await inge!.try('POST', `/api/regrades/${regradeId}/publication`)).problem?.code).toBe('regrade-reversed');
    const { items } = await inge!.get<Regrades>(`/api/quizzes/${quizId}/regrades`);
    expect(items.map((one) => [one.regradeId, one.phase])).toEqual([[regradeId, 'reversed']]);
  });

  test('is gone on with where its process died', async () => {
    const { quizId, questionId } = await quizWithWrongKey();
    const a = await take(ann!, quizId, 'Kyiv');
    const { regradeId } = await draft(quizId, questionId);
    // All that the process came to do: the quiz is corrected, nothing else is said.
    const streams = backend.app.get(Streams);
    const regrade = (await streams.look(regrades, regradeId)).state as Drafted;
    await streams.decide(quizzes, quizId, firstTry(null, new Date().toISOString()), (quiz) => correct(quiz, regrade));
    await settled(regradeId, 'published');
    expect(await scoreOf(a)).toBe(3);
  });

  test('with an unchanged key changes nobody, and other types and other people are refused', async () => {
    const { quizId, questionId } = await quizWithWrongKey();
    await take(ann!, quizId, 'Kyiv');
    expect((await draft(quizId, questionId, question('Lviv'))).differences).toEqual([]);
    const body = { questionId, question: { type: 'trueFalse', text: 'Is it?', correct: true } };
    expect((await inge!.try('POST', `/api/quizzes/${quizId}/regrades`, body)).problem?.code).toBe('question-type-differs');
    const { regradeId } = await draft(quizId, questionId);
    const right = { questionId, question: question('Kyiv') };
    for (const somebody of [olaf!, ann!]) {
      expect((await somebody.try('POST', `/api/quizzes/${quizId}/regrades`, right)).status).toBe(403);
      expect((await somebody.try('GET', `/api/regrades/${regradeId}`)).problem?.code).toBe('regrade-not-found');
      expect((await somebody.try('POST', `/api/regrades/${regradeId}/publication`)).problem?.code).toBe('regrade-not-found');
    }
    expect((await inge!.try('POST', `/api/regrades/${regradeId}/reversal`)).problem?.code).toBe('regrade-not-published');
  });
});
