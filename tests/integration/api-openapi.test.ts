import { REFUSALS } from '@lyceum/contracts';
import type { Express } from 'express';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiAdapter } from '../../backend/src/api/adapter.ts';
import type { Method, Person } from '../harness/client.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

interface Schema {
  readonly $ref?: string;
}
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content: Record<string, { schema?: Schema }> };
  readonly responses: Record<string, { readonly description: string; readonly content?: Record<string, { schema?: Schema }> }>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object>; readonly securitySchemes: Record<string, object> };
}
interface Route {
  readonly method: Method;
  readonly path: string;
  readonly operation: Operation;
}

let house: House;
let backend: Backend;
let admin: Person;
let student: Person;
let document: Document;
let routes: Route[];

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  student = await backend.api.person('Sam Student');
  document = (await backend.api.call<Document>('GET', '/api/openapi.json')).body;
  routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase() as Method, path, operation })),
  );
});
afterAll(() => house?.close());

/** The routes as express has them, which is what is really there. */
function realRoutes(): string[] {
  const { table } = backend.app.getHttpAdapter() as unknown as ApiAdapter;
  const routers = [(backend.app.getHttpAdapter().getInstance() as Express).router, ...table.shelves.values()];
  const stack = routers.flatMap((router) => router.stack as { route?: { path: string; methods: Record<string, boolean> } }[]);
  return stack.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`) : [],
  );
}

const PROBLEM = JSON.stringify({ 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } });

/** What the document leaves open about a route. */
function gaps({ path, operation }: Route): string[] {
  const { responses, requestBody, parameters = [], security, summary } = operation;
  const statuses = Object.keys(responses);
  const [success, ...others] = statuses.filter((status) => status.startsWith('2'));
  const problems = statuses.filter(
    (status) => status === 'default' || (Number(status) >= 400 && !(path === '/api/health/ready' && status === '503')),
  );
  const expected = [...(security ? ['401', '403'] : []), ...(requestBody ? ['400', '413', '415'] : [])];
  const described = (name: string) =>
    parameters.some((parameter) => parameter.in === 'path' && parameter.name === name && parameter.schema);
  const found: [boolean, string][] = [
    [!summary, 'no summary'],
    // What is still to be decided is accepted (202) where else something is created.
    [success === undefined || others.some((status) => status !== '202'), 'not one success'],
    [success !== '204' && !Object.values(responses[success ?? '']?.content ?? {}).some(({ schema }) => schema), 'success without a schema'],
    [problems.some((status) => JSON.stringify(responses[status]!.content) !== PROBLEM), 'a refusal that is no problem'],
    [Object.values(requestBody?.content ?? {}).some(({ schema }) => !schema), 'a body without a schema'],
    [[...path.matchAll(/\{(\w+)\}/g)].some(([, name]) => !described(name!)), 'a path parameter without a schema'],
    [expected.some((status) => !statuses.includes(status)), `one of ${expected.join()} is missing`],
  ];
  return found.filter(([is]) => is).map(([, gap]) => gap);
}

describe('the OpenAPI document', () => {
  test('has every route, and no other', () => {
    const described = routes.map(({ method, path }) => `${method} ${path}`);
    const real = realRoutes().filter((route) => route.startsWith('GET /api') || / \/api\//.test(route));
    expect(described.toSorted()).toEqual(real.toSorted());
    expect(described.length).toBeGreaterThan(25);
  });

  test('says for each what it is for, what it takes and what it answers, success and problems alike', () => {
    expect(routes.flatMap((route) => gaps(route).map((gap) => `${route.method} ${route.path}: ${gap}`))).toEqual([]);
  });

  test('refers to nothing that is not there', () => {
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(document.components.schemas).toHaveProperty([name!]);
    }
    for (const { operation } of routes) {
      for (const scheme of (operation.security ?? []).flatMap((one) => Object.keys(one))) {
        expect(document.components.securitySchemes).toHaveProperty([scheme]);
      }
    }
    expect(document.openapi).toMatch(/^3\./);
  });

  test('says what a body is made of', () => {
    const edit = document.paths['/api/courses/{id}']?.['patch']?.requestBody?.content['application/json']?.schema;
    expect(edit).toEqual({ $ref: '#/components/schemas/EditCourseRequest' });
    expect(document.components.schemas['SignUpRequest']).toMatchObject({
      type: 'object',
      required: ['email', 'name', 'password'],
      properties: { password: { minLength: 12, maxLength: 128 } },
    });
  });

  test('closes every route but those that are for everybody', () => {
    const open = routes.filter(({ operation }) => !operation.security).map(({ method, path }) => `${method} ${path}`);
    expect(open.toSorted()).toEqual([
      'DELETE /api/sessions/current',
      'GET /api/calendars/{token}.ics',
      'GET /api/courses',
      'GET /api/courses/{id}',
      'GET /api/health/live',
      'GET /api/health/ready',
      'GET /api/images/{id}',
      'GET /api/instructors',
      'GET /api/instructors/{id}',
      'GET /api/instructors/{id}/reviews',
      'GET /api/instructors/{id}/slots',
      'GET /api/instructors/{id}/slots/explanation',
      'GET /api/xapi/about',
      'POST /api/accounts',
      'POST /api/payments/news',
      'POST /api/sessions',
      'POST /api/sessions/refresh',
    ]);
  });
});

test('no closed route answers without a token, and says nothing about what is there', async () => {
  for (const { method, path, operation } of routes.filter((route) => route.operation.security)) {
    const address = path.replaceAll(/\{\w+\}/g, '019523a4-7b1c-7d5e-9f40-3c2a8e6b1d74');
    const takes = Object.keys(operation.requestBody?.content ?? {});
    const body = takes.length === 0 ? undefined : takes.includes('application/json') ? {} : 'a file';
    const type = takes.includes('application/json') ? 'application/json' : (takes[0] ?? 'text/plain');
    const { status, problem } = await backend.api.try(method, address, body, { headers: { 'content-type': type } });
    expect([method, path, status, problem?.code]).toEqual([method, path, 401, 'not-signed-in']);
  }
});

const rubbish = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(
    fc.constantFrom(
      'email',
      'name',
      'password',
      'title',
      'summary',
      'seats',
      'roles',
      'answers',
      'answer',
      'type',
      'choices',
      '__proto__',
      'constructor',
    ),
    fc.jsonValue({ maxDepth: 2 }),
  ),
);
const piece = fc.oneof(
  fc.constantFrom('019523a4-7b1c-7d5e-9f40-3c2a8e6b1d75', '0', '-1', 'null', '%00', '%2e%2e', '%E0%A4%A', '💥', "'; drop", 'x'.repeat(500)),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const header = fc.constantFrom<Record<string, string>>(
  {},
  { 'if-match': '"0"' },
  { 'if-match': 'W/"x"' },
  { 'lyceum-position': '-5' },
  { 'idempotency-key': 'again and again' },
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-7' },
  { 'content-encoding': 'gzip' },
);

const encoded = (text: string) => (/^%|^💥/.test(text) ? text : encodeURIComponent(text));

/** Sends rubbish to a route; gives what is wrong about the answer, or null. */
async function strain({ method, path }: Route, pieces: readonly string[], body: unknown, headers: Record<string, string>, who: Person) {
  const [, format = '', limit = '', cursor = ''] = pieces;
  const rest = [...pieces];
  const address = path.replaceAll(/\{\w+\}/g, () => encoded(rest.shift() ?? '') || '_');
  const query = `?limit=${encoded(limit)}&cursor=${encoded(cursor)}&format=${encoded(format)}`;
  const answer = await backend.api.try(method, address + query, method === 'GET' ? undefined : body, { token: who.token, headers });
  const good = answer.status < 400 || (answer.status < 500 && (answer.problem?.code ?? '') in REFUSALS);
  return good
    ? null
    : `${method} ${address}${query} ${JSON.stringify({ headers, body })} → ${answer.status} ${JSON.stringify(answer.body)}`;
}

test('whatever is sent, no route ends in a mistake of ours', { timeout: 120_000 }, async () => {
  // Nobody is signed out, and nothing is waited for that never ends.
  const left = ['/api/sessions/current', '/api/health/ready', '/api/operations/events/tail'];
  const strained = routes.filter(({ path }) => !left.includes(path));
  for (const route of strained) {
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 4, maxLength: 4 }),
        rubbish,
        header,
        fc.boolean(),
        async (pieces, body, headers, asAdmin) => {
          expect(await strain(route, pieces, body, headers, asAdmin ? admin : student)).toBeNull();
        },
      ),
      { numRuns: 25, seed: 7, endOnFailure: true },
    );
  }
});
