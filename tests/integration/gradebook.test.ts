import {
  DEFAULT_GRADING,
  newId,
  type FactChain,
  type Gradebook,
  type GradeImport,
  type GradingSettings,
  type MyGrades,
} from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { ADMIN, House } from './api-backend.ts';

let house: House;
let [inge, olaf, ann, bob]: Person[] = [];
let courseId = '';
let quizId = '';

beforeAll(async () => {
  house = await House.build();
  const { api } = await house.backend();
  const admin = await api.signIn(ADMIN);
  inge = await api.person('Inge', ['instructor'], admin);
  olaf = await api.person('Olaf', ['instructor'], admin);
  [ann, bob] = [await api.person('Ann'), await api.person('Bob')];
  courseId = await inge.createCourse({ title: 'Bars' });
  await inge.publishCourse(courseId);
  for (const student of [ann, bob]) await student.enrol(courseId);
  quizId = await inge.createQuiz(courseId, { title: 'First' });
  for (const text of ['Is it?', 'Was it?']) await inge.post(`/api/quizzes/${quizId}/questions`, { type: 'trueFalse', text, correct: true });
  await inge.publishQuiz(quizId);
  const { attemptId } = await ann.startAttempt(quizId);
  await ann.submit(attemptId, { 1: { value: true } });
  inge.saw(ann.seen);
});
afterAll(() => house?.close());

const path = (rest = '') => `/api/courses/${courseId}/gradebook${rest}`;
const book = (query = '') => inge!.get<Gradebook>(path(query));
const rowOf = async (person: Person, query = '') => (await book(query)).rows.find(({ personId }) => personId === person.personId)!;
const settings = (change: Partial<GradingSettings>) => inge!.put(path('/settings'), { ...DEFAULT_GRADING, ...change });
const override = (person: Person, columnId: string, score: number | null, reason = 'Read by hand') =>
  inge!.put(`/api/gradebook/${columnId}/${person.personId}`, { score, reason });
const now = () => new Date().toISOString();
/** A moment that is surely after what was recorded and before what comes. */
const moment = async () => {
  await new Promise((done) => setTimeout(done, 5));
  const at = now();
  await new Promise((done) => setTimeout(done, 5));
  return at;
};

test('a grade that a person sets counts, keeps its cause, and can be taken back; every day of it is still there', async () => {
  const before = await moment();
  await override(ann!, quizId, 2);
  const set = await moment();
  expect((await rowOf(ann!)).grades[quizId]).toMatchObject({ score: 2, override: { reason: 'Read by hand', by: inge!.personId } });
  await override(ann!, quizId, null, 'A mistake of mine');
  expect((await rowOf(ann!)).grades[quizId]).toMatchObject({ score: 1, override: null });
  expect((await rowOf(ann!, `?asOf=${before}`)).grades[quizId]).toMatchObject({ score: 1, override: null });
  expect((await rowOf(ann!, `?asOf=${set}`)).grades[quizId]).toMatchObject({ score: 2 });
  const { items } = await inge!.get<FactChain>(`/api/gradebook/${quizId}/${ann!.personId}/facts`);
  expect(items.map(({ type }) => type.split('.')[1])).toEqual([
    'AttemptStarted',
    'AttemptSubmitted',
    'AttemptGraded',
    'GradeOverridden',
    'GradeOverridden',
  ]);
});

test('as of now it is the gradebook itself, and before the course it is empty', async () => {
  await settings({ total: 'weighted', letters: [{ letter: 'Pass', from: 50 }] });
  const present = await book();
  expect(await book(`?asOf=${now()}`)).toEqual(present);
  expect(present.rows[0]).toMatchObject({ percent: 50, letter: 'Pass' });
  expect(await book('?asOf=2020-01-01T00:00:00.000Z')).toMatchObject({ columns: [], rows: [], settings: DEFAULT_GRADING });
});

