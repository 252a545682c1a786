import { newId, type BankOutline, type BankQuestionDetail, type BankItem, type Page, type QuizDetail } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { ADMIN, House } from './api-backend.ts';

let house: House;
let [inge, olaf, ann]: Person[] = [];
let courseId = '';

beforeAll(async () => {
  house = await House.build();
  const { api } = await house.backend();
  const admin = await api.signIn(ADMIN);
  inge = await api.person('Inge', ['instructor'], admin);
  olaf = await api.person('Olaf', ['instructor'], admin);
  ann = await api.person('Ann');
  courseId = await inge.createCourse({ title: 'Bars' });
  await inge.publishCourse(courseId);
  await ann.enrol(courseId);
});
afterAll(() => house?.close());

const question = (text: string, correct = true) => ({ type: 'trueFalse', text, correct });
const category = (title: string, parentId: string | null = null) =>
  inge!.post<{ categoryId: string }>(`/api/courses/${courseId}/bank/categories`, { title, parentId }).then(({ categoryId }) => categoryId);
const write = (text: string, categoryId: string | null = null, tags: string[] = []) =>
  inge!
    .post<{ questionId: string }>(`/api/courses/${courseId}/bank/questions`, { question: question(text), categoryId, tags })
    .then(({ questionId }) => questionId);
const list = (query = '') => inge!.get<Page<BankItem>>(`/api/courses/${courseId}/bank/questions${query}`);
const outline = () => inge!.get<BankOutline>(`/api/courses/${courseId}/bank`);
const quiz = (quizId: string) => inge!.get<QuizDetail>(`/api/quizzes/${quizId}`);

test('questions are written, found, moved, revised, taken out and brought back', async () => {
  const [metal, steel] = [await category('Metal'), await category('Steel')];
  await inge!.patch(`/api/courses/${courseId}/bank/categories/${steel}`, { parentId: metal });
  const hard = await write('Is steel hard?', steel, ['Basics', 'basics']);
  await write('Is tin soft?', metal);
  expect((await list('?search=stee')).items).toMatchObject([{ questionId: hard, tags: ['basics'], categoryId: steel, version: 1 }]);
  expect((await list(`?category=${metal}`)).items).toHaveLength(1);
  expect((await list('?tag=basics')).items).toHaveLength(1);
  await inge!.put(`/api/bank/questions/${hard}`, { question: question('Is steel very hard?') });
  await inge!.put(`/api/bank/questions/${hard}/place`, { categoryId: null, tags: [] });
  const detail = await inge!.get<BankQuestionDetail>(`/api/bank/questions/${hard}`);
  expect(detail).toMatchObject({ version: 2, categoryId: null, question: { text: 'Is steel very hard?' } });
  expect(detail.versions.map(({ version, by }) => [version, by?.name])).toEqual([
    [2, 'Inge'],
    [1, 'Inge'],
  ]);
  await inge!.delete(`/api/bank/questions/${hard}`);
  expect((await list('?search=steel')).items).toEqual([]);
  expect((await list('?search=steel&retired=true')).items).toHaveLength(1);
  await inge!.post(`/api/bank/questions/${hard}/restoration`);
  expect(await outline()).toMatchObject({ total: 2, retired: 0, unfiled: 1 });
  expect((await inge!.try('DELETE', `/api/courses/${courseId}/bank/categories/${metal}`)).body).toMatchObject({
    code: 'category-not-empty',
  });
});

test('to others the bank is not there', async () => {
  const secret = await write('Is it secret?');
  const paths = [`/api/courses/${courseId}/bank`, `/api/courses/${courseId}/bank/questions`, `/api/bank/questions/${secret}`];
  for (const path of paths) {
    expect([403, 404]).toContain((await ann!.try('GET', path)).status);
    expect([403, 404]).toContain((await olaf!.try('GET', path)).status);
  }
  expect((await olaf!.try('PUT', `/api/bank/questions/${secret}`, { question: question('Mine?') })).status).toBe(404);
  expect((await olaf!.try('DELETE', `/api/bank/questions/${secret}`)).status).toBe(404);
  const elsewhere = await olaf!.createCourse({ title: 'Elsewhere' });
  const own = await olaf!.createQuiz(elsewhere, { title: 'Own' });
  const taken = await olaf!.try('POST', `/api/quizzes/${own}/bank-questions`, { questionIds: [secret] });
  expect(taken.body).toMatchObject({ status: 404, code: 'question-not-found' });
});

