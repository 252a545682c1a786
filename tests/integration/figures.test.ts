import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { ROOT } from '../harness/product.ts';
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

test('figures are for operators, and for whoever is on the machine', async () => {
  expect(await (await fetch(`${backend.url}/metrics`)).text()).toContain('process_cpu_user_seconds_total');
  const afar = { 'x-forwarded-for': '203.0.113.9' };
  expect((await fetch(`${backend.url}/metrics`, { headers: afar })).status).toBe(401);
  expect((await fetch(`${backend.url}/metrics`, { headers: { ...afar, authorization: `Bearer ${admin.token}` } })).status).toBe(200);
});

test('figures tell of requests, commands, read models and connections, by routes and kinds and never by ids', async () => {
  await admin.try('GET', '/api/people/me');
  const { courseId } = await admin.post<{ courseId: string }>('/api/courses', { title: 'Measured', summary: '' });
  await admin.try('POST', `/api/courses/${courseId}/lessons`, {});
  const text = await (await fetch(`${backend.url}/metrics`)).text();
  expect(text).toMatch(/lyceum_http_request_seconds_count\{method="POST",route="\/api\/courses",status="201"\} [1-9]/);
  expect(text).toMatch(/lyceum_http_request_seconds_count\{method="POST",route="\/api\/courses\/:id\/lessons",status="400"\} [1-9]/);
  expect(text).toMatch(/lyceum_commands_total\{stream="course",outcome="recorded",code=""\} [1-9]/);
  expect(text).toMatch(/lyceum_append_seconds_count [1-9]/);
  expect(text).toMatch(/lyceum_projection_lag_events\{model="courses"\} \d/);
  expect(text).toMatch(/lyceum_projection_state\{model="courses",state="running"\} 1/);
  expect(text).toMatch(/lyceum_sockets\{namespace="\/webinars"\} 0/);
  expect(text).not.toContain(courseId);
  // What alerts and charts ask for is there.
  const asked = ['alerts.yml', 'lyceum.dashboard.json'].flatMap((name) =>
    [...readFileSync(join(ROOT, 'docker/observability', name), 'utf8').matchAll(/\b(?:lyceum|process|nodejs)_\w+/g)].map(([metric]) =>
      metric.replace(/_(?:bucket|count|sum)$/, ''),
    ),
  );
  const told = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, metric]) => metric));
  expect([...new Set(asked)].filter((metric) => !told.has(metric))).toEqual([]);
});

test('a collector on another machine brings the token of the settings', async () => {
  const guarded = await house.backend({ env: { LYCEUM_METRICS_TOKEN: 'collector-0123456789' } });
  const status = async (token: string) =>
    (await fetch(`${guarded.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9', authorization: `Bearer ${token}` } })).status;
  expect([await status('collector-0123456789'), await status('collector-012345678'), await status('')]).toEqual([200, 401, 401]);
  await guarded.close();
});
