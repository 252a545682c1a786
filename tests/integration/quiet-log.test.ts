/** What the backend writes down, at its most talkative, of people who sign in, mistype, and try to write lines of their own. */
import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { House, type Backend } from './api-backend.ts';

const written: string[] = [];
const output = new PassThrough().on('data', (line: Buffer) => written.push(line.toString()));

let house: House;
let backend: Backend;

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend({ logger: pino({ level: 'debug' }, output) });
});
afterAll(() => house?.close());

test('no password, no token, no address, and no line that is not the academy’s', async () => {
  const person = { email: 'quiet@academy.example', name: 'Quiet "\n{"level":60,"msg":"forged"}', password: 'a-very-quiet-password' };
  const lined = { ...person, name: 'Quiet' };
  await backend.api.try('POST', '/api/accounts', person);
  await backend.api.call('POST', '/api/accounts', lined);
  const { accessToken } = (
    await backend.api.call<{ accessToken: string }>('POST', '/api/sessions', { email: person.email, password: person.password })
  ).body;
  await backend.api.try('POST', '/api/sessions', { email: person.email, password: 'a-wrong-password' });
  await backend.api.try('POST', '/api/sessions', '{"password":"a-very-quiet-password', { headers: { 'content-type': 'application/json' } });
  await backend.api.try('GET', '/api/courses/%0a{"level":60,"msg":"forged"}', undefined, { token: accessToken });
  const socket = io(backend.url, { auth: { token: accessToken }, transports: ['websocket'], forceNew: true });
  await new Promise<void>((done) => socket.once('connect', done));
  await socket.timeout(5000).emitWithAck('join', { room: '\n{"level":60}' });
  socket.disconnect();

  const lines = written.join('').trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) as number });
  for (const secret of [person.password, 'a-wrong-password', accessToken, person.email]) expect(written.join('')).not.toContain(secret);
  expect(lines.filter((line) => (JSON.parse(line) as { msg?: string }).msg === 'forged')).toEqual([]);
});
