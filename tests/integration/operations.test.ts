import type { FigureFacts, Overview, ProjectionStatus } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let admin: Person;

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
});
afterAll(() => house?.close());

describe('what operators look at', () => {
  test('each read model with its place in the log', async () => {
    const operator = await backend.api.person('Olga', ['operator'], admin);
    const { position } = await admin.try('PUT', `/api/people/${operator.personId}/roles`, { roles: ['operator', 'student'] });
    const items = await until('all have caught up', async () => {
      const list = (await operator.get<{ items: ProjectionStatus[]; next: null }>('/api/operations/projections')).items;
      return list.every((item) => item.lagEvents === 0 && BigInt(item.position) >= BigInt(position!)) && list;
    });
    expect(items.map(({ name }) => name).toSorted()).toEqual([
      'active',
      'activity',
      'attempts',
      'attendance',
      'automation',
      'bank',
      'bookings',
      'calendars',
      'clients',
      'connections',
      'conversations',
      'courses',
      'due',
      'enrolments',
      'evidence',
      'gradebook',
      'gradings',
      'habits',
      'history',
      'instructors',
      'invoices',
      'journal',
      'mailbox',
      'marking',
      'marks',
      'messages',
      'notes',
      'orders',
      'overview',
      'participation',
      'payments',
      'people',
      'progress',
      'quizzes',
      'recordings',
      'registrations',
      'regrades',
      'reports',
      'reviews',
      'statements',
      'statistics',
      'streams',
      'tastes',
      'watched',
      'webinars',
    ]);
    for (const item of items) expect(item).toMatchObject({ state: 'running', parked: 0, error: null });
    expect(items.find(({ name }) => name === 'people')?.rows).toBe(2);
  });

  test('is not for students', async () => {
    const student = await backend.api.person('Sam');
    expect((await student.try('GET', '/api/operations/projections')).status).toBe(403);
    expect((await student.try('GET', '/api/analytics/overview')).status).toBe(403);
  });
});

test('the academy in figures counts what its reader has just done', async () => {
  // What was signed up before comes before what is written now, and is counted with it.
  await backend.api.person('Eve', ['student'], admin);
  const before = await admin.overview();
  const person = await backend.api.person('Ida', ['student', 'instructor'], admin);
  await person.createCourse({ title: 'Figures' });
  admin.saw(person.seen);
  const after: Overview = await admin.overview();
  expect(after.people['instructor']).toBe((before.people['instructor'] ?? 0) + 1);
  expect(after.people['student']).toBe((before.people['student'] ?? 0) + 1);
  expect(after.courses).toBe(before.courses + 1);
  expect(after.grades.histogram).toEqual(Array(10).fill(0));
});

describe('what stands behind a figure', () => {
  test('is told to an admin, with the names of who did it and whom it concerns', async () => {
    const person = await backend.api.person('Ivo', ['student', 'instructor'], admin);
    const courseId = await person.createCourse({ title: 'Evidence' });
    await person.publishCourse(courseId);
    const student = await backend.api.person('Lea');
    await student.enrol(courseId);
    admin.saw(student.seen);
    admin.saw(person.seen);
    const overview = await admin.overview();
    const factsOf = (figure: string) => admin.get<FigureFacts>(`/api/analytics/figures/${figure}/facts`);

    const courses = await factsOf('courses');
    expect(courses.value).toBe(overview.courses);
    expect(courses.items.at(-1)).toMatchObject({
      type: 'courses.CourseCreated.v1',
      by: { personId: person.personId, name: person.me.name },
      stream: `course-${courseId}`,
      revision: 0,
      values: { course: 'Evidence', change: 1 },
    });
    const enrolments = await factsOf('enrolments');
    expect(enrolments.value).toBe(overview.enrolments.active);
    expect(enrolments.items.at(-1)).toMatchObject({ values: { person: student.me.name, course: 'Evidence', change: 1 } });
    const instructors = await factsOf('people:instructor');
    expect(instructors.value).toBe(overview.people['instructor']);
    expect(instructors.items.at(-1)).toMatchObject({ by: { personId: admin.personId }, values: { person: person.me.name } });
    expect(await factsOf('grades:3')).toEqual({ value: 0, facts: 0, items: [] });
  });

  test("is nobody else's, and a figure that is none is refused", async () => {
    const operator = await backend.api.person('Odo', ['operator'], admin);
    expect((await operator.try('GET', '/api/analytics/figures/courses/facts')).status).toBe(403);
    for (const figure of ['nonsense', 'people:king', 'grades:10', 'enrolled:yesterday'])
      expect([figure, (await admin.try('GET', `/api/analytics/figures/${figure}/facts`)).status]).toEqual([figure, 400]);
  });
});
