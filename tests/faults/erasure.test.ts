/**
 * Whatever dies while somebody is being forgotten: what was ordered is done once there is somebody to do it again, and in the end nothing of
 * them is in any file.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Erasure } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { headOf, readLedger } from '../harness/ledger.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { compareWithRebuilt } from '../harness/rebuilt.ts';
import { until } from '../harness/until.ts';

let product: Product;
let admin: Person;
let courseId: string;

beforeAll(async () => {
  product = await Product.start();
  admin = await product.api.signIn(ADMIN);
  const inge = await product.api.person('Inge', ['instructor'], admin);
  courseId = await inge.createCourse({ title: 'Dragonflies' });
  await inge.publishCourse(courseId);
}, 120_000);

afterAll(() => product?.stop());

const pathOf = (who: Person) => `/api/people/${who.personId}/erasure`;

/** Somebody whose name nobody else has, enrolled and known to all read models. */
async function somebody(name: string): Promise<Person> {
  const person = await product.api.person(name);
  await person.enrol(courseId);
  admin.saw(person.seen);
  expect(JSON.stringify(await admin.get(`/api/people?search=${encodeURIComponent(name)}`))).toContain(name);
  return person;
}

/** Everybody signs in again: tokens outlive a restart, but not the patience of a slow machine. */
const proven = (who: Person) =>
  until(
    `${who.personId} is forgotten`,
    async () => {
      const { body } = await admin.try<Erasure>('GET', pathOf(who), undefined, { headers: {} }).catch(() => ({ body: null }));
      return body?.report?.phase === 'proven' && body.report;
    },
    { seconds: 120 },
  );

function filesWith(...texts: readonly string[]): string[] {
  const files = readdirSync(product.data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const has = (path: string) => {
    const bytes = readFileSync(path);
    return texts.some((text) => bytes.includes(text));
  };
  return files.map((file) => join(file.parentPath, file.name)).filter(has);
}

test.each([
  ['at the very beginning', 'Zyxomma Petiolatum', 30],
  ['in the middle', 'Oligoaeschna Sirindhornae', 250],
])('all at once killed %s', { timeout: 240_000 }, async (_, name, milliseconds) => {
  const ghost = await somebody(name);
  const asked = admin.try('POST', pathOf(ghost), {}).catch(() => null);
  await pause(milliseconds);
  await product.crash();
  await asked;
  await product.startAgain();
  await admin.signInAgain();
  const { status } = await admin.try('GET', pathOf(ghost));
  // What was not recorded was not promised.
  if (status === 404) await admin.post(pathOf(ghost), {});
  const { proof } = await proven(ghost);
  expect(proof?.check?.found ?? 0).toBe(0);
  await until('no file has it', () => filesWith(name, ghost.credentials.email).length === 0, { seconds: 20 });
});

test('one part after the other killed', { timeout: 240_000 }, async () => {
  const ghost = await somebody('Anax Imperator');
  const asked = admin.try('POST', pathOf(ghost), {}).catch(() => null);
  for (const part of ['projections', 'mongo', 'backend', 'eventstore'] as const) {
    await pause(100);
    await product.kill(part);
  }
  await asked;
  await product.ready();
  await admin.signInAgain();
  if ((await admin.try('GET', pathOf(ghost))).status === 404) await admin.post(pathOf(ghost), {});
  await proven(ghost);
  await until('no file has it', () => filesWith('Anax Imperator', ghost.credentials.email).length === 0, { seconds: 20 });
});

test('and what is live is what is folded from nothing', { timeout: 240_000 }, async () => {
  const ledger = await readLedger(product.eventstoreUrl);
  const stores = { eventstoreUrl: product.eventstoreUrl, mongodbUrl: product.mongodbUrl, secretFile: join(product.data, 'secret') };
  // Rows that were folded anew count as changed when they were: only their positions differ.
  const { differences } = await compareWithRebuilt(stores, headOf(ledger));
  expect(differences.map(withoutPosition).filter(([live, rebuilt]) => live !== rebuilt)).toEqual([]);
});

const withoutPosition = (line: string): readonly [string, string] => {
  const [live = '', rebuilt = ''] = line.replaceAll(/"position":"\d+"/g, '').split(', rebuilt ');
  return [live.slice(live.indexOf(': live ') + 7), rebuilt];
};
