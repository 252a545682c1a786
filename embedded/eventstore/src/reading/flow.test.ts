import { once } from 'node:events';
import { EventStoreDBClient, jsonEvent, START } from '@eventstore/db-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EventStoreNode, startEventStore } from '../index.ts';

let node: EventStoreNode;
let client: EventStoreDBClient;

beforeEach(async () => {
  node = await startEventStore({ data: ':memory:', port: 0 });
  client = EventStoreDBClient.connectionString(node.url);
});

afterEach(async () => {
  await client.dispose();
  await node.close();
});

const filler = 'x'.repeat(20_000);
const events = (count: number) => Array.from({ length: count }, (_, index) => jsonEvent({ type: 'large', data: { index, filler } }));

/** Thirty-two megabytes, in appends that are allowed. */
const fill = async (): Promise<number> => {
  for (let round = 0; round < 32; round += 1) await client.appendToStream('large', events(50));
  return 32 * 50;
};

test('a reader that stops taking costs no memory, and gets everything in the end', { timeout: 60_000 }, async () => {
  const count = await fill();
  const reading = client.readAll({ direction: 'forwards', fromPosition: START });
  const before = process.memoryUsage().arrayBuffers;
  const iterator = reading[Symbol.asyncIterator]();
  await iterator.next();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const grown = process.memoryUsage().arrayBuffers - before;
  // Buffers of the client and the windows of HTTP/2 are in it; the thirty-two megabytes are not.

  expect(grown).toBeLessThan(16 * 1024 * 1024);
  let seen = 1;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) seen += 1;
  expect(seen).toBe(count + 1);
});

test('a subscriber that falls behind is served from the file and misses nothing', { timeout: 60_000 }, async () => {
  const subscription = client.subscribeToStream('large');
  await once(subscription, 'caughtUp');
  subscription.pause();
  const count = await fill();
  const revisions: number[] = [];
  const all = new Promise<void>((resolve) => {
    subscription.on('data', ({ event }) => {
      revisions.push(Number(event?.revision));
      if (revisions.length === count + 1) resolve();
    });
  });
  subscription.resume();
  await client.appendToStream('large', events(1));
  await all;
  expect(revisions).toEqual(Array.from({ length: count + 1 }, (_, revision) => revision));
  await subscription.unsubscribe();
});
