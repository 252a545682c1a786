import type { ImageKept, ImportResult, QuizDetail } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { png } from '../harness/png.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let courseId: string;
let [inge, olaf, ann, ben]: Person[] = [];

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  const admin = await backend.api.signIn(ADMIN);
  inge = await backend.api.person('Inge', ['instructor'], admin);
  olaf = await backend.api.person('Olaf', ['instructor'], admin);
  ann = await backend.api.person('Ann');
  ben = await backend.api.person('Ben');
  courseId = await inge.createCourse({ title: 'Geometry' });
  await inge.publishCourse(courseId);
  await ann.enrol(courseId);
});
afterAll(() => house?.close());

const keep = (who: Person, file: Uint8Array, { course = courseId, type = 'image/png' } = {}) =>
  who.try<ImageKept>('POST', `/api/courses/${course}/images`, file, { headers: { 'content-type': type } });
const show = (who: Person | null, url: string) =>
  fetch(backend.url + url, who ? { headers: { authorization: `Bearer ${who.token}` } } : {});

describe('an image of a course', () => {
  test('is kept small, without what it said beside its picture, once for the same file', async () => {
    const file = png(2400, 1200, { comment: 'taken at home' });
    const { status, body, position } = await keep(inge!, file);
    expect([status, position]).toEqual([201, null]);
    expect(body).toEqual({ imageId: expect.any(String), url: `/api/images/${body.imageId}`, width: 1600, height: 800 });
    expect((await keep(inge!, file, { type: 'image/jpeg' })).body).toEqual(body);
    expect((await keep(inge!, png(10, 10))).body.imageId).not.toBe(body.imageId);

    const shown = await show(ann!, body.url);
    expect(shown.status).toBe(200);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    const bytes = Buffer.from(await shown.arrayBuffer());
    expect(bytes.subarray(8, 12).toString('latin1')).toBe('WEBP');
    expect(bytes.includes('taken at home')).toBe(false);
  });

  test('is the same on another backend', async () => {
    const { url } = (await keep(inge!, png(20, 10, { grey: 7 }))).body;
    const other = await house.backend();
    const [here, there] = await Promise.all(
      [backend, other].map(async (one) =>
        (await fetch(one.url + url, { headers: { authorization: `Bearer ${ann!.token}` } })).arrayBuffer(),
      ),
    );
    expect(Buffer.from(here!).equals(Buffer.from(there!))).toBe(true);
    await other.close();
  });

  test('is for its staff and its students', async () => {
    const { url } = (await keep(inge!, png(30, 30))).body;
    const statuses = await Promise.all([inge!, ann!, ben!, olaf!, null].map(async (who) => (await show(who, url)).status));
    expect(statuses).toEqual([200, 200, 404, 404, 401]);
    await ann!.delete(`/api/courses/${courseId}/enrolments/me`);
    expect((await show(ann!, url)).status).toBe(200);
  });

  test('is kept by its staff only, and in a course that is there', async () => {
    for (const who of [ann!, ben!, olaf!]) expect((await keep(who, png(5, 5))).problem?.code).toBe('not-allowed');
    expect((await keep(inge!, png(5, 5), { course: '0192aaaa-bbbb-7ccc-8ddd-eeeeffff0000' })).status).toBe(404);
    const draft = await inge!.createCourse({ title: 'Draft' });
    expect((await keep(olaf!, png(5, 5), { course: draft })).problem?.code).toBe('course-not-found');
  });
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
test.each([
  ['text', Buffer.from('no image at all'), 'image-unreadable'],
  ['an SVG', Buffer.from(svg), 'image-unreadable'],
  ['an SVG that says it is a PNG', Buffer.concat([png(1, 1).subarray(0, 8), Buffer.from(svg)]), 'image-unreadable'],
  ['half a file', png(600, 600, { rows: 20 }), 'image-unreadable'],
  ['a bomb', png(30_000, 30_000, { rows: 1 }), 'image-too-large'],
  ['more than 8 MiB', Buffer.alloc(9 * 1024 * 1024), 'too-large'],
])('%s is refused', async (_, file, code) => expect((await keep(inge!, file)).problem?.code).toBe(code));

test('a file of another kind is not understood, and none at all is missed', async () => {
  expect((await keep(inge!, png(5, 5), { type: 'application/pdf' })).status).toBe(415);
  expect((await inge!.try('POST', `/api/courses/${courseId}/images`)).status).toBe(400);
});

test('images of a Moodle file come in with their questions; one that is broken is told', async () => {
  const quizId = await inge!.createQuiz(courseId, { title: 'With pictures' });
  const image = (file: Buffer, name: string) => `<file name="${name}" encoding="base64">${file.toString('base64')}</file>`;
  const question = (file: Buffer) =>
    `<question type="essay"><questiontext format="html"><text><![CDATA[What? <img src="@@PLUGINFILE@@/a.png" alt="a box">]]></text>${image(file, 'a.png')}</questiontext></question>`;
  const file = `<quiz>\n${question(png(700, 700, { grey: 9 }))}\n${question(png(600, 600, { rows: 3 }))}\n</quiz>`;
  const address = `/api/quizzes/${quizId}/import?format=moodle-xml`;
  const result = await inge!.post<ImportResult>(address, file);
  expect(result).toMatchObject({ imported: 2, notes: [{ line: 3, reason: expect.stringMatching(/image is left out/) }] });
  const { questions } = await inge!.get<QuizDetail>(`/api/quizzes/${quizId}`);
  const [, url] = /src="(\/api\/images\/[\w-]+)"/.exec(questions[0]!.question.text as string)!;
  expect((await show(inge!, url!)).status).toBe(200);
  expect(questions[1]!.question.text).toBe('What? <img src="" alt="a box">');
});
