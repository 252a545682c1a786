import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandBus } from '@nestjs/cqrs';
import { SetClock } from '../../backend/src/api/clock.ts';
import { firstTry } from '../../backend/src/deciding/context.ts';
import { StartAttempt } from '../../backend/src/quizzes/attempts/start-attempt.ts';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backends: Backend[];
let [inge, ann]: Person[] = [];
let courseId = '';
const clock = new SetClock('2026-03-01T10:00:00.000Z');
const later = (seconds: number) => (clock.present = new Date(clock.time() + seconds * 1000).toISOString());

beforeAll(async () => {
  house = await House.build();
  backends = [await house.backend({ clock }), await house.backend({ clock })];
  const { api } = backends[0]!;
  const admin = await api.signIn(ADMIN);
  inge = await api.person('Inge', ['instructor'], admin);
  ann = await api.person('Ann');
  courseId = await inge.createCourse({ title: 'Bars' });
  await inge.publishCourse(courseId);
  await ann.enrol(courseId);
});
afterAll(() => house?.close());

const published = async (rules: { attemptsAllowed?: number; timeLimitSeconds?: number }) => {
  const quizId = await inge!.createQuiz(courseId, { title: 'Timed', ...rules });
  await inge!.importGift(quizId, 'One {T}\n\nTwo {F}');
  await inge!.publishQuiz(quizId);
  return quizId;
};
/** Asks one of the backends, as Ann. */
const annAt = (i: number, path: string, body?: unknown) =>
  backends[i % 2]!.api.try<{ attemptId: string; number: number }>('POST', path, body, { token: ann!.token });

