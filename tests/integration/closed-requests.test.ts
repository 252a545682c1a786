/** Requests say what they may and nothing more: by the OpenAPI document for HTTP, by their schemas for the sockets. */
import { AttendRequest, EnterRequest, JoinRequest, LeaveRequest, ROOM_REQUESTS, TypingRequest } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Person } from '../harness/client.ts';
import type { Schema as Sampled } from '../harness/sample.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

type Schema = Sampled & { readonly additionalProperties?: boolean | Schema };
interface Document {
  readonly paths: Record<
    string,
    Record<string, { readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> } }>
  >;
  readonly components: { readonly schemas: Record<string, Schema> };
}

let house: House;
let backend: Backend;
let admin: Person;
let student: Person;

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  student = await backend.api.person('Sam');
});
afterAll(() => house?.close());

/** What browsers and the media process say to one another (RFC 8829) grows with them: it is handed on, and nothing of it is kept. */
const OF_BROWSERS = /^(?:open-transport\.rtpCapabilities|connect-transport\.dtlsParameters|produce\.rtpParameters)(?:\.|$)/;
/** An agent that says it is one fits two schemas at once, of which the other is closed. */
const CLOSED_BY_THE_OTHER = /^Statement\.object(?:\.object)?$/;

/** The objects within a schema that take fields that they do not name. */
function openIn(schema: Schema, at: string, schemas: Readonly<Record<string, Schema>>, seen: ReadonlySet<string> = new Set()): string[] {
  const within = (inner: Schema, name: string) => openIn(inner, name, schemas, seen);
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1)!;
    return seen.has(name) ? [] : openIn(schemas[name]!, name, schemas, new Set([...seen, name]));
  }
  const either = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const fields = Object.entries(schema.properties ?? {});
  return [
    ...(fields.length > 0 && schema.additionalProperties !== false ? [at] : []),
    ...either.flatMap((one) => within(one, at)),
    ...fields.flatMap(([name, field]) => within(field, `${at}.${name}`)),
    ...(schema.items ? within(schema.items, `${at}[]`) : []),
    ...(typeof schema.additionalProperties === 'object' ? within(schema.additionalProperties, `${at}.*`) : []),
  ];
}

test('no body takes a field that its schema does not name', async () => {
  const document = (await backend.api.call<Document>('GET', '/api/openapi.json')).body;
  const bodies = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { requestBody }]) =>
      Object.values(requestBody?.content ?? {}).map(({ schema }) => ({ name: `${method} ${path}`, schema })),
    ),
  );
  expect(
    bodies.flatMap(({ name, schema }) => openIn(schema, name, document.components.schemas)).filter((at) => !CLOSED_BY_THE_OTHER.test(at)),
  ).toEqual([]);
  expect(bodies.length).toBeGreaterThan(80);
});

test('nor does a message of the sockets', () => {
  const messages = { ...ROOM_REQUESTS, AttendRequest, EnterRequest, JoinRequest, LeaveRequest, TypingRequest };
  const open = Object.entries(messages).flatMap(([name, message]) => {
    const schema = z.toJSONSchema(message, { io: 'input', reused: 'inline' }) as Schema & { readonly $defs?: Record<string, Schema> };
    return openIn(schema, name, schema.$defs ?? {});
  });
  expect(open.filter((at) => !OF_BROWSERS.test(at))).toEqual([]);
});

test('who signs up gives themselves no role, and who makes a course no other instructor', async () => {
  const person = { email: 'mallory@academy.example', name: 'Mallory', password: 'Pass-of-Mallory-77' };
  const roles = await backend.api.try('POST', '/api/accounts', { ...person, roles: ['admin'] });
  expect(roles.problem).toMatchObject({ code: 'invalid-input', errors: [{ path: 'roles', rule: 'unknown' }] });
  const course = await admin.try('POST', '/api/courses', { title: 'A', summary: '', instructorId: student.personId });
  expect(course.problem).toMatchObject({ code: 'invalid-input', errors: [{ path: 'instructorId', rule: 'unknown' }] });
});

test.each([
  '{"__proto__":{"polluted":1},"title":"A","summary":""}',
  '{"constructor":{"prototype":{"polluted":1}},"title":"A","summary":""}',
  '{"title":"A","summary":"","__proto__":null}',
])('%s changes nothing but is refused', async (body) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await admin.try('POST', '/api/courses', body, { headers });
  expect(answer.problem?.code).toBe('invalid-input');
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('the names of what an answer pairs are names, whatever they are', async () => {
  const courseId = await admin.createCourse({ title: 'Pairs' });
  const quizId = await admin.createQuiz(courseId, { title: 'Pairs' });
  await admin.post(`/api/quizzes/${quizId}/questions`, {
    type: 'matching',
    text: 'Which?',
    pairs: [
      { stem: 'a', option: '1' },
      { stem: 'b', option: '2' },
    ],
  });
  await admin.publishCourse(courseId);
  await admin.post(`/api/quizzes/${quizId}/publication`);
  await student.enrol(courseId);
  const { attemptId } = await student.startAttempt(quizId);
  const headers = { 'content-type': 'application/json' };
  for (const name of ['__proto__', 'constructor', 'toString', '$where', 'a.b'])
    await student.try('PUT', `/api/attempts/${attemptId}/answers/1`, `{"answer":{"pairs":{"${name}":"polluted"}}}`, { headers });
  const submitted = await student.try<{ score: number }>('POST', `/api/attempts/${attemptId}/submission`, {});
  expect(submitted).toMatchObject({ status: 200, body: { score: 0 } });
  expect(['polluted' in {}, String(({} as { a?: unknown }).a)]).toEqual([false, 'undefined']);
});
