import type { AnswersToMark, FactChain, MarkGiven, MarkingQueue, QuizStatistics } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { ADMIN, House } from './api-backend.ts';

let house: House;
let [inge, olaf, ann, bob]: Person[] = [];
let [courseId, quizId, questionId] = ['', '', ''];
const attempts = new Map<Person, string>();

beforeAll(async () => {
  house = await House.build();
  const { api } = await house.backend();
  const admin = await api.signIn(ADMIN);
  inge = await api.person('Inge', ['instructor'], admin);
  olaf = await api.person('Olaf', ['instructor'], admin);
  [ann, bob] = [await api.person('Ann'), await api.person('Bob')];
  courseId = await inge.createCourse({ title: 'Bars' });
  await inge.publishCourse(courseId);
  quizId = await inge.createQuiz(courseId, { title: 'Essays' });
  const essay = { type: 'essay', text: 'Why do bars bend?', mark: 5, guidance: 'Look for stress', wordLimit: 100 };
  questionId = (await inge.post<{ questionId: string }>(`/api/quizzes/${quizId}/questions`, essay)).questionId;
  await inge.post(`/api/quizzes/${quizId}/questions`, { type: 'trueFalse', text: 'Do they?', correct: true });
  await inge.publishQuiz(quizId);
  for (const student of [ann, bob]) {
    await student.enrol(courseId);
    const { attemptId } = await student.startAttempt(quizId);
    await student.submit(attemptId, { 1: { text: `Said ${student.me.name} of stress` }, 2: { value: true } });
    attempts.set(student, attemptId);
    inge.saw(student.seen);
  }
});
afterAll(() => house?.close());

const answers = (query = '') => inge!.get<AnswersToMark>(`/api/quizzes/${quizId}/grading?questionId=${questionId}${query}`);
const give = (student: Person, body: object, slot = 1) =>
  inge!.put<MarkGiven>(`/api/attempts/${attempts.get(student)}/marks/${slot}`, body);

test('answers wait in the order of their submission, with or without names', async () => {
  expect((await inge!.get<MarkingQueue>(`/api/courses/${courseId}/grading`)).items).toEqual([
    { quizId, quizTitle: 'Essays', questionId, text: 'Why do bars bend?', waiting: 2, marked: 0 },
  ]);
  const asked = await answers();
  expect(asked).toMatchObject({ guidance: 'Look for stress', wordLimit: 100, maxMark: 5, waiting: 2, marked: 0, next: null });
  expect(asked.items.map(({ text, words, student, mark }) => [text, words, student?.name, mark])).toEqual([
    ['Said Ann of stress', 4, 'Ann', null],
    ['Said Bob of stress', 4, 'Bob', null],
  ]);
  expect((await answers('&anonymous=true')).items.map(({ student }) => student)).toEqual([null, null]);
  expect(await inge!.get<QuizStatistics>(`/api/quizzes/${quizId}/statistics`)).toMatchObject({ attempts: 0, waiting: 2 });
});

test('a mark with a comment is given, seen by its student, changed and taken back', async () => {
  expect(await give(ann!, { mark: 4, comment: 'Well put.' })).toEqual({ slot: 1, mark: 4, pending: false, score: 5, maxScore: 6 });
  ann!.saw(inge!.seen);
  const seen = await ann!.attempt(attempts.get(ann!)!);
  expect(seen.review?.[0]).toMatchObject({ mark: 4, pending: false, comment: 'Well put.' });
  expect((await bob!.attempt(attempts.get(bob!)!)).review?.[0]).toMatchObject({ pending: true, comment: null });
  expect((await answers()).items).toHaveLength(1);
  expect((await answers('&show=marked')).items).toMatchObject([{ mark: 4, comment: 'Well put.', student: { name: 'Ann' } }]);
  expect(await inge!.get<QuizStatistics>(`/api/quizzes/${quizId}/statistics`)).toMatchObject({ attempts: 1, waiting: 1, mean: 5 });
  expect(await give(ann!, { mark: null })).toMatchObject({ pending: true, score: 1 });
  expect(await answers()).toMatchObject({ waiting: 2, marked: 0 });
});

test('a mark over that of the key needs a reason, and the facts tell it', async () => {
  const refused = await inge!.try('PUT', `/api/attempts/${attempts.get(bob!)}/marks/2`, { mark: 0.5 });
  expect(refused.problem).toMatchObject({ code: 'invalid-input', errors: [{ path: 'reason' }] });
  await give(bob!, { mark: 0.5, reason: 'A guess, as he said' }, 2);
  const { items } = await inge!.get<FactChain>(`/api/attempts/${attempts.get(bob!)}/facts`);
  expect(items.at(-1)).toMatchObject({
    by: { name: 'Inge' },
    values: { cause: 'marked', slot: 2, mark: 0.5, maxMark: 1, reason: 'A guess, as he said', former: 1, score: 0.5 },
  });
});

test('only the staff of the course give marks and see the queue', async () => {
  const path = `/api/attempts/${attempts.get(ann!)}/marks/1`;
  expect((await ann!.try('PUT', path, { mark: 5 })).problem?.code).toBe('not-allowed');
  for (const stranger of [bob!, olaf!]) expect((await stranger.try('PUT', path, { mark: 5 })).problem?.code).toBe('attempt-not-found');
  expect((await olaf!.try('GET', `/api/courses/${courseId}/grading`)).status).toBe(403);
  expect((await ann!.try('GET', `/api/quizzes/${quizId}/grading?questionId=${questionId}`)).status).toBe(403);
  expect((await inge!.try('PUT', path, { mark: 6 })).problem?.errors?.[0]?.path).toBe('mark');
});
