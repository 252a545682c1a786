import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  EventStoreDBClient,
  jsonEvent,
  type PersistentSubscriptionToStream,
  type PersistentSubscriptionToStreamSettings,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  streamNameFilter,
} from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EventStoreNode, startEventStore } from '../index.ts';

let folder: string;
let node: EventStoreNode;
let client: EventStoreDBClient;

const start = async (): Promise<void> => {
  node = await startEventStore({ data: folder, port: 0 });
  client = EventStoreDBClient.connectionString(node.url);
};

const stop = async (): Promise<void> => {
  await client.dispose();
  await node.close();
};

const restart = async (): Promise<void> => {
  await stop();
  await start();
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lyceum-eventstore-'));
  await start();
});

afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

const write = (count: number, stream = 'source') =>
  client.appendToStream(
    stream,
    Array.from({ length: count }, () => jsonEvent({ type: 'fact', data: {} })),
  );

const create = (settings: Partial<PersistentSubscriptionToStreamSettings>) =>
  client.createPersistentSubscriptionToStream('source', 'group', persistentSubscriptionToStreamSettingsFromDefaults(settings));

type Action = 'ack' | 'park' | 'nothing';
type Consuming = { action?: Action; subscribe?: () => PersistentSubscriptionToStream; until?: () => Promise<boolean> };

/** Consumes until so many events came, deciding of each, and leaves once what it said has its effect. Gives their revisions. */
const consume = async (count: number, { action = 'ack', subscribe = ofStream, until }: Consuming = {}): Promise<number[]> => {
  const subscription = subscribe();
  const seen: number[] = [];
  for await (const resolved of subscription) {
    seen.push(Number(resolved.event?.revision));
    if (action === 'ack') await subscription.ack(resolved);
    if (action === 'park') await subscription.nack('park', 'not now', resolved);
    if (seen.length >= count) break;
  }
  if (until) await settled(until);
  await subscription.unsubscribe();
  return seen;
};

const ofStream = (): PersistentSubscriptionToStream => client.subscribeToPersistentSubscriptionToStream('source', 'group');
const statistics = async () => (await client.getPersistentSubscriptionToStreamInfo('source', 'group')).stats;
const parkedAre = (count: bigint) => async () => (await statistics()).parkedMessageCount === count;
const firstParked = async (): Promise<number> => {
  const revisions: number[] = [];
  for await (const { event } of client.readStream('$persistentsubscription-source::group-parked')) revisions.push(Number(event!.revision));
  return revisions[0] ?? -1;
};
const settled = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 200 && !(await holds()); tries += 1) await sleep(25);
};

describe('after a restart a group', { timeout: 30_000 }, () => {
  test('has its settings', async () => {
    const settings = {
      startFrom: 3n,
      resolveLinkTos: true,
      maxRetryCount: 4,
      messageTimeout: 1234,
      consumerStrategyName: 'Pinned' as const,
    };
    await create(settings);
    const { settings: before } = await client.getPersistentSubscriptionToStreamInfo('source', 'group');
    await restart();
    const { settings: after } = await client.getPersistentSubscriptionToStreamInfo('source', 'group');
    expect(after).toEqual(before);
    expect(after).toMatchObject(settings);
  });

  test('goes on from its checkpoint', async () => {
    await write(10);
    await create({ startFrom: 'start', checkPointAfter: 1, checkPointLowerBound: 1 });
    const until = async () => (await statistics()).lastCheckpointedEventRevision === 5n;
    expect(await consume(6, { until })).toEqual([0, 1, 2, 3, 4, 5]);
    await restart();
    expect((await statistics()).lastCheckpointedEventRevision).toBe(5n);
    expect(await consume(4)).toEqual([6, 7, 8, 9]);
  });

  test('that began at the end has what was written since, though it has no checkpoint', async () => {
    await write(3);
    await create({ startFrom: 'end' });
    await write(2);
    await restart();
    await write(1);
    expect(await consume(3)).toEqual([3, 4, 5]);
  });

  test('knows what is parked, and sends it again', async () => {
    await write(3);
    await create({ startFrom: 'start', checkPointUpperBound: 1, checkPointLowerBound: 1 });
    await consume(3, { action: 'park', until: parkedAre(3n) });
    await restart();
    expect((await statistics()).parkedMessageCount).toBe(3n);
    await client.replayParkedMessagesToStream('source', 'group', { stopAt: 2 });
    expect(await consume(2, { until: async () => (await firstParked()) === 2 })).toEqual([0, 1]);
    expect((await statistics()).parkedMessageCount).toBe(1n);
    await restart();
    expect((await statistics()).parkedMessageCount).toBe(1n);
  });

  test('has parked what was asked for again and nobody dealt with', async () => {
    await write(2);
    await create({ startFrom: 'start', checkPointUpperBound: 1, checkPointLowerBound: 1 });
    await consume(2, { action: 'park', until: parkedAre(2n) });
    await client.replayParkedMessagesToStream('source', 'group');
    expect(await consume(2, { action: 'nothing' })).toEqual([0, 1]);
    expect((await statistics()).parkedMessageCount).toBe(0n);
    await restart();
    expect((await statistics()).parkedMessageCount).toBe(2n);
  });

  test('of $all has its filter', async () => {
    const filter = streamNameFilter({ prefixes: ['wanted'] });
    await client.createPersistentSubscriptionToAll('group', persistentSubscriptionToAllSettingsFromDefaults({ startFrom: 'start' }), {
      filter,
    });
    await restart();
    await write(2, 'other');
    await write(2, 'wanted-1');
    const ofAll = () => client.subscribeToPersistentSubscriptionToAll('group') as unknown as PersistentSubscriptionToStream;
    expect(await consume(2, { subscribe: ofAll })).toEqual([0, 1]);
  });
});

test('a group that is deleted and made again begins anew, with nothing parked', { timeout: 30_000 }, async () => {
  await write(3);
  const settings = { startFrom: 'start', checkPointUpperBound: 1, checkPointLowerBound: 1 } as const;
  await create(settings);
  await consume(3, { action: 'park', until: parkedAre(3n) });
  await client.deletePersistentSubscriptionToStream('source', 'group');
  await restart();
  await create(settings);
  expect((await statistics()).parkedMessageCount).toBe(0n);
  expect(await consume(3)).toEqual([0, 1, 2]);
});

test('a node that goes lets go of its consumers', { timeout: 30_000 }, async () => {
  await create({});
  const consumer = ofStream();
  await once(consumer, 'confirmation');
  const told = once(consumer, 'error');
  await node.close();
  const [error] = (await told) as [Error];
  expect(error).toMatchObject({ type: 'persistent-subscription-dropped' });
  node = await startEventStore({ data: folder, port: 0 });
});
