/** An import of a history, and an export and an import of events, are killed in the middle and go on. */
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportProgress, Overview } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { CommandLine } from '../harness/command-line.ts';
import { Node } from '../harness/node.ts';
import { writeOulad, type SmallHistory } from '../harness/oulad.ts';
import { ADMIN, Product, temporaryFolder } from '../harness/product.ts';
import { until } from '../harness/until.ts';

let product: Product;
let admin: Person;
let line: CommandLine;
let small: SmallHistory;
const folder = temporaryFolder('carrying');

beforeAll(async () => {
  product = await Product.start();
  const root = await product.api.signIn(ADMIN);
  await root.put(`/api/people/${root.personId}/roles`, { roles: ['admin', 'operator'] });
  await signIn();
  small = writeOulad(join(folder, 'oulad'), 1500);
}, 300_000);
afterAll(async () => {
  await product?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function signIn(): Promise<void> {
  admin = await product.api.signIn(ADMIN);
  line = new CommandLine(product.url, admin.token);
}

/** The streams that imports have begun. */
const imports = async (): Promise<readonly ImportProgress[]> => {
  const { items } = await admin.get<{ items: { stream: string }[] }>('/api/operations/streams?prefix=import-');
  return Promise.all(
    items.map(async ({ stream }) => (await admin.get<{ state: ImportProgress }>(`/api/operations/streams/${stream}/state`)).state),
  );
};

test('a history that is killed in the middle, with all of the academy, goes on where it was and comes out the same', async () => {
  const first = line.begin('import', 'oulad', small.folder);
  await until('some of it is there', async () => (await imports()).some(({ done }) => done >= 2000), { seconds: 120, every: 20 });
  first.child.kill('SIGKILL');
  await first.said;
  await product.crash();
  await product.startAgain();
  await signIn();
  const second = line.begin('import', 'oulad', small.folder);
  const before = (await imports())[0]!.done;
  await until('more of it is there', async () => (await imports())[0]!.done > before + 1000, { seconds: 120, every: 20 });
  second.child.kill('SIGKILL');
  await second.said;
  const third = await line.run('import', 'oulad', small.folder, '--json');
  expect([third.code, third.err]).toEqual([0, '']);
  const { items, from } = JSON.parse(third.out) as { items: number; from: number };
  expect(from).toBeGreaterThan(before);
  expect(from).toBeLessThan(items);
  const { enrolments, grades } = await admin.get<Overview>('/api/analytics/overview');
  expect(enrolments).toEqual({ active: small.registrations - small.withdrawals, left: small.withdrawals });
  expect(grades.histogram).toEqual(small.histogram);
});

test('events that are killed on their way, out and in, are all there in the end, once', async () => {
  const file = join(folder, 'events');
  const first = line.begin('events', 'export', file);
  await until('some are out', () => existsSync(file) && statSync(file).size > 500_000, { every: 5, seconds: 60 });
  first.child.kill('SIGKILL');
  await first.said;
  const out = await line.run('events', 'export', file, '--json');
  expect([out.code, out.err]).toEqual([0, '']);
  const { events, before } = JSON.parse(out.out) as { events: number; before: number };
  expect(before).toBeGreaterThan(0);
  expect((await line.run('events', 'verify', file)).code).toBe(0);

  const store = await Node.start('eventstore');
  try {
    const second = line.begin('events', 'import', file, '--store', store.url);
    const count = async () =>
      JSON.parse((await line.run('events', 'export', join(folder, `copy-${Math.random()}`), '--store', store.url, '--json')).out) as {
        events: number;
      };
    await until('some are in', async () => (await count()).events > 1000, { seconds: 120 });
    second.child.kill('SIGKILL');
    await second.said;
    const rest = await line.run('events', 'import', file, '--store', store.url, '--json');
    expect([rest.code, rest.err]).toEqual([0, '']);
    const { written, known } = JSON.parse(rest.out) as { written: number; known: number };
    expect([written + known, known > 0]).toEqual([events, true]);
    expect((await count()).events).toBe(events);
  } finally {
    await store.stop();
  }
});
