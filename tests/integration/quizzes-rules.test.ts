import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_RULES, type Groups, type QuizExceptions, type QuizRules } from '@lyceum/contracts';
import { SetClock } from '../../backend/src/api/clock.ts';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House } from './api-backend.ts';

let house: House;
let [inge, ann, bob, zoe]: Person[] = [];
let courseId = '';
const clock = new SetClock('2026-03-01T10:00:00.000Z');
const at = (seconds: number) => new Date(clock.time() + seconds * 1000).toISOString();
let signedIn = clock.time();
/** Time passes; whose token has run out by then signs in again. */
async function later(seconds: number): Promise<void> {
  clock.present = at(seconds);
  if (clock.time() - signedIn < 10 * 60_000) return;
  signedIn = clock.time();
  for (const person of [inge, ann, bob, zoe]) await person!.signInAgain();
}

beforeAll(async () => {
  house = await House.build();
  const { api } = await house.backend({ clock });
  const admin = await api.signIn(ADMIN);
  [inge, ann, bob, zoe] = [
    await api.person('Inge', ['instructor'], admin),
    await api.person('Ann'),
    await api.person('Bob'),
    await api.person('Zoe'),
  ];
  courseId = await inge!.createCourse({ title: 'Bars' });
  await inge!.publishCourse(courseId);
  await ann!.enrol(courseId);
  await bob!.enrol(courseId);
});
afterAll(() => house?.close());

const published = async (rules: Partial<QuizRules> & { password?: string }, gift = 'One {T}\n\nTwo {F}') => {
  const quizId = await inge!.createQuiz(courseId, { title: 'Ruled', ...rules });
  await inge!.importGift(quizId, gift);
  await inge!.publishQuiz(quizId);
  for (const person of [ann!, bob!]) person.saw(inge!.seen);
  return quizId;
};
const start = (who: Person, quizId: string, body?: object) => who.try('POST', `/api/quizzes/${quizId}/attempts`, body);
const save = (who: Person, attemptId: string, slot: number, value = true) =>
  who.try('PUT', `/api/attempts/${attemptId}/answers/${slot}`, { answer: { value } });
const inCourse = async (who: Person, quizId: string) => (await who.course(courseId)).quizzes.find((quiz) => quiz.quizId === quizId);
const ownGrade = async (who: Person, quizId: string) => (await who.grades()).items.find((item) => item.quizId === quizId);

describe('dates', () => {
  test('a quiz opens and closes; before, it says when, and attempts under way end with it', async () => {
    const quizId = await published({ opensAt: at(60), closesAt: at(120), timeLimitSeconds: 3600 });
    const opensAt = at(60);
    expect((await start(ann!, quizId)).problem).toMatchObject({ code: 'quiz-not-open', at: opensAt });
    expect(await ann!.entry(quizId)).toMatchObject({ barred: { code: 'quiz-not-open', at: opensAt }, open: null, used: 0 });
    await later(60);
    const { attemptId, deadline } = await ann!.startAttempt(quizId);
    expect(deadline).toBe(at(60));
    expect(await ann!.entry(quizId)).toMatchObject({ barred: null, open: attemptId, used: 1 });
    await later(70);
    expect((await start(bob!, quizId)).problem?.code).toBe('quiz-closed');
    expect(await ann!.attempt(attemptId)).toMatchObject({ phase: 'submitted', by: 'timer' });
  });
  test('dates out of order are told by their fields', async () => {
    const path = `/api/courses/${courseId}/quizzes`;
    const { status, problem } = await inge!.try('POST', path, { title: 'Wrong', opensAt: at(60), dueAt: at(30), closesAt: at(20) });
    expect(status).toBe(400);
    expect(problem?.errors?.map((error) => error.path)).toEqual(['dueAt', 'closesAt', 'dueAt']);
    const quizId = await published({ closesAt: at(60) });
    const edited = await inge!.try('PATCH', `/api/quizzes/${quizId}`, { opensAt: at(90) });
    expect(edited.problem).toMatchObject({ status: 400, errors: [{ path: 'closesAt', rule: 'order' }] });
  });
  test('between two attempts there is the delay', async () => {
    const quizId = await published({ delaySeconds: 600 });
    const { attemptId } = await ann!.startAttempt(quizId);
    await later(100);
    await ann!.submit(attemptId);
    expect((await start(ann!, quizId)).problem).toMatchObject({ code: 'attempt-too-soon', at: at(600) });
    expect((await ann!.entry(quizId)).barred).toEqual({ code: 'attempt-too-soon', at: at(600) });
    await later(600);
    expect((await ann!.startAttempt(quizId)).number).toBe(2);
  });
});

