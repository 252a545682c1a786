/**
 * Read models are rebuilt while people work and read: killed in the middle the rebuild goes on, no reader misses a row, nothing is done
 * twice, and in the end what is live equals what is folded from nothing, byte for byte but for positions of rows that were put back.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { newId, type Rebuild } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import type { Person } from '../harness/client.ts';
import { headOf, readLedger } from '../harness/ledger.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { compareWithRebuilt } from '../harness/rebuilt.ts';
import { until } from '../harness/until.ts';
import { Workload } from './workload.ts';

/** Edits that one course gets, so that reading the log takes long enough to be killed in it. */
const EDITS = 20_000;
const AT_ONCE = 500;

let product: Product;
let academy: Academy;
let operator: Person;
let edited: string;

beforeAll(async () => {
  product = await Product.start();
  academy = await makeAcademy(product, { students: 6, enrolled: 4, questions: 3 });
  await academy.admin.put(`/api/people/${academy.admin.personId}/roles`, { roles: ['admin', 'operator'] });
  operator = await product.api.signIn(ADMIN);
  edited = await academy.instructor.createCourse({ title: 'Edited again and again' });
  await academy.instructor.publishCourse(edited);
  await writeEdits(edited);
  await until('all is folded', async () => (await operator.projections()).every(({ lagEvents }) => lagEvents === 0), { seconds: 120 });
}, 300_000);

afterAll(() => product?.stop());

/** Past the product, as an import would be: through it this would take minutes. */
async function writeEdits(courseId: string): Promise<void> {
  const store = EventStoreDBClient.connectionString(product.eventstoreUrl);
  const commandId = newId();
  const metadata = { $correlationId: commandId, $causationId: commandId, commandId, by: null, at: new Date().toISOString() };
  for (let from = 0; from < EDITS; from += AT_ONCE) {
    const facts = Array.from({ length: AT_ONCE }, (_, n) =>
      jsonEvent({ id: randomUUID(), type: 'courses.CourseEdited.v1', data: { courseId, title: `Edit ${from + n}` }, metadata }),
    );
    await store.appendToStream(`course-${courseId}`, facts);
  }
  await store.dispose();
}

const pathOf = (name: string) => `/api/operations/projections/${name}/rebuilds`;
const order = async (name: string) => (await operator.post<{ rebuildId: string }>(pathOf(name), {})).rebuildId;
const stateOf = (name: string, rebuildId: string) => operator.get<Rebuild>(`${pathOf(name)}/${rebuildId}`);
const inPhase = (name: string, rebuildId: string, phase: RegExp) =>
  until(
    `the rebuild of ${name} is in ${phase}`,
    async () => {
      const state = await stateOf(name, rebuildId);
      return phase.test(state.phase) && state;
    },
    { seconds: 120 },
  );

/** Reads the same course again and again until it is told to stop; gives how often, and how often something was not there. */
function reader(person: Person) {
  let [reads, missing, going] = [0, 0, true];
  const reading = (async () => {
    while (going) {
      const { status, body } = await person.try<{ title?: string }>('GET', `/api/courses/${edited}`, undefined, { headers: {} });
      if (status !== 503) reads++;
      if (status === 404 || (status === 200 && !body.title?.startsWith('Edit'))) missing++;
    }
  })();
  return {
    stop: async () => {
      going = false;
      await reading;
      return { reads, missing };
    },
  };
}

test('a rebuild that is killed in the middle goes on, swaps and comes back under readers and writers who notice nothing', async () => {
  const workload = new Workload(academy, edited, 4);
  const readers = academy.students.slice(0, 3).map((student) => reader(student));
  const rebuildId = await order('courses');
  await until('it is reading', async () => {
    const { done, phase } = await stateOf('courses', rebuildId);
    return done > 0 || phase !== 'filling';
  });
  await product.kill('projections');
  const compared = await inPhase('courses', rebuildId, /compared|failed/);
  expect(compared).toMatchObject({ phase: 'compared', difference: { added: 0, removed: 0, changed: 0 } });
  // What was read in the last second before the kill may be counted once or not at all; it goes on from there in any case.
  expect(compared.done).toBeGreaterThan(EDITS / 2);
  await operator.post(`${pathOf('courses')}/${rebuildId}/swap`);
  await inPhase('courses', rebuildId, /swapped/);
  await operator.post(`${pathOf('courses')}/${rebuildId}/rollback`);
  await inPhase('courses', rebuildId, /rolled-back/);
  for (const name of ['attempts', 'gradebook', 'overview']) {
    const other = await order(name);
    await product.kill('projections');
    const done = await inPhase(name, other, /compared|failed/);
    expect([name, done.phase, done.error, done.difference]).toMatchObject([
      name,
      'compared',
      null,
      { added: 0, removed: 0, changed: 0, samples: [] },
    ]);
    await operator.post(`${pathOf(name)}/${other}/swap`);
    await inPhase(name, other, /swapped/);
  }
  await workload.finish();
  const seen = await Promise.all(readers.map((each) => each.stop()));
  expect(workload.surprises).toEqual([]);
  expect(seen.map(({ missing }) => missing)).toEqual([0, 0, 0]);
  expect(Math.min(...seen.map(({ reads }) => reads))).toBeGreaterThan(20);

  const ledger = await readLedger(product.eventstoreUrl);
  const stores = { eventstoreUrl: product.eventstoreUrl, mongodbUrl: product.mongodbUrl, secretFile: join(product.data, 'secret') };
  const { differences } = await compareWithRebuilt(stores, headOf(ledger));
  expect(differences).toEqual([]);
});

test('all read models rebuilt at once and killed in the middle: each goes on, and equals the live rows', async () => {
  const names = (await operator.projections()).map(({ name }) => name);
  const ordered = await Promise.all(names.map(async (name) => [name, await order(name)] as const));
  await until('they are reading', async () => (await stateOf('journal', ordered.find(([name]) => name === 'journal')![1])).done > 0);
  await product.kill('projections');
  for (const [name, rebuildId] of ordered) {
    const { phase, error, difference } = await inPhase(name, rebuildId, /compared|failed/);
    expect([name, phase, error, difference]).toMatchObject([name, 'compared', null, { added: 0, removed: 0, changed: 0, samples: [] }]);
    await operator.post(`${pathOf(name)}/${rebuildId}/cancellation`);
  }
});

test('all at once killed while a rebuild waits for its swap: it waits still, and nothing that depends on facts is done again', async () => {
  const mails = async () => (await readLedger(product.eventstoreUrl)).filter(({ type }) => type.startsWith('mail.')).length;
  const before = await mails();
  const rebuilds = await Promise.all(['due', 'mailbox'].map(async (name) => [name, await order(name)] as const));
  for (const [name, rebuildId] of rebuilds) await inPhase(name, rebuildId, /compared/);
  await product.crash();
  await product.startAgain();
  operator = await product.api.signIn(ADMIN);
  for (const [name, rebuildId] of rebuilds) {
    expect((await stateOf(name, rebuildId)).phase).toBe('compared');
    await operator.post(`${pathOf(name)}/${rebuildId}/swap`);
    expect(await inPhase(name, rebuildId, /swapped/)).toMatchObject({ former: true });
  }
  const { items } = await operator.get<{ items: { kind: string; name: string; by: { personId: string } }[] }>('/api/operations/orders');
  expect(items.slice(0, 2)).toMatchObject([
    { kind: 'swap', name: 'mailbox', by: { personId: operator.personId } },
    { kind: 'swap', name: 'due' },
  ]);
  expect(await mails()).toBe(before);
});
