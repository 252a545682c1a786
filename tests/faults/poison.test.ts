import { randomUUID } from 'node:crypto';
import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { newId, type ProjectionStatus } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import { Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';

let product: Product;
let academy: Academy;
let store: EventStoreDBClient;

beforeAll(async () => {
  product = await Product.start();
  academy = await makeAcademy(product, { students: 6, questions: 2 });
  store = EventStoreDBClient.connectionString(product.eventstoreUrl);
}, 300_000);

afterAll(async () => {
  await store?.dispose();
  await product?.stop();
});

/** Writes an event past the product, as a broken program would. */
const write = (stream: string, type: string, data: Record<string, unknown>, metadata: Record<string, unknown> = known()) =>
  store.appendToStream(
    stream,
    jsonEvent({ id: randomUUID(), type, data: data as Record<string, string>, metadata: metadata as Record<string, string> }),
  );

const known = (): Record<string, unknown> => {
  const commandId = newId();
  return { $correlationId: commandId, $causationId: commandId, commandId, by: null, at: new Date().toISOString() };
};

const ofAttempt = (studentId: string) => ({ attemptId: newId(), quizId: academy.quizId, courseId: academy.courseId, studentId });

const statusOf = async (name: string): Promise<ProjectionStatus> =>
  (await academy.admin.projections()).find((status) => status.name === name)!;

/** Whether what somebody does now still gets through all read models that show it. */
async function goesOn(studentIndex: number): Promise<void> {
  const student = academy.students[studentIndex]!;
  const { attemptId, paper } = await student.startAttempt(academy.quizId);
  await student.submit(attemptId, academy.answers(paper, 2));
  academy.instructor.saw(student.seen);
  // Where the projections have just been started, a read may be told to come again.
  const { rows } = await until('the gradebook can be read', () => academy.instructor.gradebook(academy.courseId), { seconds: 60 });
  expect(rows.find(({ personId }) => personId === student.personId)).toMatchObject({ total: 2 });
  expect(await product.answers('/api/health/ready')).toBe(true);
  expect((await academy.admin.projections()).map(({ state }) => state)).not.toContain('failed');
}

test('a fact that its row cannot take parks that key and the later facts of it, and nothing else', async () => {
  const ghost = ofAttempt(academy.students[0]!.personId);
  const before = (await statusOf('attempts')).parked;
  await write(`attempt-${ghost.attemptId}`, 'quizzes.AttemptSubmitted.v1', { ...ghost, by: 'student', answers: {} });
  const score = { score: 1, maxScore: 2, marks: [] };
  await write(`attempt-${ghost.attemptId}`, 'quizzes.AttemptGraded.v2', { ...ghost, score });
  await until('both facts are parked', async () => (await statusOf('attempts')).parked === before + 2);
  await goesOn(1);
});

test('data of another shape does not stop the rest', async () => {
  const lame = ofAttempt(academy.students[2]!.personId);
  await write(`attempt-${lame.attemptId}`, 'quizzes.AttemptStarted.v2', { ...lame, number: 1, paper: null, deadline: null });
  await until('it is parked', async () => (await statusOf('attempts')).parked >= 3);
  await goesOn(3);
});

test('an event without JSON or without metadata does not stop the rest', async () => {
  const type = 'quizzes.AttemptGraded.v2';
  await store.appendToStream(`attempt-${newId()}`, binaryEvent({ id: randomUUID(), type, data: Buffer.from([0, 255, 1]) }));
  await write(`attempt-${newId()}`, type, { ...ofAttempt(academy.students[0]!.personId), score: { score: 1, maxScore: 2, marks: [] } }, {});
  await goesOn(5);
});

test('what is parked survives a restart of the projections, and they go on', async () => {
  const before = (await statusOf('attempts')).parked;
  await product.kill('projections');
  await product.ready(60);
  await goesOn(1);
  expect((await statusOf('attempts')).parked).toBe(before);
});

test('a version of a known type that nobody can read yet stops what reads it, and loudly; the rest goes on', async () => {
  const student = academy.students[4]!;
  const { attemptId, paper } = await student.startAttempt(academy.quizId);
  await write(`attempt-${attemptId}`, 'quizzes.AttemptGraded.v9', { ...ofAttempt(student.personId), attemptId, points: [1, 2] });
  const refused = await student.try('POST', `/api/attempts/${attemptId}/submission`, { answers: academy.answers(paper, 2) });
  expect(refused).toMatchObject({ status: 503, problem: { code: 'fact-unknown' } });
  await until('the gradebook stands still', async () => (await statusOf('gradebook')).state === 'failed');
  expect(await statusOf('gradebook')).toMatchObject({ error: expect.stringContaining('quizzes.AttemptGraded.v9') });
  const other = academy.students[5]!;
  const { attemptId: another, paper: its } = await other.startAttempt(academy.quizId);
  await other.submit(another, academy.answers(its, 2));
  expect(await statusOf('courses')).toMatchObject({ state: 'running', error: null });
  expect(await product.answers('/api/health/ready')).toBe(true);
  await product.kill('projections');
  await product.ready(60);
  await until('it stands still again', async () => (await statusOf('gradebook')).state === 'failed');
  expect(await statusOf('gradebook')).toMatchObject({ error: expect.stringContaining('quizzes.AttemptGraded.v9') });
});
