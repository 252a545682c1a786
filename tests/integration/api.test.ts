import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let admin: Person;
let pages: Server;

/** Stands for the dashboard: answers with what it was asked. */
const dashboard = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }));
  });
});

beforeAll(async () => {
  house = await House.build();
  pages = dashboard.listen(0, '127.0.0.1');
  await once(pages, 'listening');
  const { port } = pages.address() as AddressInfo;
  backend = await house.backend({ env: { DASHBOARD_URL: `http://127.0.0.1:${port}` } });
  admin = await backend.api.signIn(ADMIN);
});
afterAll(async () => {
  await house?.close();
  pages?.close();
});

let number = 0;
const somebody = () => ({ email: `guest-${++number}@academy.example`, name: `Guest ${number}`, password: 'correct horse battery' });

describe('what is wrong with a request is said by field', () => {
  const good = { email: 'a@academy.example', name: 'A', password: 'long enough it is' };
  const cases: [what: string, body: unknown, path: string, rule: string][] = [
    ['no address', { ...good, email: undefined }, 'email', 'required'],
    ['an address that is none', { ...good, email: 'nobody' }, 'email', 'email'],
    ['a number for an address', { ...good, email: 7 }, 'email', 'type'],
    ['an address that is too long', { ...good, email: `${'a'.repeat(250)}@academy.example` }, 'email', 'maximum'],
    ['no name', { ...good, name: '  ' }, 'name', 'minimum'],
    ['a name that nobody sees', { ...good, name: '\u200b\u2060' }, 'name', 'rule'],
    ['a name that turns the page around', { ...good, name: 'Ann \u202enimda' }, 'name', 'rule'],
    ['a name of two lines', { ...good, name: 'Ann\nAdmin' }, 'name', 'rule'],
    ['half a character in a name', { ...good, name: 'Ann \ud83d' }, 'name', 'rule'],
    ['a name that is too long', { ...good, name: 'x'.repeat(201) }, 'name', 'maximum'],
    ['a password that is too short', { ...good, password: 'short' }, 'password', 'minimum'],
    ['a password that is long by its spaces alone', { ...good, password: `short${' '.repeat(20)}` }, 'password', 'rule'],
    ['a password that is too long', { ...good, password: 'x'.repeat(129) }, 'password', 'maximum'],
    ['a time zone that is none', { ...good, timeZone: 'Mars/Olympus' }, 'timeZone', 'rule'],
    ['a field that is not there', { ...good, role: 'admin' }, 'role', 'unknown'],
    ['a list', [], '', 'type'],
  ];
  test.each(cases)('signing up with %s', async (_what, body, path, rule) => {
    const answer = await backend.api.try('POST', '/api/accounts', body);
    expect(answer).toMatchObject({ status: 400, problem: { code: 'invalid-input' } });
    expect(answer.problem?.errors).toContainEqual({ path, rule, message: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(JSON.stringify(answer.body)).not.toContain('xxxxx');
  });

  test('in a query, a path and a list', async () => {
    const errors = async (method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown) =>
      (await admin.try(method, path, body)).problem?.errors;
    expect(await errors('GET', '/api/people?limit=0')).toMatchObject([{ path: 'limit', rule: 'minimum' }]);
    expect(await errors('GET', '/api/people?limit=many')).toMatchObject([{ path: 'limit', rule: 'type' }]);
    expect(await errors('GET', '/api/people?limit=1&limit=2')).toMatchObject([{ path: 'limit', rule: 'type' }]);
    expect(await errors('GET', '/api/people?search[$ne]=a&search=b')).toBeUndefined();
    expect(await errors('GET', '/api/people?role=king')).toMatchObject([{ path: 'role', rule: 'one-of' }]);
    expect(await errors('PUT', '/api/people/me/roles', { roles: [] })).toMatchObject([{ path: 'id', rule: 'uuid' }]);
    expect(await errors('PUT', `/api/people/${admin.personId}/roles`, { roles: ['student', 'king'] })).toMatchObject([
      { path: 'roles.1', rule: 'one-of' },
    ]);
    expect(await errors('POST', '/api/people/roles', { emails: [] })).toMatchObject([{ path: 'emails', rule: 'minimum' }]);
    expect(await errors('GET', '/api/courses/%ff')).toMatchObject([{ path: '', rule: 'encoding' }]);
  });

  test('in headers', async () => {
    const position = await admin.try('GET', '/api/people', undefined, { headers: { 'lyceum-position': 'soon' } });
    expect(position).toMatchObject({ status: 400, problem: { errors: [{ path: 'lyceum-position' }] } });
    expect((await admin.try('GET', '/api/people', undefined, { headers: { 'lyceum-position': '007' } })).status).toBe(400);
    const key = await backend.api.try('POST', '/api/accounts', somebody(), { headers: { 'idempotency-key': 'k'.repeat(201) } });
    expect(key).toMatchObject({ status: 400, problem: { errors: [{ path: 'idempotency-key' }] } });
  });
});

describe('every answer that is no success is a problem', () => {
  const raw = (body: string, type: string) =>
    fetch(`${backend.url}/api/accounts`, { method: 'POST', body, headers: { 'content-type': type } });
  const codeOf = async (response: Response) => {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = (await response.json()) as { status: number; code: string };
    expect(problem.status).toBe(response.status);
    return `${response.status} ${problem.code}`;
  };

  test('whatever the mistake', async () => {
    expect(await codeOf(await raw('{"email":', 'application/json'))).toBe('400 invalid-input');
    expect(await codeOf(await raw('"text"', 'application/json'))).toBe('400 invalid-input');
    expect(await codeOf(await raw('', 'application/json'))).toBe('400 invalid-input');
    expect(await codeOf(await raw('email=a', 'application/x-www-form-urlencoded'))).toBe('415 unsupported-media-type');
    expect(await codeOf(await raw('{}', 'text/plain'))).toBe('415 unsupported-media-type');
    expect(await codeOf(await raw(JSON.stringify({ name: 'x'.repeat(110_000) }), 'application/json'))).toBe('413 too-large');
    expect(await codeOf(await raw('['.repeat(50_000) + ']'.repeat(50_000), 'application/json'))).toBe('400 invalid-input');
    expect(await codeOf(await raw('{"__proto__":{"admin":true}}', 'application/json'))).toBe('400 invalid-input');
    expect(await codeOf(await fetch(`${backend.url}/api/nothing/here`))).toBe('404 not-found');
    expect(await codeOf(await fetch(`${backend.url}/api/%E0%A4%A`))).toBe('400 invalid-input');
    expect(await codeOf(await fetch(`${backend.url}/api/people/%E0%A4%A/roles`, { method: 'PUT' }))).toBe('400 invalid-input');
    expect(await codeOf(await fetch(`${backend.url}/api/me`))).toBe('401 not-signed-in');
    expect(await codeOf(await fetch(`${backend.url}/api/me`, { headers: { authorization: 'Bearer nonsense' } }))).toBe('401 not-signed-in');
    expect(await codeOf(await fetch(`${backend.url}/api/me`, { headers: { authorization: 'Basic YTpi' } }))).toBe('401 not-signed-in');
  });

  test('a token that was signed by somebody else, or says it needs no signature, is none', async () => {
    const [, payload] = admin.token.split('.');
    const header = (alg: string) => Buffer.from(JSON.stringify({ alg })).toString('base64url');
    for (const token of [`${header('none')}.${payload}.`, `${header('HS256')}.${payload}.${'A'.repeat(43)}`]) {
      expect((await backend.api.try('GET', '/api/me', undefined, { token })).status).toBe(401);
    }
  });

  test('answers carry an id of the request and are not to be kept, framed or guessed', async () => {
    const { headers } = await fetch(`${backend.url}/api/health/live`);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('what is not the API goes to the dashboard', () => {
  test('as it is, with where it came from, and not with what a stranger says', async () => {
    const answer = await fetch(`${backend.url}/courses/7?x=1`, {
      method: 'POST',
      body: 'a=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: 'lyceum-access=x' },
    });
    const echo = (await answer.json()) as { method: string; url: string; body: string; headers: Record<string, string> };
    expect(echo).toMatchObject({ method: 'POST', url: '/courses/7?x=1', body: 'a=b' });
    expect(echo.headers).toMatchObject({
      cookie: 'lyceum-access=x',
      host: new URL(backend.url).host,
      'x-forwarded-host': new URL(backend.url).host,
    });
    expect(echo.headers['x-forwarded-for']).toContain('127.0.0.1');
    // The policy of a page is its own; what holds for all answers is said by the edge, also of files that the dashboard says nothing about.
    expect(answer.headers.get('content-security-policy')).toBeNull();
    for (const name of ['x-content-type-options', 'referrer-policy', 'x-frame-options', 'cross-origin-resource-policy'])
      expect([name, answer.headers.get(name)]).toEqual([name, expect.any(String)]);
    expect(answer.headers.get('strict-transport-security')).toBeNull();
    expect((await fetch(`${backend.url}/apiary`)).status).toBe(200);
  });

  test('and where that does not answer, people read why and programs get a problem', async () => {
    const alone = createServer().listen(0, '127.0.0.1');
    await once(alone, 'listening');
    const { port } = alone.address() as AddressInfo;
    alone.close();
    const lonely = await house.backendNow({
      env: { DASHBOARD_URL: `http://127.0.0.1:${port}`, LYCEUM_PUBLIC_URL: 'https://academy.example' },
    });
    const page = await fetch(lonely.url, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(503);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'unsafe-hashes' 'sha256-\S{44}';/);
    expect(page.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}; includeSubDomains/);
    expect(await page.text()).toContain('<h1>');
    expect(((await (await fetch(lonely.url)).json()) as { code: string }).code).toBe('dashboard-unavailable');
    const ready = await lonely.api.try<{ checks: Record<string, { ok: boolean }> }>('GET', '/api/health/ready');
    expect(ready).toMatchObject({
      status: 503,
      body: { status: 'not-ready', checks: { dashboard: { ok: false }, eventStore: { ok: true } } },
    });
    await lonely.close();
  });

  test('an upgrade that nobody takes is closed', async () => {
    const { port } = new URL(backend.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('GET /api/me HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await new Promise((resolve) => socket.once('close', resolve).resume());
  });
});
