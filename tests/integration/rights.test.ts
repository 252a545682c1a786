/**
 * Every operation of the OpenAPI document, tried by everybody whom the table does not name, with a body that its schema takes and the ids of
 * things that are there: somebody without a token, each role, a student and an instructor whose things they are, and others of the same role.
 * None of it may come to anything. What may be read is read by those who may.
 */
import { allows, PERMISSIONS, type Permission } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Method } from '../harness/client.ts';
import type { Schema } from '../harness/sample.ts';
import { House, type Backend } from './api-backend.ts';
import { AUDIENCES, WHO_MAY } from './rights-table.ts';
import { ACTORS, addressOf, bodyOf, makeWorld, type Actor, type Operation, type World } from './rights-world.ts';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

let house: House;
let backend: Backend;
let world: World;
let document: Document;
let operations: readonly (readonly [method: Method, path: string, operation: Operation])[];

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  world = await makeWorld(backend);
  document = (await backend.api.call<Document>('GET', '/api/openapi.json')).body;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [method.toUpperCase() as Method, path, operation] as const),
  );
}, 120_000);
afterAll(() => house?.close());

const audienceOf = new Map(Object.entries(WHO_MAY).flatMap(([audience, names]) => names.map((name) => [name, audience] as const)));

function mayDo(actor: Actor, audience: string): boolean {
  if (audience in AUDIENCES) return (AUDIENCES as Readonly<Record<string, readonly Actor[]>>)[audience]!.includes(actor);
  return actor !== 'nobody' && allows(world.people[actor].me.roles, audience as Permission);
}

async function attempt(actor: Actor, [method, path, operation]: (typeof operations)[number]): Promise<number> {
  const { schemas } = document.components;
  const { body, type } = bodyOf(method, path, operation, schemas);
  const token = actor === 'nobody' ? {} : { token: world.people[actor].token };
  const answer = await backend.api.try(method, addressOf(path, operation, world, schemas), body, {
    ...token,
    headers: { 'content-type': type },
  });
  return answer.status;
}

test('the table names every operation once, and audiences and permissions that there are', () => {
  const names = Object.values(WHO_MAY).flat();
  expect(names.toSorted()).toEqual(operations.map(([method, path]) => `${method} ${path}`).toSorted());
  for (const audience of Object.keys(WHO_MAY))
    expect([audience, audience in AUDIENCES || audience in PERMISSIONS]).toEqual([audience, true]);
});

/** What the table lets nobody else do says so, whatever else would be wrong with it. */
const SHUT: Readonly<Record<'nobody' | 'somebody', readonly number[]>> = { nobody: [401], somebody: [403, 404] };

test('whoever may not is refused, and nothing comes of it', { timeout: 240_000 }, async ({ annotate }) => {
  let tried = 0;
  const open: string[] = [];
  for (const operation of operations) {
    const [method, path] = operation;
    for (const actor of ACTORS) {
      if (mayDo(actor, audienceOf.get(`${method} ${path}`)!)) continue;
      const status = await attempt(actor, operation);
      tried += 1;
      if (!SHUT[actor === 'nobody' ? 'nobody' : 'somebody'].includes(status)) open.push(`${actor}: ${method} ${path} → ${status}`);
    }
  }
  expect(open).toEqual([]);
  expect(tried).toBeGreaterThan(900);
  await annotate(`${tried} combinations of an operation and somebody who may not`);
});

/** Of these there is nothing here, or the answer never ends. */
const NOTHING_THERE =
  /events\/|rebuilds\/|travels\/|parked\/|runs\/|mailbox\/|invoices|recordings\/|\/files\/|\.ics$|\/review$|images|\/grading$|erasure|figures|backups\/|xapi\/[as]/;

test('whoever may read does', { timeout: 120_000 }, async ({ annotate }) => {
  let tried = 0;
  const shut: string[] = [];
  for (const operation of operations) {
    const [method, path] = operation;
    if (method !== 'GET' || NOTHING_THERE.test(path)) continue;
    for (const actor of ACTORS) {
      if (!mayDo(actor, audienceOf.get(`${method} ${path}`)!)) continue;
      const status = await attempt(actor, operation);
      tried += 1;
      if (status !== 200 && status !== 409) shut.push(`${actor}: ${method} ${path} → ${status}`);
    }
  }
  expect(shut).toEqual([]);
  expect(tried).toBeGreaterThan(200);
  await annotate(`${tried} combinations of what is read and somebody who may`);
});
