import type { QuizAttempts, ReceiptVerified, Timeline } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { ADMIN, House } from './api-backend.ts';

let house: House;
let [inge, ann, bob, eve]: Person[] = [];
let [courseId, quizId, annsId, bobsId] = ['', '', '', ''];
let receipt = '';

beforeAll(async () => {
  house = await House.build();
  const { api } = await house.backend();
  const admin = await api.signIn(ADMIN);
  inge = await api.person('Inge', ['instructor'], admin);
  [ann, bob, eve] = [await api.person('Ann'), await api.person('Bob'), await api.person('Eve')];
  courseId = await inge.createCourse({ title: 'Bars' });
  await inge.publishCourse(courseId);
  for (const student of [ann, bob]) await student.enrol(courseId);
  quizId = await inge.createQuiz(courseId, { title: 'Watched' });
  await inge.importGift(quizId, 'One {T}\n\nTwo {F}');
  await inge.publishQuiz(quizId);
  for (const student of [ann, bob]) student.saw(inge.seen);
  annsId = (await ann.startAttempt(quizId)).attemptId;
  bobsId = (await bob.startAttempt(quizId)).attemptId;
  await ann.put(`/api/attempts/${annsId}/answers/1`, { answer: { value: false } });
  await ann.put(`/api/attempts/${annsId}/answers/1`, { answer: { value: true } });
  await bob.put(`/api/attempts/${bobsId}/answers/2`, { answer: { value: true } });
  receipt = (await ann.submit(annsId, { 2: { value: true } })).receipt;
  inge.saw(ann.seen);
  inge.saw(bob.seen);
});
afterAll(() => house?.close());

test('staff see who is where: those under way first, then those that are over', async () => {
  const { items, next, serverTime } = await inge!.get<QuizAttempts>(`/api/quizzes/${quizId}/attempts`);
  expect(items).toMatchObject([
    { attemptId: bobsId, student: { name: 'Bob' }, phase: 'open', answered: 1, questions: 2, lastSlot: 2, score: null },
    { attemptId: annsId, student: { name: 'Ann' }, phase: 'submitted', by: 'student', answered: 2, score: 1, maxScore: 2 },
  ]);
  expect(next).toBeNull();
  expect(serverTime >= items[0]!.lastAt!).toBe(true);
  const first = await inge!.get<QuizAttempts>(`/api/quizzes/${quizId}/attempts?limit=1`);
  const second = await inge!.get<QuizAttempts>(`/api/quizzes/${quizId}/attempts?limit=1&cursor=${first.next}`);
  expect([first, second].flatMap((page) => page.items.map(({ attemptId }) => attemptId))).toEqual([bobsId, annsId]);
  const over = await inge!.get<QuizAttempts>(`/api/quizzes/${quizId}/attempts?phase=submitted`);
  expect(over.items.map(({ attemptId }) => attemptId)).toEqual([annsId]);
});

test('students do not see who is where', async () => {
  expect((await ann!.try('GET', `/api/quizzes/${quizId}/attempts`)).status).toBe(403);
});

test('an attempt is told moment by moment, with what each answer was worth', async () => {
  for (const who of [inge!, ann!]) {
    const { items, endedAt } = await who.get<Timeline>(`/api/attempts/${annsId}/timeline`);
    expect(items.map(({ kind, slot, answer, mark, score }) => [kind, slot, answer?.value ?? null, mark ?? score])).toEqual([
      ['started', null, null, null],
      ['saved', 1, false, 0],
      ['saved', 1, true, 1],
      ['saved', 2, true, 0],
      ['submitted', null, null, null],
      ['graded', null, null, 1],
    ]);
    expect(endedAt).toBe(items.at(-2)!.at);
  }
});

test('to its student only when it is over and a review is shown; to others it is not there', async () => {
  expect((await bob!.try('GET', `/api/attempts/${bobsId}/timeline`)).problem?.code).toBe('attempt-open');
  expect((await inge!.try('GET', `/api/attempts/${bobsId}/timeline`)).status).toBe(200);
  expect((await bob!.try('GET', `/api/attempts/${annsId}/timeline`)).status).toBe(404);
  const nothing = { marks: false, correctness: false, feedback: false, rightAnswers: false };
  await inge!.patch(`/api/quizzes/${quizId}`, { review: { during: nothing, after: nothing, open: nothing, closed: nothing } });
  expect((await ann!.try('GET', `/api/attempts/${annsId}/timeline`)).problem?.code).toBe('review-closed');
});

const verify = (who: Person, given: string) => who.post<ReceiptVerified>('/api/receipts/verification', { receipt: given });

test('a receipt is checked: its student and staff are told what it proves, others that it is one', async () => {
  for (const who of [ann!, inge!])
    expect(await verify(who, receipt)).toMatchObject({
      ...{ valid: true, attemptId: annsId, recorded: true, quizTitle: 'Watched', number: 1, by: 'student', student: { name: 'Ann' } },
    });
  expect(await verify(eve!, receipt)).toEqual({ valid: true, attemptId: annsId });
  expect(await verify(bob!, receipt)).toEqual({ valid: true, attemptId: annsId });
});

test('what somebody has changed in a receipt is not one', async () => {
  const [attemptId, revision, digest, signature] = receipt.split('.');
  const others = [
    [bobsId, revision, digest, signature],
    [attemptId, Number(revision) + 1, digest, signature],
    [attemptId, revision, `${digest}x`, signature],
    [attemptId, revision, digest, `${signature!.slice(0, -2)}AA`],
    ['nonsense'],
  ];
  for (const parts of others) expect(await verify(inge!, parts.join('.'))).toEqual({ valid: false });
});
