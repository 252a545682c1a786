/**
 * Every operation of the OpenAPI document, tried by everybody whom the table does not name, with a body that its schema takes and the ids of
 * things that are there: somebody without a token, each role, a student and an instructor whose things they are, and others of the same role.
 * None of it may come to anything. What may be read is read by those who may. The same is tried with every message of the sockets.
 */
import { allows, PERMISSIONS, type Permission } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Method } from '../harness/client.ts';
import type { Schema } from '../harness/sample.ts';
import { House, type Backend } from './api-backend.ts';
import { HEARD, SPEAKERS, WHO_MAY_SAY } from './rights-messages.ts';
import { Everybody } from './rights-room.ts';
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

test('whoever may not is refused, and nothing comes of it', { timeout: 240_000 }, async () => {
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
  console.info(`${tried} combinations of an operation and somebody who may not`);
});

/** Of these there is nothing here, or the answer never ends. */
const NOTHING_THERE =
  /events\/|rebuilds\/|travels\/|parked\/|runs\/|mailbox\/|invoices|recordings\/|\/files\/|\.ics$|\/review$|images|\/grading$|erasure|figures|backups\/|xapi\/[as]/;

test('whoever may read does', { timeout: 120_000 }, async () => {
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
  console.info(`${tried} combinations of what is read and somebody who may`);
});

describe('messages of the sockets', () => {
  let everybody: Everybody;
  beforeAll(async () => {
    everybody = await Everybody.connect(backend, world);
  }, 120_000);
  afterAll(() => everybody?.close());

  const rows = Object.entries(WHO_MAY_SAY).flatMap(([namespace, said]) =>
    Object.entries(said).flatMap(([audience, names]) => names.map((row) => ({ namespace, audience, row }))),
  );
  /** That one is not let to it, whatever there is or is not. */
  const SHUT = /^(?:room|webinar|booking|conversation)-not-found$|^not-(?:signed-in|in-the-room|allowed|registered)$|^may-not-send$/;

  test('the table names every message that the server listens to once, and audiences and permissions that there are', () => {
    const named = Object.entries(WHO_MAY_SAY).map(([namespace, said]) => [namespace, Object.values(said).flat().toSorted()]);
    expect(Object.fromEntries(named)).toEqual(everybody.registered());
    for (const { audience } of rows) expect([audience, audience in HEARD || audience in PERMISSIONS]).toEqual([audience, true]);
  });

  test('whoever may not is refused, and nothing comes of it', { timeout: 120_000 }, async () => {
    expect(await Promise.all(['/', '/webinars'].map((namespace) => everybody.nobody(namespace)))).toEqual([
      'not-signed-in',
      'not-signed-in',
    ]);
    const before = await everybody.sight();
    let tried = 2;
    const open: string[] = [];
    for (const { namespace, audience, row } of rows) {
      for (const speaker of SPEAKERS) {
        if (everybody.mayBe(speaker, audience)) continue;
        const { ok, code, online } = await everybody.say(namespace, speaker, row);
        tried += 1;
        // Who asks who is on line is told of nobody, where the conversation is not theirs.
        const shut = row === 'attend' ? online?.length === 0 : !ok && SHUT.test(code ?? '');
        if (!shut) open.push(`${speaker}: ${namespace} ${row} → ${code ?? 'ok'}`);
      }
    }
    expect(open).toEqual([]);
    expect(await everybody.sight()).toEqual(before);
    expect(tried).toBeGreaterThan(200);
    console.info(`${tried} combinations of a message and somebody who may not`);
  });

  test('whoever may gets as far as things stand', { timeout: 120_000 }, async () => {
    let tried = 0;
    const shut: string[] = [];
    for (const { namespace, audience, row } of rows) {
      for (const speaker of SPEAKERS) {
        if (!everybody.mayBe(speaker, audience)) continue;
        const { ok, code, online } = await everybody.say(namespace, speaker, row);
        tried += 1;
        if (row === 'attend' ? online?.length !== 1 : !ok && (SHUT.test(code ?? '') || /invalid|too-many/.test(code ?? '')))
          shut.push(`${speaker}: ${namespace} ${row} → ${code ?? 'ok'}`);
        if (row === 'close' && namespace === '/webinars') await everybody.come();
      }
    }
    expect(shut).toEqual([]);
    console.info(`${tried} combinations of a message and somebody who may`);
  });
});
