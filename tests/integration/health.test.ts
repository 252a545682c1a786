import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HealthItem, HealthName, HealthReport } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Samples } from '../../backend/src/operations/health/samples.ts';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

const folder = mkdtempSync(join(tmpdir(), 'lyceum-health-'));
let house: House;
let backend: Backend;
let admin: Person;

const report = () => admin.get<HealthReport>('/api/operations/health');
const itemOf = ({ items }: HealthReport, name: HealthName): HealthItem => items.find((item) => item.name === name)!;

beforeAll(async () => {
  house = await House.build({ apart: true });
  backend = await house.backend({ env: { LYCEUM_DATA_FOLDER: folder } });
  admin = await backend.api.signIn(ADMIN);
});
afterAll(async () => {
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every process, store and queue is told with its figures', async () => {
  await admin.post('/api/courses', { title: 'Measured', summary: '' });
  const samples = backend.app.get(Samples, { strict: false });
  await samples.take();
  await admin.post('/api/courses', { title: 'Measured again', summary: '' });
  await samples.take();
  const health = await until('all read models are there', async () => {
    const now = await report();
    return itemOf(now, 'projections').state === 'good' && now;
  });
  expect(itemOf(health, 'event-store')).toMatchObject({ state: 'good', figures: { version: expect.stringMatching(/^\d+\./) } });
  expect(itemOf(health, 'read-store').figures).toMatchObject({ version: expect.stringMatching(/^\d+\./), documents: expect.any(Number) });
  expect(itemOf(health, 'projections').figures).toMatchObject({
    memory: expect.any(Number),
    uptime: expect.any(Number),
    lagEvents: expect.any(Number),
  });
  expect(itemOf(health, 'disk').figures).toMatchObject({ free: expect.any(Number), events: 0 });
  // The house has neither pages nor media.
  expect([itemOf(health, 'dashboard').state, itemOf(health, 'media').state]).toEqual(['unknown', 'unknown']);
  expect(itemOf(health, 'mail').figures).toEqual({ waiting: 0, failed: 0, givenUp: 0 });
  const sample = health.samples.at(-1)!;
  expect(sample.appendMs).toBeGreaterThan(0);
  expect(sample.requests).toBeGreaterThan(0);
});

test('a store that is away is told, with what to do, by whoever still answers', async () => {
  const back = await house.withoutEventStore();
  const health = await until('it is told', async () => {
    const now = await report();
    return itemOf(now, 'event-store').state === 'bad' && now;
  });
  expect(health.state).toBe('bad');
  expect(itemOf(health, 'event-store').advice).toBe('event-store-away');
  expect(itemOf(health, 'read-store').state).toBe('good');
  await back();
  await until('it is well again', async () => itemOf(await report(), 'event-store').state === 'good', { seconds: 30 });
  const documentsBack = await house.withoutMongo();
  await until('it is told', async () => itemOf(await report(), 'read-store').advice === 'read-store-away');
  await documentsBack();
  await until('it is well again', async () => itemOf(await report(), 'read-store').state === 'good', { seconds: 30 });
});

test('it is for operators and admins', async () => {
  const student = await backend.api.person('Sam');
  expect((await student.try('GET', '/api/operations/health')).status).toBe(403);
});