describe('grace', () => {
  const rules = { timeLimitSeconds: 60, overdue: 'grace', graceSeconds: 30 } as const;
  test('what is handed in within it counts as it was saved', async () => {
    const { attemptId } = await ann!.startAttempt(await published(rules));
    await ann!.saveAnswer(attemptId, 1, { value: true });
    await later(70);
    expect((await save(ann!, attemptId, 2, false)).problem?.code).toBe('time-over');
    expect(await ann!.submit(attemptId, { 2: { value: false } })).toMatchObject({ score: 1 });
    expect(await ann!.attempt(attemptId)).toMatchObject({ by: 'student', answers: { 1: { value: true } } });
  });
  test('what nobody hands in does not count, and the clock says so by itself', async () => {
    const quizId = await published({ ...rules, attemptsAllowed: 1 });
    const { attemptId } = await ann!.startAttempt(quizId);
    await ann!.saveAnswer(attemptId, 1, { value: true });
    await later(100);
    await until('the clock has come round', async () => (await ownGrade(ann!, quizId))?.attempts[0]?.phase === 'abandoned');
    expect(await ann!.attempt(attemptId)).toMatchObject({ phase: 'abandoned', score: null, review: null });
    expect(await ownGrade(ann!, quizId)).toMatchObject({ grade: null });
    expect((await ann!.try('POST', `/api/attempts/${attemptId}/submission`)).problem?.code).toBe('attempt-abandoned');
    expect((await start(ann!, quizId)).problem?.code).toBe('no-attempts-left');
  });
});

describe('the password', () => {
  test('is asked for where an attempt begins, and nobody is told it', async () => {
    const quizId = await published({ password: 'open sesame' });
    expect((await start(ann!, quizId)).problem).toMatchObject({ status: 403, code: 'password-needed' });
    expect((await start(ann!, quizId, { password: 'open' })).problem?.code).toBe('wrong-password');
    const { attemptId } = await ann!.startAttempt(quizId, ' open sesame ');
    expect((await ann!.startAttempt(quizId)).attemptId).toBe(attemptId);
    expect(JSON.stringify([await inge!.get(`/api/quizzes/${quizId}`), await inCourse(ann!, quizId)])).not.toContain('sesame');
    await inge!.patch(`/api/quizzes/${quizId}`, { password: null });
    expect((await start(bob!, quizId)).status).toBe(201);
  });
  test('cannot be guessed for long, and others are not held up', async () => {
    const quizId = await published({ password: 'open sesame' });
    const codes = await Promise.all(
      Array.from({ length: 14 }, async (_, i) => (await start(ann!, quizId, { password: `guess ${i}` })).problem?.code),
    );
    expect(codes.filter((code) => code === 'too-many-requests').length).toBeGreaterThanOrEqual(4);
    const refused = await start(ann!, quizId, { password: 'open sesame' });
    expect(refused.problem).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect((await start(bob!, quizId, { password: 'open sesame' })).status).toBe(201);
  });
});

test('pages are as the quiz says, and forward means forward', async () => {
  const quizId = await published({ questionsPerPage: 2, navigation: 'forward', shuffleQuestions: true }, '1 {T}\n\n2 {T}\n\n3 {T}');
  const { attemptId, paper } = await ann!.startAttempt(quizId);
  expect(paper).toMatchObject({ pages: [[1, 2], [3]], navigation: 'forward' });
  expect(paper.questions.map(({ text }) => text).toSorted()).toEqual(['1', '2', '3']);
  expect((await save(ann!, attemptId, 1)).status).toBe(200);
  expect((await save(ann!, attemptId, 3)).status).toBe(200);
  expect((await save(ann!, attemptId, 2)).problem).toMatchObject({ status: 409, code: 'page-passed' });
  expect(await ann!.submit(attemptId)).toMatchObject({ score: 2, maxScore: 3 });
});