test('columns by hand, and what is hidden is hidden from students alone', async () => {
  const { columnId } = await inge!.post<{ columnId: string }>(path('/columns'), { title: 'Talk', maxScore: 10 });
  await override(ann!, columnId, 8);
  const columns = { [columnId]: { categoryId: null, weight: 1, hidden: true }, [quizId]: { categoryId: null, weight: 1, hidden: true } };
  await settings({ columns });
  ann!.saw(inge!.seen);
  const hidden = await ann!.get<MyGrades>('/api/me/grades');
  expect(hidden.items[0]).toMatchObject({ hidden: true, grade: null, attempts: [{ score: null }] });
  expect(hidden.courses[0]).toMatchObject({ total: 0, columns: [] });
  const attemptId = hidden.items[0]!.attempts[0]!.attemptId;
  expect(await ann!.attempt(attemptId)).toMatchObject({ score: null, review: [{ mark: null, rightAnswer: null }, { mark: null }] });
  expect((await ann!.try('GET', `/api/gradebook/${quizId}/${ann!.personId}/facts`)).status).toBe(404);
  expect((await rowOf(ann!)).total).toBe(9);
  await settings({});
  ann!.saw(inge!.seen);
  const shown = await ann!.get<MyGrades>('/api/me/grades');
  expect(shown.courses[0]).toMatchObject({ total: 9, columns: [{ title: 'Talk', grade: { score: 8 } }] });
  await inge!.delete(path(`/columns/${columnId}`));
  expect((await book()).columns.map(({ title }) => title)).toEqual(['First']);
});

test('a table goes out, comes back changed, and says what it cannot take', async () => {
  const answer = await inge!.try<string>('GET', path('.csv'));
  expect(answer.headers.get('content-type')).toContain('text/csv');
  const file = answer.body;
  expect(file).toContain('Person,Name,First,Total,Percent,Letter');
  const changed = `Name;First\r\nAnn;1,5\r\nBob;7\r\nNobody;1\r\nInge;x\r\n`;
  const preview = await inge!.post<GradeImport>(path('/import?preview=true'), changed);
  expect(preview.changes).toMatchObject([{ line: 2, name: 'Ann', column: 'First', before: 1, after: 1.5 }]);
  expect(preview.skipped.map(({ line }) => line)).toEqual([3, 4, 5]);
  expect((await rowOf(ann!)).grades[quizId]?.score).toBe(1);
  await inge!.post(path('/import'), changed);
  expect((await rowOf(ann!)).grades[quizId]?.score).toBe(1.5);
  expect(await inge!.post<GradeImport>(path('/import'), file.replace('\ufeff', ''))).toMatchObject({ changes: [{ after: 1 }] });
});

test('who may not, and what is not there', async () => {
  const one = `/api/gradebook/${quizId}/${ann!.personId}`;
  expect((await ann!.try('PUT', one, { score: 2, reason: 'Please' })).status).toBe(403);
  expect([403, 404]).toContain((await olaf!.try('PUT', one, { score: 2, reason: 'Mine' })).status);
  expect((await bob!.try('GET', `${one}/facts`)).status).toBe(404);
  expect((await inge!.try('PUT', `/api/gradebook/${newId()}/${ann!.personId}`, { score: 1, reason: 'None' })).body).toMatchObject({
    code: 'column-not-found',
  });
  expect((await inge!.try('PUT', `/api/gradebook/${quizId}/${olaf!.personId}`, { score: 1, reason: 'Not here' })).body).toMatchObject({
    code: 'person-not-found',
  });
  expect((await inge!.try('PUT', one, { score: 3, reason: 'Too much' })).body).toMatchObject({ errors: [{ path: 'score' }] });
  expect((await inge!.try('PUT', one, { score: 1 })).body).toMatchObject({ errors: [{ path: 'reason' }] });
  expect((await inge!.try('GET', path('?asOf=yesterday'))).status).toBe(400);
  expect((await ann!.try('GET', path('.csv'))).status).toBe(403);
  const lost = { columns: { [quizId]: { categoryId: newId(), weight: 1, hidden: false } } };
  expect((await inge!.try('PUT', path('/settings'), { ...DEFAULT_GRADING, ...lost })).status).toBe(400);
});
