import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GuardedCalls } from './guarded-call.ts';

const answers = vi.hoisted(() => ({ addresses: [] as { address: string; family: number }[], asked: 0 }));
vi.mock('node:dns', async (original) => ({
  ...(await original<object>()),
  lookup: (_name: string, _options: object, done: (error: null, found: readonly object[]) => void) => {
    answers.asked++;
    done(null, answers.addresses);
  },
}));

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));
beforeEach(() => {
  answers.asked = 0;
});

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((done) => server.once('listening', done));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

const GET = { method: 'GET', headers: { authorization: 'Basic c2VjcmV0' } };
const problemOf = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error: { problem?: string }) => error.problem,
  );

test.each([
  ['inside alone', ['10.0.0.7']],
  ['inside beside one of the internet', ['93.184.216.34', '127.0.0.1']],
  ['inside in other clothes', ['::ffff:169.254.169.254']],
  ['nowhere', []],
])('a name that leads %s is not called, and asked for once', async (_, addresses) => {
  answers.addresses = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  expect(await problemOf(new GuardedCalls(false).call(new URL('https://calendar.example/'), GET))).toBe('address-barred');
  expect(answers.asked).toBe(1);
});

test.each([
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f.0.0.1/',
  'https://[::ffff:127.0.0.1]/',
  'ftp://calendar.example/',
  'file:///etc/passwd',
])('%s is not called', async (address) =>
  expect(await problemOf(new GuardedCalls(false).call(new URL(address), GET))).toBe('address-barred'),
);

test('what opens one server is not taken to another, wherever the first one points', async () => {
  const heard: unknown[] = [];
  const other = await serve((request, response) => {
    heard.push(request.headers.authorization);
    response.end();
  });
  const first = await serve((_, response) => response.writeHead(302, { location: other.href }).end());
  expect(await problemOf(new GuardedCalls(true).call(first, GET))).toBe('no-calendar');
  expect(heard).toEqual([]);
});

test('a server that sends us round in circles, or more than anybody reads, is given up', async () => {
  const circle = await serve((_, response) => response.writeHead(302, { location: '/again' }).end());
  expect(await problemOf(new GuardedCalls(true).call(circle, GET))).toBe('unreachable');
  const flood = await serve((_, response) => response.end(Buffer.alloc(9 * 1024 * 1024)));
  expect(await problemOf(new GuardedCalls(true).call(flood, GET))).toBe('unreadable');
});