describe('what is shown', () => {
  const NONE = { marks: false, correctness: false, feedback: false, rightAnswers: false };
  const { closed } = DEFAULT_RULES.review;

  test('follows the phase for the student; staff see everything', async () => {
    const quizId = await published({
      closesAt: at(600),
      review: { during: NONE, after: NONE, open: { ...NONE, correctness: true }, closed },
    });
    const { attemptId } = await ann!.startAttempt(quizId);
    expect(await ann!.submit(attemptId, { 1: { value: true } })).toMatchObject({ score: null, maxScore: 2 });
    const seen = await ann!.attempt(attemptId);
    expect(seen).toMatchObject({ score: null, shown: { phase: 'after', until: at(120), ...NONE } });
    expect(seen.review?.[0]).toMatchObject({ mark: null, correct: null, rightAnswer: null, feedback: [], comment: null });
    expect(await ownGrade(ann!, quizId)).toMatchObject({ grade: null, attempts: [{ score: null }] });
    const { items } = await ann!.get<{ items: { values: object }[] }>(`/api/attempts/${attemptId}/facts`);
    expect(items.at(-1)?.values).toMatchObject({ score: null });
    inge!.saw(ann!.seen);
    expect(await inge!.attempt(attemptId)).toMatchObject({ score: 1, review: [{ correct: 'right' }, { correct: 'unanswered' }] });

    await later(120);
    expect((await ann!.attempt(attemptId)).review?.[0]).toMatchObject({ mark: null, correct: 'right', rightAnswer: null });
    await later(480);
    expect(await ann!.attempt(attemptId)).toMatchObject({ score: 1, shown: { phase: 'closed', until: null } });
    expect((await ann!.attempt(attemptId)).review?.[0]).toMatchObject({ mark: 1, rightAnswer: 'True' });
    expect(await ownGrade(ann!, quizId)).toMatchObject({ grade: { score: 1 }, attempts: [{ score: 1 }] });
    expect(await ann!.submit(attemptId)).toMatchObject({ score: 1 });
  });
});

test('which attempt counts may change later, and counts anew at once', async () => {
  const quizId = await published({ counts: 'first' });
  for (const value of [false, true]) {
    const { attemptId } = await ann!.startAttempt(quizId);
    await ann!.submit(attemptId, { 1: { value } });
  }
  inge!.saw(ann!.seen);
  const counted = async () => (await inge!.gradebook(courseId)).rows.find(({ personId }) => personId === ann!.personId)?.grades[quizId];
  expect(await counted()).toMatchObject({ score: 0, attempts: 2 });
  for (const [counts, score] of [
    ['highest', 1],
    ['average', 0.5],
    ['last', 1],
  ] as const) {
    await inge!.patch(`/api/quizzes/${quizId}`, { counts });
    ann!.saw(inge!.seen);
    expect(await counted()).toMatchObject({ score });
    expect((await ownGrade(ann!, quizId))?.grade).toMatchObject({ score });
  }
});