test('a quiz keeps the version that it took, and takes up the newer one when it is told to', async () => {
  const questionId = await write('Is it old?');
  const quizId = await inge!.createQuiz(courseId, { title: 'Old and new' });
  await inge!.post(`/api/quizzes/${quizId}/bank-questions`, { questionIds: [questionId] });
  await inge!.put(`/api/bank/questions/${questionId}`, { question: question('Is it new?') });
  expect((await quiz(quizId)).questions).toMatchObject([{ question: { text: 'Is it old?' }, origin: { version: 1, newest: 2 } }]);
  await inge!.put(`/api/quizzes/${quizId}/bank-questions`, { questionIds: [questionId] });
  expect((await quiz(quizId)).questions).toMatchObject([{ question: { text: 'Is it new?' }, origin: { version: 2, newest: 2 } }]);
  expect((await inge!.try('POST', `/api/quizzes/${quizId}/bank-questions`, { questionIds: [questionId] })).body).toMatchObject({
    code: 'already-in-quiz',
  });
});

test('a question of a quiz goes into the bank, once', async () => {
  const quizId = await inge!.createQuiz(courseId, { title: 'Giving' });
  const { questionId } = await inge!.post<{ questionId: string }>(`/api/quizzes/${quizId}/questions`, question('Is it given?'));
  await inge!.post(`/api/quizzes/${quizId}/questions/${questionId}/banking`, { tags: ['given'] });
  expect((await list('?tag=given')).items).toMatchObject([{ questionId, text: 'Is it given?' }]);
  expect((await quiz(quizId)).questions[0]?.origin).toEqual({ questionId, version: 1, newest: 1 });
  expect((await inge!.try('POST', `/api/quizzes/${quizId}/questions/${questionId}/banking`, {})).body).toMatchObject({
    code: 'already-in-bank',
  });
});

test('random places: each attempt draws, no question twice, and papers handed out stay as they are', async () => {
  const pool = await category('Pool');
  const ids = await Promise.all([1, 2, 3, 4, 5].map((n) => write(`Is it ${n}?`, pool)));
  const quizId = await inge!.createQuiz(courseId, { title: 'By chance' });
  await inge!.post(`/api/quizzes/${quizId}/questions`, question('Is it for all?'));
  await inge!.post(`/api/quizzes/${quizId}/draws`, { categoryId: pool, mark: 2, count: 3 });
  const { draws, order } = await quiz(quizId);
  expect(draws.map(({ available }) => available)).toEqual([5, 5, 5]);
  await inge!.put(`/api/quizzes/${quizId}/questions/${draws[0]!.questionId}/place`, { to: 0 });
  expect((await quiz(quizId)).order).toEqual([draws[0]!.questionId, order[0], draws[1]!.questionId, draws[2]!.questionId]);
  await inge!.publishQuiz(quizId);
  const { attemptId, paper } = await ann!.startAttempt(quizId);
  expect(paper.questions.map(({ mark }) => mark)).toEqual([2, 1, 2, 2]);
  expect(new Set(paper.questions.map(({ text }) => text)).size).toBe(4);
  for (const questionId of ids) await inge!.put(`/api/bank/questions/${questionId}`, { question: question('Changed?', false) });
  expect(await ann!.get(`/api/attempts/${attemptId}`)).toMatchObject({ paper: { questions: paper.questions } });
  const answers = Object.fromEntries(paper.questions.map(({ slot }) => [slot, { value: true }]));
  expect(await ann!.submit(attemptId, answers)).toMatchObject({ score: 7, maxScore: 7 });
  expect((await inge!.try('POST', `/api/quizzes/${quizId}/draws`, { categoryId: pool, count: 3 })).body).toMatchObject({
    code: 'not-enough-questions',
  });
});

test('rubbish is refused with its path', async () => {
  const quizId = await inge!.createQuiz(courseId, { title: 'Rubbish' });
  const wrong: ['GET' | 'POST' | 'PUT', string, unknown, number][] = [
    ['POST', `/api/courses/${courseId}/bank/questions`, { question: { type: 'riddle' } }, 400],
    ['POST', `/api/courses/${courseId}/bank/questions`, { question: question('Where?'), categoryId: newId() }, 404],
    ['POST', `/api/courses/${courseId}/bank/categories`, { title: '' }, 400],
    ['POST', `/api/courses/${newId()}/bank/categories`, { title: 'No course' }, 404],
    ['GET', `/api/courses/${courseId}/bank/questions?category=some`, undefined, 400],
    ['GET', `/api/courses/${courseId}/bank/questions?cursor=none`, undefined, 400],
    ['POST', `/api/quizzes/${quizId}/draws`, { categoryId: newId() }, 404],
    ['PUT', `/api/quizzes/${quizId}/draws/${newId()}`, { categoryId: newId() }, 404],
    ['PUT', `/api/quizzes/${quizId}/questions/${newId()}/place`, { to: -1 }, 400],
  ];
  for (const [method, path, body, status] of wrong) expect([path, (await inge!.try(method, path, body)).status]).toEqual([path, status]);
});
