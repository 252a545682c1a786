import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { EventStoreDBClient, jsonEvent, persistentSubscriptionToStreamSettingsFromDefaults } from '@eventstore/db-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EventStoreNode, startEventStore } from '../index.ts';

const MEBIBYTE = 1024 * 1024;

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
const large = () => Array.from({ length: 50 }, () => jsonEvent({ type: 'large', data: { filler } }));

/** Sixteen megabytes, in appends that are allowed. */
const fill = async (): Promise<number> => {
  for (let round = 0; round < 16; round += 1) await client.appendToStream('large', large());
  return 16 * 50;
};

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes in buffers that somebody holds. */
const held = async (): Promise<number> => {
  for (let round = 0; round < 3; round += 1) {
    await pause(100);
    collectGarbage();
  }
  return process.memoryUsage().arrayBuffers;
};

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const create = () =>
  client.createPersistentSubscriptionToStream(
    'large',
    'group',
    persistentSubscriptionToStreamSettingsFromDefaults({
      startFrom: 'start',
      historyBufferSize: 40,
      liveBufferSize: 40,
      readBatchSize: 20,
    }),
  );

test(
  'a consumer that stops taking costs no memory, nor do full buffers, and it gets everything in the end',
  { timeout: 60_000 },
  async () => {
    await create();
    const consumer = client.subscribeToPersistentSubscriptionToStream('large', 'group', { bufferSize: 100_000 });
    await once(consumer, 'confirmation');
    consumer.pause();
    await client.appendToStream('large', large());
    const before = await held();
    const count = (await fill()) + 50;
    // What the client holds, the windows of HTTP/2 and the buffers of the group are in it; the sixteen megabytes lie in the file.
    expect((await held()) - before).toBeLessThan(4 * MEBIBYTE);
    const { stats } = await client.getPersistentSubscriptionToStreamInfo('large', 'group');
    expect(stats.readBufferCount).toBeLessThanOrEqual(40);

    const revisions: number[] = [];
    consumer.on('data', (resolved) => {
      revisions.push(Number(resolved.event?.revision));
      void consumer.ack(resolved);
    });
    consumer.resume();
    while (revisions.length < count) await pause(20);
    expect(revisions).toEqual(Array.from({ length: count }, (_, revision) => revision));
    await consumer.unsubscribe();
  },
);

test('without consumers buffers are full and no more is read', { timeout: 60_000 }, async () => {
  await create();
  const before = await held();
  await fill();
  expect((await held()) - before).toBeLessThan(4 * MEBIBYTE);
  const { stats, status } = await client.getPersistentSubscriptionToStreamInfo('large', 'group');
  expect([stats.readBufferCount, stats.liveBufferCount, status]).toEqual([40, 40n, 'Behind']);
});
