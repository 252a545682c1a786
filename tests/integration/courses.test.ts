import type { CourseDetail, CoursesPage } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Person } from '../harness/client.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let [admin, inge, olaf, ann]: Person[] = [];

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  inge = await backend.api.person('Inge', ['instructor'], admin);
  olaf = await backend.api.person('Olaf', ['instructor'], admin);
  ann = await backend.api.person('Ann');
});
afterAll(() => house?.close());

type Page = z.infer<typeof CoursesPage>;
const lesson = { title: 'One', text: '# One', video: 'https://video.example/1' };
const titles = ({ items }: Page) => items.map(({ title }) => title);

test('a course from draft to archive, as each reader sees it', async () => {
  const courseId = await inge!.createCourse({ title: 'Zoology', summary: 'Animals', seats: 3 });
  const { lessonId } = await inge!.post<{ lessonId: string }>(`/api/courses/${courseId}/lessons`, lesson);
  ann!.saw(inge!.seen);
  expect((await ann!.try('GET', `/api/courses/${courseId}`)).status).toBe(404);
  expect(titles(await ann!.get<Page>('/api/courses?search=zoo'))).toEqual([]);
  expect(titles(await inge!.get<Page>('/api/courses?mine=teaching'))).toContain('Zoology');

  await inge!.publishCourse(courseId);
  ann!.saw(inge!.seen);
  expect(titles(await ann!.get<Page>('/api/courses?search=zoo'))).toEqual(['Zoology']);
  const seen = await ann!.course(courseId);
  expect(seen).toMatchObject({
    instructor: { personId: inge!.personId, name: 'Inge' },
    seats: 3,
    enrolled: 0,
    lessons: [{ lessonId, title: 'One', text: '', video: null }],
    you: { enrolled: false, teaches: false },
  });
  await ann!.enrol(courseId);
  expect(await ann!.course(courseId)).toMatchObject({ enrolled: 1, lessons: [{ lessonId, ...lesson }], you: { enrolled: true } });
  expect(titles(await ann!.get<Page>('/api/courses?mine=learning'))).toEqual(['Zoology']);

  await inge!.put(`/api/courses/${courseId}/lessons/${lessonId}`, { ...lesson, title: 'First' });
  expect((await ann!.course(courseId)).lessons).toMatchObject([{ title: 'First' }]);
  expect((await inge!.try('DELETE', `/api/courses/${courseId}/lessons/${lessonId}`)).status).toBe(204);
  expect((await inge!.try('DELETE', `/api/courses/${courseId}/lessons/${lessonId}`)).problem?.code).toBe('lesson-not-found');

  await inge!.post(`/api/courses/${courseId}/archival`);
  expect((await olaf!.try('POST', `/api/courses/${courseId}/enrolments`)).problem?.code).toBe('course-archived');
  olaf!.saw(inge!.seen);
  expect(titles(await olaf!.get<Page>('/api/courses?search=zoo'))).toEqual([]);
});

test('two who edit the same revision: the second is told', async () => {
  const courseId = await inge!.createCourse({ title: 'Botany' });
  const read = await inge!.try<CourseDetail>('GET', `/api/courses/${courseId}`);
  const etag = read.headers.get('etag') ?? '';
  const edit = (title: string) => inge!.try('PATCH', `/api/courses/${courseId}`, { title }, { headers: { 'if-match': etag } });
  const first = await edit('Botany I');
  expect([first.status, first.headers.get('etag')]).toEqual([200, '"1"']);
  expect((await edit('Botany II')).status).toBe(412);
  expect((await inge!.course(courseId)).title).toBe('Botany I');
});

test('a command that comes twice under one key makes one course', async () => {
  const create = () => inge!.try('POST', '/api/courses', { title: 'Once', summary: '' }, { headers: { 'idempotency-key': 'make-once' } });
  const [first, second] = [await create(), await create()];
  expect(second.body).toEqual(first.body);
  expect(titles(await inge!.get<Page>('/api/courses?mine=teaching')).filter((title) => title === 'Once')).toHaveLength(1);
});

