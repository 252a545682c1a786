import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Streams } from '../../backend/src/deciding/streams.ts';
import { people } from '../../backend/src/accounts/person.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { readLedger } from '../harness/ledger.ts';
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
    ['a password that is too long', { ...good, password: 'x'.repeat(201) }, 'password', 'maximum'],
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

describe('a request with an Idempotency-Key', () => {
  const keyed = (key: string) => ({ headers: { 'idempotency-key': key } });

  test('has one effect and one answer, however often it comes', async () => {
    const ann = await backend.api.person(`Ann ${++number}`);
    const path = `/api/people/${ann.personId}/roles`;
    const first = await admin.try('PUT', path, { roles: ['instructor'] }, keyed('once'));
    await admin.put(path, { roles: ['student'] });
    const again = await admin.try('PUT', path, { roles: ['instructor'] }, keyed('once'));
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(again.position).toBe(first.position);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await ann.get<{ roles: string[] }>('/api/me')).roles).toEqual(['student']);
  });

  test('repeats a refusal, too', async () => {
    const nobody = '019523a4-7b1c-7d5e-9f40-3c2a8e6b1d73';
    const refused = () => admin.try('PUT', `/api/people/${nobody}/roles`, { roles: [] }, keyed('refused'));
    expect(await refused()).toMatchObject({ status: 404, problem: { code: 'person-not-found' } });
    expect(await refused()).toMatchObject({ status: 404, problem: { code: 'person-not-found' } });
  });

  test('is refused with another body, and is another one for another person', async () => {
    const ann = await backend.api.person(`Ann ${++number}`, ['admin'], admin);
    const path = `/api/people/${ann.personId}/roles`;
    await admin.try('PUT', path, { roles: ['admin'] }, keyed('mine'));
    expect(await admin.try('PUT', path, { roles: [] }, keyed('mine'))).toMatchObject({
      status: 422,
      problem: { code: 'idempotency-key-reused' },
    });
    expect((await admin.try('PUT', `/api/people/${admin.personId}/roles`, { roles: ['admin'] }, keyed('mine'))).status).toBe(422);
    expect((await ann.try('PUT', path, { roles: ['admin', 'student'] }, keyed('mine'))).status).toBe(200);
  });

  test('of somebody who is not signed in is no hindrance to a stranger who chose the same', async () => {
    const [one, other] = [somebody(), somebody()];
    const answers = await Promise.all([one, other, one].map((person) => backend.api.try('POST', '/api/accounts', person, keyed('1'))));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(answers[0]!.body).toEqual(answers[2]!.body);
  });

  test('leaves nothing in the log that a password could be tried out on', async () => {
    const person = somebody();
    await backend.api.call('POST', '/api/accounts', person, keyed('secret'));
    const bare = createHash('sha256')
      .update(`POST /api/accounts\n${JSON.stringify(person)}`)
      .digest('hex');
    expect(JSON.stringify((await readLedger(house.eventStoreUrl)).map(({ data }) => data))).not.toContain(bare);
  });

  test('registers one person when it comes four times at once, at two backends', async () => {
    const other = await house.backend();
    const person = somebody();
    const answers = await Promise.all(
      [backend, other, backend, other].map(({ api }) =>
        api.try<{ personId: string }>('POST', '/api/accounts', person, keyed(`sign up ${number}`)),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.personId)).size).toBe(1);
    const stream = `person-${answers[0]!.body.personId}`;
    const facts = (await readLedger(house.eventStoreUrl)).filter((entry) => entry.stream === stream);
    expect(facts.map(({ type }) => type)).toEqual(['accounts.PersonRegistered.v2', 'accounts.PasswordSet.v1', 'accounts.RolesChanged.v1']);
    await other.close();
  });

  test('whose answer was lost with its process is acted on again and finds what it did', async () => {
    const ann = await backend.api.person(`Ann ${++number}`);
    const doomed = await house.backend();
    const path = `/api/people/${ann.personId}/roles`;
    const streams = doomed.app.get(Streams, { strict: false });
    const decide = streams.decide.bind(streams);
    const effect = Promise.withResolvers<void>();
    Object.assign(streams, {
      decide: async (...given: Parameters<typeof decide>) => {
        await decide(...given);
        effect.resolve();
        return new Promise(() => {});
      },
    });
    const hanging = new AbortController();
    void fetch(doomed.url + path, {
      method: 'PUT',
      body: JSON.stringify({ roles: ['instructor'] }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${admin.token}`, 'idempotency-key': 'lost' },
      signal: hanging.signal,
    }).catch(() => {});
    await effect.promise;
    hanging.abort();
    const before = (await backend.app.get(Streams, { strict: false }).look(people, ann.personId)).revision;
    const retried = await admin.try<{ roles: string[] }>('PUT', path, { roles: ['instructor'] }, keyed('lost'));
    expect(retried).toMatchObject({ status: 200, body: { roles: ['instructor'] } });
    expect(retried.headers.get('etag')).toBe(`"${before}"`);
    expect((await backend.app.get(Streams, { strict: false }).look(people, ann.personId)).revision).toBe(before);
    await doomed.close();
  });
});

describe('a read that sends Lyceum-Position back', () => {
  test('sees the write, and says how far it sees', async () => {
    const person = somebody();
    const { position } = await backend.api.call('POST', '/api/accounts', person);
    const seen = await admin.try<{ items: unknown[] }>('GET', `/api/people?search=${encodeURIComponent(person.email)}`, undefined, {
      headers: { 'lyceum-position': position! },
    });
    expect(seen.body.items).toHaveLength(1);
    expect(BigInt(seen.position!)).toBeGreaterThanOrEqual(BigInt(position!));
  });

  test('gives up after five seconds and says when to try again', async () => {
    const began = performance.now();
    const answer = await admin.try('GET', '/api/people', undefined, { headers: { 'lyceum-position': '9'.repeat(18) } });
    expect(answer).toMatchObject({ status: 503, problem: { code: 'not-yet' } });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(performance.now() - began).toBeGreaterThan(4500);
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
    expect(answer.headers.get('content-security-policy')).toBeNull();
    expect((await fetch(`${backend.url}/apiary`)).status).toBe(200);
  });

  test('and where that does not answer, people read why and programs get a problem', async () => {
    const alone = createServer().listen(0, '127.0.0.1');
    await once(alone, 'listening');
    const { port } = alone.address() as AddressInfo;
    alone.close();
    const lonely = await house.backendNow({ env: { DASHBOARD_URL: `http://127.0.0.1:${port}` } });
    const page = await fetch(lonely.url, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(503);
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

describe('while a store is away', () => {
  test('the document store: commands, sign-in and one’s own page go on, lists say so and come back', async () => {
    const own = await House.build({ apart: true });
    const { api } = await own.backend();
    const root = await api.signIn(ADMIN);
    const back = await own.withoutMongo();
    const person = somebody();
    const list = await root.try('GET', '/api/people');
    expect(list).toMatchObject({ status: 503, problem: { code: 'read-store-unavailable' } });
    expect(Number(list.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await api.try('POST', '/api/accounts', person)).status).toBe(201);
    const { email, password } = person;
    expect((await api.signIn({ email, password })).me.name).toBe(person.name);
    expect((await api.try('POST', '/api/sessions', { email, password: 'not the password' })).status).toBe(401);
    expect((await api.try('GET', '/api/health/live')).status).toBe(200);
    expect((await api.try('GET', '/api/health/ready')).status).toBe(503);
    await back();
    await until('lists are there again', async () => (await root.try('GET', `/api/people?search=${email}`)).status === 200);
    await until('it is ready again', async () => (await api.try('GET', '/api/health/ready')).status === 200);
    await own.close();
  });

  test('the event store: commands say so and come back, lists go on', async () => {
    const own = await House.build({ apart: true });
    const { api } = await own.backend();
    const root = await api.signIn(ADMIN);
    expect((await root.try('GET', '/api/people')).status).toBe(200);
    const back = await own.withoutEventStore();
    const person = somebody();
    const refused = await api.try('POST', '/api/accounts', person);
    expect(refused).toMatchObject({ status: 503, problem: { code: 'event-store-unavailable' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await root.try('GET', '/api/people')).status).toBe(200);
    await back();
    await until('commands are taken again', async () => [201, 409].includes((await api.try('POST', '/api/accounts', person)).status));
    await until('it is ready again', async () => (await api.try('GET', '/api/health/ready')).status === 200);
    await own.close();
  });
});
