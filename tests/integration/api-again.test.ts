import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { people } from '../../backend/src/accounts/person.ts';
import { Streams } from '../../backend/src/deciding/streams.ts';
import type { Person } from '../harness/client.ts';
import { readLedger } from '../harness/ledger.ts';
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

let number = 0;
const somebody = () => ({ email: `guest-${++number}@academy.example`, name: `Guest ${number}`, password: 'correct horse battery' });

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
