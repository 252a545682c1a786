import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { scavenge } from './scavenge.ts';
import { EventStoreUnavailable, ScavengeRefused } from './types.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** A store that answers so; gives its host, and what it was asked. */
async function store(status: number, body: object): Promise<{ host: string; asked: string[] }> {
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim());
    response.writeHead(status).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server?.once('listening', done));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

test('the embedded node is done when it answers, the real one goes on', async () => {
  const embedded = await store(200, { scavengeId: 'a', scavengeResult: 'Success' });
  expect(await scavenge(`esdb://${embedded.host}?tls=false`)).toBe('compacted');
  server?.close();
  const real = await store(200, { scavengeId: 'a' });
  expect(await scavenge(`esdb://ops:s%40y@${real.host}?tls=false`)).toBe('asked');
  expect(real.asked).toEqual([`POST /admin/scavenge Basic ${Buffer.from('ops:s@y').toString('base64')}`]);
});

test('it is said where a store says no, has to be discovered, or is away', async () => {
  const { host } = await store(401, {});
  await expect(scavenge(`esdb://${host}?tls=false`)).rejects.toThrow(ScavengeRefused);
  await expect(scavenge('esdb+discover://events.example.org')).rejects.toThrow(ScavengeRefused);
  await expect(scavenge('esdb://127.0.0.1:1?tls=false')).rejects.toThrow(EventStoreUnavailable);
});
