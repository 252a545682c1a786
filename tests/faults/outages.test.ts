/** The stores are taken away and given back; the supervisor does not keep them here, so they stay away for as long as is asked. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import type { Person } from '../harness/client.ts';
import { Node } from '../harness/node.ts';
import { Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';

let eventstore: Node;
let mongo: Node;
let product: Product;
let academy: Academy;
let student: Person;
let next = 0;

beforeAll(async () => {
  [eventstore, mongo] = await Promise.all([Node.start('eventstore'), Node.start('mongo')]);
  product = await Product.start({ env: { EVENTSTORE_URL: eventstore.url, MONGODB_URL: mongo.url } });
  academy = await makeAcademy(product, { students: 6, questions: 3 });
}, 300_000);

afterAll(async () => {
  await product?.stop();
  await Promise.all([eventstore?.stop(), mongo?.stop()]);
});

beforeEach(async () => {
  student = academy.students[next++]!;
  await product.ready(60);
});

const gradebookPath = () => `/api/courses/${academy.courseId}/gradebook`;
const totalOf = async (person: Person) =>
  (await academy.instructor.gradebook(academy.courseId)).rows.find(({ personId }) => personId === person.personId)?.total;

describe('the document store down', () => {
  test('commands go on, reads answer 503 and recover by themselves', async () => {
    await mongo.kill();
    try {
      const { attemptId, paper } = await student.startAttempt(academy.quizId);
      await student.saveAnswer(attemptId, 1, academy.answers(paper)[1]!, 1);
      const { score } = await student.submit(attemptId, academy.answers(paper, 2));
      expect(score).toBe(2);

      const refused = await academy.instructor.try('GET', gradebookPath());
      expect(refused).toMatchObject({ status: 503, problem: { code: 'read-store-unavailable' } });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);

      expect((await student.attempt(attemptId)).score).toBe(2);
      expect((await product.api.signIn(student.credentials)).personId).toBe(student.personId);
      expect(await product.answers('/api/health/ready')).toBe(false);
      expect(await product.answers('/api/health/live')).toBe(true);
    } finally {
      await mongo.startAgain();
    }
    academy.instructor.saw(student.seen);
    expect(await until('the gradebook shows what was submitted meanwhile', () => totalOf(student), { seconds: 30 })).toBe(2);
  });
});

describe('the event store down', () => {
  test('commands answer 503, reads go on, and everything resumes', async () => {
    await eventstore.kill();
    try {
      const refused = await student.try('POST', `/api/quizzes/${academy.quizId}/attempts`);
      expect(refused).toMatchObject({ status: 503, problem: { code: 'event-store-unavailable' } });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await product.api.try('GET', '/api/health/ready')).status).toBe(503);
      expect((await student.try('GET', '/api/courses')).status).toBe(200);
    } finally {
      await eventstore.startAgain();
    }
    const { attemptId, paper } = await until(
      'an attempt can be started',
      () => student.startAttempt(academy.quizId).catch(() => undefined),
      {
        seconds: 30,
      },
    );
    await student.submit(attemptId, academy.answers(paper, 1));
    academy.instructor.saw(student.seen);
    expect(await until('the gradebook shows it: the subscription resumed', () => totalOf(student), { seconds: 30 })).toBe(1);
  });
});

describe('the projections down', () => {
  test('a read that waits for a write waits a while, answers 503, and recovers', async () => {
    const thaw = product.freeze('projections');
    try {
      const { attemptId, paper } = await student.startAttempt(academy.quizId);
      await student.submit(attemptId, academy.answers(paper, 3));
      academy.instructor.saw(student.seen);
      const began = performance.now();
      const refused = await academy.instructor.try('GET', gradebookPath());
      const took = performance.now() - began;
      expect(refused).toMatchObject({ status: 503, problem: { code: 'not-yet' } });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(took).toBeGreaterThan(3000);
    } finally {
      thaw();
    }
    expect(await until('the gradebook has caught up', () => totalOf(student), { seconds: 30 })).toBe(3);
  });
});
