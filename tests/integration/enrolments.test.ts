import { afterAll, beforeAll, expect, test } from 'vitest';
import { inParallel } from '../harness/academy.ts';
import type { Person } from '../harness/client.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backends: Backend[];
let inge: Person;
let students: Person[];

const STUDENTS = 60;
const SEATS = 20;

beforeAll(async () => {
  house = await House.build();
  backends = [await house.backend(), await house.backend()];
  const { api } = backends[0]!;
  const admin = await api.signIn(ADMIN);
  inge = await api.person('Inge', ['instructor'], admin);
  students = await inParallel(
    Array.from({ length: STUDENTS }, (_, i) => `Student ${i}`),
    4,
    (name) => api.person(name),
  );
});
afterAll(() => house?.close());

const course = async (seats: number | null) => {
  const { courseId } = await inge.post<{ courseId: string }>('/api/courses', { title: 'Bars', summary: 'of steel', seats });
  await inge.publishCourse(courseId);
  return courseId;
};

test('sixty ask at once, at two backends, for twenty seats: twenty get one, the others are told why', async () => {
  const courseId = await course(SEATS);
  const answers = await Promise.all(
    students.map(({ token }, i) => backends[i % 2]!.api.try('POST', `/api/courses/${courseId}/enrolments`, undefined, { token })),
  );
  const refused = answers.filter(({ status }) => status !== 201);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(SEATS);
  expect(new Set(refused.map(({ status, problem }) => `${status} ${problem?.code}`))).toEqual(new Set(['409 no-seats-left']));
  expect((await inge.course(courseId)).enrolled).toBe(SEATS);
});

test('the same student asking many times at once is enrolled once', async () => {
  const courseId = await course(null);
  const [ann] = students as [Person];
  const answers = await Promise.all(Array.from({ length: 10 }, () => ann.try('POST', `/api/courses/${courseId}/enrolments`)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(9).fill(409)]);
  expect(answers.find(({ problem }) => problem)?.problem?.code).toBe('already-enrolled');
});

test('a seat given back is another one’s, and the staff see who came and went', async () => {
  const courseId = await course(1);
  const [ann, bob] = students as [Person, Person];
  await ann.enrol(courseId);
  expect((await bob.try('POST', `/api/courses/${courseId}/enrolments`)).problem?.code).toBe('no-seats-left');
  expect((await ann.try('DELETE', `/api/courses/${courseId}/enrolments/me`)).status).toBe(204);
  await bob.enrol(courseId);
  inge.saw(bob.seen);
  const { items } = await inge.get<{ items: { name: string; phase: string }[] }>(`/api/courses/${courseId}/enrolments`);
  expect(items.map(({ name, phase }) => `${name} ${phase}`).toSorted()).toEqual(['Student 0 left', 'Student 1 active']);
});

test('nobody but the staff sees who is in a course', async () => {
  const courseId = await course(null);
  const [ann] = students as [Person];
  await ann.enrol(courseId);
  expect((await ann.try('GET', `/api/courses/${courseId}/enrolments`)).status).toBe(403);
  expect((await backends[0]!.api.try('GET', `/api/courses/${courseId}/enrolments`)).status).toBe(401);
});
