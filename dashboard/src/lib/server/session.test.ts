import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { mergeCookies, renewOnce } from './session.ts';

let asked = 0;
const backend = createServer((request, response) => {
  asked++;
  const known = request.headers.cookie?.includes('refresh=one') === true;
  setTimeout(() => {
    response
      .writeHead(known ? 200 : 401, known ? { 'set-cookie': ['access=new; Path=/; HttpOnly', 'refresh=two; Path=/; HttpOnly'] } : {})
      .end('{}');
  }, 20);
});
await new Promise<void>((listening) => backend.listen(0, '127.0.0.1', listening));
afterAll(() => new Promise((closed) => backend.close(closed)));
const url = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;

test('new cookies replace old ones and expired ones go', () => {
  expect(mergeCookies('a=1; b=2; c=x=y', ['b=3; Path=/', 'a=; Max-Age=0', 'd=4'])).toBe('b=3; c=x=y; d=4');
});

test('requests at the same time share one renewal', async () => {
  const [first, second] = await Promise.all([renewOnce(url, 'access=old; refresh=one', {}), renewOnce(url, 'access=old; refresh=one', {})]);
  expect(asked).toBe(1);
  expect(first).toEqual(second);
  expect(first?.cookie).toBe('access=new; refresh=two');
});

test('a refused renewal is null', async () => {
  expect(await renewOnce(url, 'refresh=unknown', {})).toBeNull();
});