describe('attempts allowed', () => {
  test('an open attempt is the one that is asked for again, here and elsewhere', async () => {
    const quizId = await published({ attemptsAllowed: 3 });
    const starts = await Promise.all(Array.from({ length: 12 }, (_, i) => annAt(i, `/api/quizzes/${quizId}/attempts`)));
    expect(new Set(starts.map(({ status, body }) => `${status} ${body.attemptId}`)).size).toBe(1);
  });
  test('are exact, however many are started and submitted at once at two backends', async () => {
    const quizId = await published({ attemptsAllowed: 7 });
    const take = async (i: number) => {
      const { status, body, problem } = await annAt(i, `/api/quizzes/${quizId}/attempts`);
      if (status === 201) await annAt(i, `/api/attempts/${body.attemptId}/submission`);
      return status === 201 ? body.number : problem?.code;
    };
    const taken: unknown[] = [];
    for (let round = 0; round < 8; round++) taken.push(...(await Promise.all(Array.from({ length: 4 }, (_, i) => take(i)))));
    expect(taken.filter((one) => typeof one === 'string').every((one) => one === 'no-attempts-left')).toBe(true);
    expect([...new Set(taken.filter((one) => typeof one === 'number'))].toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const own = await backends[0]!.api.try<{ items: { quizId: string; attempts: unknown[] }[] }>('GET', '/api/me/grades', undefined, {
      token: ann!.token,
      headers: { 'lyceum-position': (await annAt(0, `/api/quizzes/${quizId}/attempts`)).position ?? (inge!.seen as string) },
    });
    expect(own.status).toBe(200);
  });
  test('a backend that knows nothing finds the next number among many', async () => {
    const quizId = await published({});
    for (let i = 0; i < 21; i++) {
      const { body } = await annAt(0, `/api/quizzes/${quizId}/attempts`);
      await annAt(0, `/api/attempts/${body.attemptId}/submission`);
    }
    expect((await annAt(1, `/api/quizzes/${quizId}/attempts`)).body.number).toBe(22);
  });
});

test('a start that comes again under its key gives the attempt that it started, also when that is over', async () => {
  const quizId = await published({ attemptsAllowed: 2 });
  const start = (i: number) =>
    backends[i]!.api.try<{ attemptId: string }>('POST', `/api/quizzes/${quizId}/attempts`, undefined, {
      token: ann!.token,
      headers: { 'idempotency-key': `start ${quizId}` },
    });
  const first = await start(0);
  await ann!.submit(first.body.attemptId);
  expect((await start(1)).body.attemptId).toBe(first.body.attemptId);
  const context = { ...firstTry(ann!.personId, clock.now()), repeated: true };
  const { app } = backends[1]!;
  const handler = (again: boolean) =>
    app.get(CommandBus).execute(new StartAttempt({ ...context, repeated: again }, { personId: ann!.personId, roles: ['student'] }, quizId));
  const second = await handler(false);
  await ann!.submit(second.body.attemptId);
  expect((await handler(true)).body).toEqual(second.body);
});

describe('the time', () => {
  test('what comes in the seconds of the network counts', async () => {
    const quizId = await published({ timeLimitSeconds: 60 });
    const { attemptId, deadline } = await ann!.startAttempt(quizId);
    expect(deadline).toBe(new Date(clock.time() + 60_000).toISOString());
    later(62);
    expect(await ann!.submit(attemptId, { 1: { value: true }, 2: { value: false } })).toMatchObject({ score: 2 });
    expect((await ann!.attempt(attemptId)).by).toBe('student');
  });
  test('what comes later does not: what was saved counts, and the timer did it', async () => {
    const quizId = await published({ timeLimitSeconds: 60 });
    const { attemptId } = await ann!.startAttempt(quizId);
    await ann!.saveAnswer(attemptId, 1, { value: true });
    later(70);
    expect((await ann!.try('PUT', `/api/attempts/${attemptId}/answers/2`, { answer: { value: false } })).problem?.code).toBe(
      'attempt-submitted',
    );
    expect(await ann!.submit(attemptId, { 1: { value: true }, 2: { value: false } })).toMatchObject({ score: 1 });
    expect(await ann!.attempt(attemptId)).toMatchObject({ by: 'timer', phase: 'submitted', answers: { 1: { value: true } } });
  });
  test('an attempt that nobody comes back to is submitted by the clock', async () => {
    const quizId = await published({ timeLimitSeconds: 60 });
    const { attemptId } = await ann!.startAttempt(quizId);
    await ann!.saveAnswer(attemptId, 2, { value: false });
    later(70);
    inge!.saw(ann!.seen);
    const grade = await until('the gradebook has it', async () => {
      const { rows } = await inge!.gradebook(courseId);
      return rows.find(({ personId }) => personId === ann!.personId)?.grades[quizId];
    });
    expect(grade).toMatchObject({ score: 1, maxScore: 2, attemptId });
  });
  test('who comes back after the time gets the next attempt', async () => {
    const quizId = await published({ timeLimitSeconds: 60, attemptsAllowed: 2 });
    const first = await ann!.startAttempt(quizId);
    later(70);
    const second = await ann!.startAttempt(quizId);
    expect([first.number, second.number]).toEqual([1, 2]);
    expect((await ann!.attempt(first.attemptId)).by).toBe('timer');
    later(70);
    expect((await ann!.try('POST', `/api/quizzes/${quizId}/attempts`)).problem?.code).toBe('no-attempts-left');
  });
});

test('the document store away: attempts go on and their pages are there; the gradebook says so', async () => {
  const quizId = await published({});
  const back = await house.withoutMongo();
  try {
    const { attemptId } = await ann!.startAttempt(quizId);
    expect(await ann!.submit(attemptId, { 1: { value: true } })).toMatchObject({ score: 1 });
    expect((await ann!.attempt(attemptId)).review).toHaveLength(2);
    expect((await ann!.try('GET', `/api/attempts/${attemptId}/facts`)).status).toBe(200);
    expect((await inge!.try('GET', `/api/courses/${courseId}/gradebook`, undefined, { headers: {} })).status).toBe(503);
  } finally {
    await back();
  }
});
