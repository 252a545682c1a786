/** Courses for a student from what others took. */
import { newId, type AcademyEvent, type Recommendations } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let admin: Person;
let [steel, wood, glass, clay]: string[] = [];

const enrolled = (courseId: string, studentId: string): AcademyEvent => ({
  type: 'enrolments.StudentEnrolled.v1',
  data: { courseId, studentId, again: false },
});

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  const teacher = await backend.api.person('Tilda', ['instructor'], admin);
  const made = async (title: string, seats?: number) => {
    const courseId = await teacher.createCourse({ title, ...(seats && { seats }) });
    await teacher.publishCourse(courseId);
    return courseId;
  };
  [steel, wood, glass, clay] = [await made('Steel'), await made('Wood'), await made('Glass', 5), await made('Clay')];
  const others = Array.from({ length: 8 }, () => newId());
  const take = (courseId: string, count: number) =>
    house.appendAt(new Date().toISOString(), `roster-${courseId}`, ...others.slice(0, count).map((one) => enrolled(courseId, one)));
  await take(steel, 8);
  await take(wood, 6);
  await take(glass, 5);
  await take(clay, 4);
});
afterAll(() => house?.close());

const forMe = async (who: Person) => (await who.get<Recommendations>('/api/analytics/recommendations')).items;

test('what others took beside the same course is shown with why; nothing of few people, of full courses, or that one has', async () => {
  const ann = await backend.api.person('Ann');
  expect(await forMe(ann)).toEqual([]);
  await ann.enrol(steel!);
  // What all took is some seconds old.
  const [first, ...more] = await until('there is something for Ann', async () => {
    const items = await forMe(ann);
    return items[0]?.took === 9 && items;
  });
  expect(first).toEqual({
    course: { id: wood, title: 'Wood', summary: 'Of this and that', instructor: 'Tilda' },
    because: { id: steel, title: 'Steel' },
    took: 9,
    both: 6,
  });
  expect(more).toEqual([]);
  await ann.enrol(wood!);
  expect(await forMe(ann)).toEqual([]);
});

test('is for who is signed in', async () => expect((await backend.api.try('GET', '/api/analytics/recommendations')).status).toBe(401));
