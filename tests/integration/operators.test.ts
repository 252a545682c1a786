import { newId, type Order, type Parked, type ParkedDetail, type ParkedLeft, type ProjectionStatus, type Rebuild } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { CommandLine } from '../harness/command-line.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let admin: Person;
let operator: Person;

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  operator = await backend.api.person('Olga', ['operator'], admin);
  await until('all have caught up', async () => (await operator.projections()).every(({ lagEvents }) => lagEvents === 0));
});
afterAll(() => house?.close());

const PROJECTIONS = '/api/operations/projections';
const ordersOf = async (name: string) => (await operator.get<{ items: Order[] }>(`/api/operations/orders?name=${name}`)).items;
const rebuilt = (name: string, rebuildId: string, phase: RegExp) =>
  until(
    `the rebuild of ${name} is in ${phase}`,
    async () => {
      const state = await operator.get<Rebuild>(`${PROJECTIONS}/${name}/rebuilds/${rebuildId}`);
      return phase.test(state.phase) && state;
    },
    { seconds: 40 },
  );

describe('orders', () => {
  test('are for operators; admins look, and nobody else', async () => {
    const student = await backend.api.person('Sam');
    for (const path of [
      PROJECTIONS,
      `${PROJECTIONS}/people`,
      `${PROJECTIONS}/people/rebuilds`,
      '/api/operations/parked',
      '/api/operations/orders',
    ]) {
      expect([path, (await student.try('GET', path)).status]).toEqual([path, 403]);
      expect([path, (await admin.try('GET', path)).status]).toEqual([path, 200]);
    }
    expect((await admin.try('POST', `${PROJECTIONS}/people/rebuilds`, {})).status).toBe(403);
    expect((await admin.try('PUT', `${PROJECTIONS}/people/state`, { state: 'paused' })).status).toBe(403);
    expect((await admin.try('POST', '/api/operations/parked/retry', {})).status).toBe(403);
  });

  test('are refused where they name nothing, or say what cannot be', async () => {
    const codeOf = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => {
      const { status, problem } = await operator.try(method, path, body);
      return [status, problem?.code];
    };
    expect(await codeOf('PUT', `${PROJECTIONS}/nonsense/state`, { state: 'paused' })).toEqual([404, 'projection-not-found']);
    expect(await codeOf('POST', `${PROJECTIONS}/nonsense/rebuilds`, {})).toEqual([404, 'projection-not-found']);
    expect(await codeOf('GET', `${PROJECTIONS}/people/rebuilds/${newId()}`)).toEqual([404, 'rebuild-not-found']);
    expect(await codeOf('POST', `${PROJECTIONS}/people/rebuilds/${newId()}/swap`)).toEqual([404, 'rebuild-not-found']);
    expect(await codeOf('POST', `${PROJECTIONS}/people/rebuilds`, { from: '1', key: 'a' })).toEqual([400, 'invalid-input']);
    expect(await codeOf('POST', `${PROJECTIONS}/people/rebuilds`, { from: 'yesterday' })).toEqual([400, 'invalid-input']);
    expect(await codeOf('PUT', `${PROJECTIONS}/people/state`, { state: 'failed' })).toEqual([400, 'invalid-input']);
    expect(await codeOf('GET', '/api/operations/parked/bm9uZQ')).toEqual([404, 'parked-not-found']);
    expect(await codeOf('POST', '/api/operations/parked/bm9uZQ/skip', { reason: '' })).toEqual([400, 'invalid-input']);
  });
});

test('a read model is rebuilt, swapped and taken back, and each order stands in the list with who gave it', async () => {
  const key = { headers: { 'idempotency-key': 'rebuild the people' } };
  const { body } = await operator.try<{ rebuildId: string }>('POST', `${PROJECTIONS}/people/rebuilds`, {}, key);
  const again = await operator.try<{ rebuildId: string }>('POST', `${PROJECTIONS}/people/rebuilds`, {}, key);
  expect([again.status, again.body]).toEqual([201, body]);
  const { rebuildId } = body;
  const path = `${PROJECTIONS}/people/rebuilds/${rebuildId}`;
  expect(await rebuilt('people', rebuildId, /compared/)).toMatchObject({
    step: null,
    difference: { added: 0, removed: 0, changed: 0, samples: [] },
  });
  expect((await operator.try('POST', `${PROJECTIONS}/people/rebuilds`, {})).problem?.code).toBe('rebuild-under-way');
  // While it waits for its swap the live rows may stand still and go on as ever.
  for (const state of ['paused', 'running'] as const)
    expect((await operator.try('PUT', `${PROJECTIONS}/people/state`, { state })).status).toBe(200);
  expect((await operator.try('POST', `${path}/rollback`)).problem?.code).toBe('rebuild-not-swapped');
  await operator.post(`${path}/swap`);
  expect(await rebuilt('people', rebuildId, /swapped/)).toMatchObject({ former: true });
  expect((await operator.try('POST', `${path}/cancellation`)).problem?.code).toBe('rebuild-over');
  await operator.post(`${path}/rollback`);
  await rebuilt('people', rebuildId, /rolled-back/);
  expect((await ordersOf('people')).map(({ kind, by }) => [kind, by.name])).toEqual([
    ['rollback', 'Olga'],
    ['swap', 'Olga'],
    ['resume', 'Olga'],
    ['pause', 'Olga'],
    ['rebuild', 'Olga'],
  ]);
  expect((await operator.get<{ items: Rebuild[] }>(`${PROJECTIONS}/people/rebuilds`)).items).toMatchObject([
    { rebuildId, phase: 'rolled-back' },
  ]);
  expect((await operator.get<{ items: Rebuild[] }>('/api/operations/rebuilds')).items).toMatchObject([
    { name: 'people', rebuildId, phase: 'rolled-back', former: false },
  ]);
});

