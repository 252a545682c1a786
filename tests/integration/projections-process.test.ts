import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../harness/until.ts';
import { ReadSide, SECRET } from './projections-academy.ts';

let side: ReadSide;

beforeEach(async () => {
  side = await ReadSide.start();
});

afterEach(() => side.stop());

/** The projections program with just this environment. */
function program(env: Readonly<Record<string, string>>) {
  const file = join(import.meta.dirname, '../../projections/src/main.ts');
  const child = spawn(process.execPath, ['--conditions=development', file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk));
  return { child, said, ended: once(child, 'close') };
}
const stores = () => ({ EVENTSTORE_URL: side.eventStoreUrl, MONGODB_URL: side.readStoreUrl });

test('it follows the log, logs JSON, and ends cleanly within two seconds; one that was killed is followed at once', async () => {
  const env = { ...stores(), LYCEUM_SECRET: SECRET };
  const killed = program(env);
  const name = async () => side.models.people.find(personId).then((person) => person?.name);
  let personId = await side.register('Ann Smith');
  expect(await until('the first person is there', name, { seconds: 45 })).toBe('Ann Smith');
  killed.child.kill('SIGKILL');
  await killed.ended;
  const next = program(env);
  personId = await side.register('Bob Jones');
  expect(await until('the second person is there', name, { seconds: 30 })).toBe('Bob Jones');
  next.child.kill('SIGTERM');
  expect(await next.ended).toEqual([0, null]);
  expect(await side.models.reached('people')).toBe(await side.log.head());
  const lines = next.said.out.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['the read models follow the log', 'stopping']);
  expect(next.said.out + killed.said.out).not.toMatch(/Ann|Bob/);
});

test.each([
  ['no root secret', {}, /^lyceum projections: No root secret: set LYCEUM_SECRET_FILE to a file with 32 random bytes in base64\.\n$/],
  [
    'a wrong address',
    { LYCEUM_SECRET: SECRET, MONGODB_URL: 'http://x' },
    /^lyceum projections: MONGODB_URL: a connection string that begins with mongodb:\/\/\n$/,
  ],
])('it says in one line that it was given %s', async (_, env, line) => {
  const { ended, said } = program({ ...stores(), ...env });
  // EX_CONFIG: whoever keeps the process does not start it again.
  expect(await ended).toEqual([78, null]);
  expect(said.err).toMatch(line);
});

test('with the root secret of another academy it says so and folds nothing', async () => {
  const personId = await side.register('Ann Smith');
  const { child, ended } = program({ ...stores(), LYCEUM_SECRET: Buffer.alloc(32, 9).toString('base64') });
  const heartbeat = await until('it has said what is wrong', async () => (await side.models.heartbeat())?.error ?? null, {
    seconds: 45,
  });
  expect(heartbeat).toBe('The root secret is not the one that this event log was written with.');
  expect(await side.models.people.find(personId)).toBeNull();
  expect((await side.models.status()).map(({ state }) => state)).toContain('failed');
  child.kill('SIGTERM');
  await ended;
});