test('lists go on by cursor, and a cursor of nobody is a mistake', async () => {
  const made: string[] = [];
  for (const title of ['Paging a', 'Paging b', 'Paging c']) made.push(await inge!.createCourse({ title }));
  for (const courseId of made) await inge!.publishCourse(courseId);
  ann!.saw(inge!.seen);
  const first = await ann!.get<Page>('/api/courses?search=paging&limit=2');
  const rest = await ann!.get<Page>(`/api/courses?search=paging&limit=2&cursor=${first.next}`);
  expect([titles(first), titles(rest), rest.next]).toEqual([['Paging a', 'Paging b'], ['Paging c'], null]);
  expect((await ann!.try('GET', '/api/courses?cursor=nonsense')).problem?.errors).toMatchObject([{ path: 'cursor' }]);
});

describe('who may', () => {
  let [draft, published] = ['', ''];
  let lessonId = '';
  beforeAll(async () => {
    draft = await inge!.createCourse({ title: 'Draft' });
    published = await inge!.createCourse({ title: 'Open' });
    await inge!.publishCourse(published);
    ({ lessonId } = await inge!.post<{ lessonId: string }>(`/api/courses/${published}/lessons`, lesson));
  });
  const asks = (who: Person | undefined, method: 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'GET', path: string, body?: unknown) =>
    who ? who.try(method, path, body) : backend.api.try(method, path, body, { token: 'none' });

  test('students begin no courses, strangers nothing', async () => {
    const body = { title: 'Mine', summary: '' };
    expect((await asks(ann, 'POST', '/api/courses', body)).status).toBe(403);
    expect((await asks(undefined, 'POST', '/api/courses', body)).status).toBe(401);
  });
  test('each change of a course: its instructor and admins only; to others a draft is not there', async () => {
    const changes: [method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown][] = [
      ['PATCH', '', { title: 'Taken' }],
      ['POST', '/publication'],
      ['POST', '/archival'],
      ['POST', '/lessons', lesson],
      ['PUT', `/lessons/${lessonId}`, lesson],
      ['DELETE', `/lessons/${lessonId}`],
      ['POST', '/quizzes', { title: 'Taken' }],
    ];
    for (const [method, path, body] of changes) {
      const statuses = async (who: Person | undefined) => [
        (await asks(who, method, `/api/courses/${draft}${path}`, body)).status,
        (await asks(who, method, `/api/courses/${published}${path}`, body)).status,
      ];
      expect([path, await statuses(olaf)]).toEqual([path, [404, 403]]);
      expect([path, await statuses(ann)]).toEqual([path, [404, 403]]);
      expect([path, await statuses(undefined)]).toEqual([path, [401, 401]]);
    }
    expect((await asks(admin, 'PATCH', `/api/courses/${published}`, { title: 'By admin' })).status).toBe(200);
  });
  test('guests read what is published, and nothing of their own', async () => {
    expect((await backend.api.try('GET', `/api/courses/${published}`)).status).toBe(200);
    expect((await backend.api.try('GET', `/api/courses/${draft}`)).status).toBe(404);
    expect((await backend.api.try('GET', '/api/courses')).status).toBe(200);
    expect((await backend.api.try('GET', '/api/courses?mine=teaching')).status).toBe(401);
    expect((await backend.api.try('GET', '/api/me/grades')).status).toBe(401);
  });
});

test.each([
  ['POST', '/api/courses', { title: '', summary: 'x' }, 'title'],
  ['POST', '/api/courses', { title: 'x', summary: 'x', seats: 0 }, 'seats'],
  ['POST', '/api/courses', { title: 'x', summary: 'x', colour: 'red' }, 'colour'],
  ['POST', '/api/courses', { title: 'x' }, 'summary'],
  ['PATCH', '/api/courses/nonsense', {}, 'id'],
  ['GET', '/api/courses?limit=0', undefined, 'limit'],
  ['GET', '/api/courses?mine=everything', undefined, 'mine'],
] as const)('%s %s with a fault says where', async (method, path, body, field) => {
  const { status, problem } = await inge!.try(method, path, body);
  expect([status, problem?.code, problem?.errors?.[0]?.path]).toEqual([400, 'invalid-input', field]);
});