test('a paused read model lets those who have just written know that it does not show it; resumed it does', async () => {
  expect(await operator.put<ProjectionStatus>(`${PROJECTIONS}/courses/state`, { state: 'paused' })).toMatchObject({ state: 'paused' });
  const teacher = await backend.api.person('Tea', ['instructor'], admin);
  const courseId = await teacher.createCourse({ title: 'Unseen' });
  expect((await teacher.try('GET', `/api/courses/${courseId}`)).status).toBe(503);
  expect(await operator.put<ProjectionStatus>(`${PROJECTIONS}/courses/state`, { state: 'running' })).toMatchObject({
    state: 'running',
    lagEvents: 0,
  });
  expect(await teacher.course(courseId)).toMatchObject({ title: 'Unseen' });
});

/** Events of an attempt that nobody started, past the product. */
async function poison(): Promise<string> {
  const attemptId = newId();
  const data = { attemptId, quizId: newId(), courseId: newId(), studentId: operator.personId, by: 'student' as const, answers: {} };
  await house.append(`attempt-${attemptId}`, { type: 'quizzes.AttemptSubmitted.v1', data }, { type: 'quizzes.AttemptSubmitted.v1', data });
  await until('both are parked', async () => (await parkedOf(attemptId)).length === 2);
  return attemptId;
}
const parkedOf = async (key: string) =>
  (await operator.get<{ items: Parked[] }>('/api/operations/parked?name=attempts')).items.filter((parked) => parked.key === key);

test('what is parked is shown with its event, tried again, and left out with a reason', async () => {
  const attemptId = await poison();
  const [first, second] = await parkedOf(attemptId);
  expect([first?.first, second?.first]).toEqual([true, false]);
  const detail = await operator.get<ParkedDetail>(`/api/operations/parked/${first?.parkedId}`);
  expect(detail).toMatchObject({ behind: 1, row: null, event: { data: { attemptId } }, stream: `attempt-${attemptId}`, revision: 0 });
  expect(await operator.post<ParkedLeft>(`/api/operations/parked/${first?.parkedId}/retry`)).toEqual({ done: true, parked: 2 });
  expect(await operator.post<ParkedLeft>('/api/operations/parked/retry', { name: 'attempts' })).toMatchObject({ done: true });
  const reason = { reason: 'Nobody started it' };
  expect(await operator.post<ParkedLeft>(`/api/operations/parked/${first?.parkedId}/skip`, reason)).toEqual({ done: true, parked: 1 });
  expect(await operator.post<ParkedLeft>(`/api/operations/parked/${second?.parkedId}/skip`, reason)).toEqual({ done: true, parked: 0 });
  expect((await ordersOf('attempts'))[0]).toMatchObject({ kind: 'skip', key: attemptId, ...reason, fact: { revision: 1 } });
});

const lyceum = (...args: readonly string[]) => new CommandLine(backend.url, operator.token).run(...args);

describe('the command line', () => {
  test('does the same, as text and as JSON', async () => {
    const list = await lyceum('projections', 'list', '--json');
    expect([list.code, (JSON.parse(list.out) as ProjectionStatus[]).length]).toEqual([0, (await operator.projections()).length]);
    const rebuild = await lyceum('projections', 'rebuild', 'enrolments');
    expect([rebuild.code, rebuild.out]).toMatchObject([
      0,
      expect.stringMatching(/^enrolments: compared .*\n0 added, 0 removed, 0 changed/),
    ]);
    expect((await lyceum('projections', 'diff', 'enrolments')).code).toBe(0);
    expect((await lyceum('projections', 'swap', 'enrolments')).out).toMatch(/^enrolments: swapped/);
    const back = await lyceum('projections', 'rollback', 'enrolments', '--json');
    expect([back.code, JSON.parse(back.out)]).toMatchObject([0, { phase: 'rolled-back' }]);
    expect((await lyceum('orders', 'list', '--projection', 'enrolments')).out).toMatch(/Olga +enrolments +rollback/);
    const attemptId = await poison();
    expect((await lyceum('projections', 'parked', 'attempts')).out).toContain(attemptId);
    expect((await lyceum('parked', 'retry', '--all')).code).toBe(1);
    for (const { parkedId } of await parkedOf(attemptId)) await lyceum('parked', 'skip', parkedId, '--reason', 'a test');
    expect((await lyceum('parked', 'list', '--projection', 'attempts')).out).toBe('Nothing is parked\n');
  });

  test('says in one line what is wrong, and ends accordingly', async () => {
    expect(await lyceum('projections', 'rebuild', 'nonsense')).toMatchObject({
      code: 1,
      err: 'There is no such projection. (projection-not-found).\n',
    });
    expect(await lyceum('projections', 'fly')).toMatchObject({ code: 2, err: expect.stringMatching(/^"projections fly" is no command/) });
    expect(await lyceum('projections', 'pause')).toMatchObject({ code: 2 });
    expect(await lyceum('parked', 'skip', 'x')).toMatchObject({ code: 2, err: expect.stringMatching(/^A reason is missing/) });
  });
});