describe('groups and exceptions', () => {
  test('the staff of the course alone has groups, and only those enrolled are in them', async () => {
    const path = `/api/courses/${courseId}/groups`;
    expect((await ann!.try('GET', path)).problem).toMatchObject({ status: 403 });
    expect((await ann!.try('POST', path, { name: 'Ours' })).problem).toMatchObject({ status: 403 });
    const { groupId } = await inge!.post<{ groupId: string }>(path, { name: 'Evening' });
    expect((await inge!.try('POST', path, { name: 'evening' })).problem?.code).toBe('group-exists');
    expect((await inge!.try('POST', `${path}/${groupId}/members`, { add: [zoe!.personId] })).problem).toMatchObject({
      code: 'student-not-enrolled',
      errors: [{ path: 'add.0' }],
    });
    await inge!.post(`${path}/${groupId}/members`, { add: [bob!.personId, ann!.personId] });
    await inge!.post(`${path}/${groupId}/members`, { remove: [bob!.personId] });
    await inge!.patch(`${path}/${groupId}`, { name: 'Late evening' });
    expect((await inge!.get<Groups>(path)).items).toEqual([
      { groupId, name: 'Late evening', members: [{ personId: ann!.personId, name: 'Ann' }] },
    ]);
    expect((await inge!.try('DELETE', `${path}/${groupId}`)).status).toBe(204);
    expect((await inge!.get<Groups>(path)).items).toEqual([]);
    expect((await inge!.try('DELETE', `${path}/${groupId}`)).problem?.code).toBe('group-not-found');
  });

  test('the best of those that apply holds, for that student alone, also where they look', async () => {
    const quizId = await published({ timeLimitSeconds: 60, attemptsAllowed: 1 });
    const path = `/api/quizzes/${quizId}/exceptions`;
    const { groupId } = await inge!.post<{ groupId: string }>(`/api/courses/${courseId}/groups`, { name: 'More time' });
    await inge!.post(`/api/courses/${courseId}/groups/${groupId}/members`, { add: [ann!.personId] });
    await inge!.post(path, { of: { groupId }, rules: { timeLimitSeconds: 90 } });
    const { exceptionId } = await inge!.post<{ exceptionId: string }>(path, {
      of: { personId: ann!.personId },
      rules: { timeLimitSeconds: 75, attemptsAllowed: 2 },
    });
    expect((await inge!.get<QuizExceptions>(path)).items.map(({ of, rules }) => [of, rules])).toEqual([
      [{ groupId, name: 'More time' }, { timeLimitSeconds: 90 }],
      [
        { personId: ann!.personId, name: 'Ann' },
        { timeLimitSeconds: 75, attemptsAllowed: 2 },
      ],
    ]);
    for (const person of [ann!, bob!]) person.saw(inge!.seen);
    expect((await inCourse(ann!, quizId))?.rules).toMatchObject({ timeLimitSeconds: 90, attemptsAllowed: 2 });
    expect((await inCourse(bob!, quizId))?.rules).toMatchObject({ timeLimitSeconds: 60, attemptsAllowed: 1 });
    expect((await ownGrade(ann!, quizId))?.rules).toMatchObject({ timeLimitSeconds: 90 });
    expect((await ann!.entry(quizId)).rules).toMatchObject({ timeLimitSeconds: 90, attemptsAllowed: 2 });
    expect((await ann!.startAttempt(quizId)).deadline).toBe(at(90));
    expect((await bob!.startAttempt(quizId)).deadline).toBe(at(60));

    for (const [method, to] of [
      ['GET', path],
      ['POST', path],
      ['DELETE', `${path}/${exceptionId}`],
    ] as const)
      expect((await ann!.try(method, to, method === 'POST' ? { of: { groupId }, rules: { attemptsAllowed: 9 } } : undefined)).status).toBe(
        403,
      );
    expect((await inge!.try('POST', path, { of: { personId: zoe!.personId }, rules: { attemptsAllowed: 9 } })).problem?.code).toBe(
      'student-not-enrolled',
    );
    expect((await inge!.try('POST', path, { of: { personId: ann!.personId }, rules: {} })).status).toBe(400);
    expect((await inge!.try('DELETE', `${path}/${exceptionId}`)).status).toBe(204);
    expect((await ann!.entry(quizId)).rules).toMatchObject({ attemptsAllowed: 1 });
  });

  test('an attempt under way gets the time that an exception brings, and the clock keeps to it', async () => {
    const quizId = await published({ timeLimitSeconds: 60 });
    const { attemptId } = await ann!.startAttempt(quizId);
    const deadline = at(120);
    await later(30);
    expect(
      await inge!.post(`/api/quizzes/${quizId}/exceptions`, { of: { personId: ann!.personId }, rules: { timeLimitSeconds: 120 } }),
    ).toMatchObject({ moved: 1 });
    expect((await ann!.attempt(attemptId)).deadline).toBe(deadline);
    await later(60);
    expect((await save(ann!, attemptId, 1)).status).toBe(200);
    await later(40);
    await until('the clock has handed it in', async () => (await ownGrade(ann!, quizId))?.attempts[0]?.phase === 'submitted');
    expect(await ann!.attempt(attemptId)).toMatchObject({ by: 'timer', score: 1 });
  });
});

test('who is not in the course is told nothing of a quiz', async () => {
  const quizId = await published({});
  expect((await zoe!.try('GET', `/api/quizzes/${quizId}/entry`)).status).toBe(403);
  const draft = await inge!.createQuiz(courseId, { title: 'Draft' });
  expect((await ann!.try('GET', `/api/quizzes/${draft}/entry`)).problem?.code).toBe('quiz-not-found');
  expect(await inge!.entry(draft)).toMatchObject({ questions: 0, barred: { code: 'not-enrolled' } });
});
