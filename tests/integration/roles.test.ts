import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { RoleBook } from '../../backend/src/accounts/role-book.ts';
import type { Person } from '../harness/client.ts';
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

describe('roles', () => {
  const roles = (person: Person) => person.get<{ roles: string[] }>('/api/me').then((me) => me.roles);

  test('count at once, for tokens that were given before, too', async () => {
    const ann = await backend.api.person(`Ann ${++number}`);
    expect((await ann.try('GET', '/api/people')).status).toBe(403);
    await admin.put(`/api/people/${ann.personId}/roles`, { roles: ['student', 'operator'] });
    expect(await roles(ann)).toEqual(['student', 'operator']);
    expect((await ann.try('GET', '/api/people')).status).toBe(200);
    expect((await backend.api.signIn(ann.credentials)).me.roles).toEqual(['student', 'operator']);
    await admin.put(`/api/people/${ann.personId}/roles`, { roles: [] });
    expect((await ann.try('GET', '/api/people')).status).toBe(403);
  });

  test('change only as they stood when If-Match names a revision', async () => {
    const ann = await backend.api.person(`Ann ${++number}`);
    const path = `/api/people/${ann.personId}/roles`;
    const first = await admin.try('PUT', path, { roles: ['instructor'] });
    expect(first.headers.get('etag')).toMatch(/^"\d+"$/);
    const expected = { headers: { 'if-match': first.headers.get('etag')! } };
    expect((await admin.try('PUT', path, { roles: ['student'] }, expected)).status).toBe(200);
    expect(await admin.try('PUT', path, { roles: [] }, expected)).toMatchObject({ status: 412, problem: { code: 'revision-conflict' } });
    expect((await admin.try('PUT', path, { roles: [] }, { headers: { 'if-match': 'yesterday' } })).problem?.errors?.[0]?.path).toBe(
      'if-match',
    );
  });

  test('of many at once, telling who is not known', async () => {
    const people = await Promise.all([1, 2, 3].map(() => backend.api.person(`Many ${++number}`)));
    const emails = [...people.map(({ credentials }) => credentials.email), 'nobody@academy.example'];
    const change = { emails, add: ['instructor'], remove: ['student'] };
    expect(await admin.post('/api/people/roles', change)).toEqual({ changed: 3, unknown: ['nobody@academy.example'] });
    expect(await admin.post('/api/people/roles', change)).toEqual({ changed: 0, unknown: ['nobody@academy.example'] });
    for (const person of people) expect(await roles(person)).toEqual(['instructor']);
  });

  test('the last admin stays one, also when two dismiss each other at once', async () => {
    const mine = `/api/people/${admin.personId}/roles`;
    expect(await admin.try('PUT', mine, { roles: ['student'] })).toMatchObject({ status: 409, problem: { code: 'last-admin' } });
    expect((await admin.try('POST', '/api/people/roles', { emails: [ADMIN.email], remove: ['admin'] })).problem?.code).toBe('last-admin');
    const second = await backend.api.person(`Second ${++number}`, ['admin'], admin);
    const [a, b] = await Promise.all([
      admin.try('PUT', `/api/people/${second.personId}/roles`, { roles: [] }),
      second.try('PUT', mine, { roles: [] }),
    ]);
    expect([a.status, b.status].filter((status) => status === 200)).toHaveLength(1);
    const left = a.status === 200 ? admin : second;
    expect(await roles(left)).toContain('admin');
    if (left === second) await second.put(mine, { roles: ['admin'] });
    expect(await roles(admin)).toContain('admin');
  });

  test('who becomes an admin while the role is being taken from them does not count as one', async () => {
    const ann = await backend.api.person(`Ann ${++number}`);
    const path = `/api/people/${ann.personId}/roles`;
    const book = backend.app.get(RoleBook);
    const find = book.find.bind(book);
    vi.spyOn(book, 'find').mockImplementationOnce(async (personId) => {
      const before = await find(personId);
      await admin.put(path, { roles: ['admin'] });
      return before;
    });
    await admin.put(path, { roles: ['student'] });
    expect(await roles(ann)).toEqual(['student']);
    expect((await admin.try('PUT', `/api/people/${admin.personId}/roles`, { roles: [] })).problem?.code).toBe('last-admin');
  });

  test('only an admin gives them', async () => {
    const ann = await backend.api.person(`Ann ${++number}`);
    expect((await ann.try('PUT', `/api/people/${ann.personId}/roles`, { roles: ['admin'] })).status).toBe(403);
    expect((await admin.try('PUT', '/api/people/019523a4-7b1c-7d5e-9f40-3c2a8e6b1d72/roles', { roles: ['admin'] })).problem?.code).toBe(
      'person-not-found',
    );
  });
});

describe('people', () => {
  test('are found by name, address and role, a page at a time', async () => {
    const group = `Group${++number}`;
    const [ann] = await Promise.all(['Ann', 'Bob', 'Cid'].map((name) => backend.api.person(`${name} ${group}`)));
    await admin.put(`/api/people/${ann!.personId}/roles`, { roles: ['instructor'] });
    const cid = await backend.api.person(`Dan ${group}`);
    admin.saw((await admin.try('PUT', `/api/people/${cid.personId}/roles`, { roles: ['student'] })).position);
    const find = (query: string) => admin.get<{ items: { name: string; roles: string[] }[]; next: string | null }>(`/api/people?${query}`);
    const first = await find(`search=${group}&limit=3`);
    expect(first.items.map(({ name }) => name)).toEqual([`Ann ${group}`, `Bob ${group}`, `Cid ${group}`]);
    const second = await find(`search=${group}&limit=3&cursor=${encodeURIComponent(first.next!)}`);
    expect(second).toMatchObject({ items: [{ name: `Dan ${group}` }], next: null });
    expect((await find(`search=${group}&role=instructor`)).items).toHaveLength(1);
    expect((await admin.try('GET', '/api/people?cursor=nonsense')).problem?.errors?.[0]?.path).toBe('cursor');
  });
});

test('several backends that start at once make one first admin', async () => {
  const empty = await House.build();
  const backends = await Promise.all([1, 2, 3].map(() => empty.backend()));
  const admins = await Promise.all(backends.map(({ api }) => api.signIn(ADMIN)));
  expect(new Set(admins.map(({ personId }) => personId)).size).toBe(1);
  expect(await admins[0]!.get('/api/people?role=admin')).toMatchObject({ items: [{ personId: admins[0]!.personId }] });
  await empty.close();
});
