/**
 * kill -9 of the embedded event store while two consumers of a group work: every event is dealt with, none before the last checkpoint
 * comes again, and what they could not take is parked. And while projections work: every link is there, once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  EventStoreDBClient,
  jsonEvent,
  type PersistentSubscriptionToStream,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import { expect, test } from 'vitest';
import { Node } from '../harness/node.ts';
import { until } from '../harness/until.ts';

const KILLS = Number(process.env.LYCEUM_FAULT_ROUNDS ?? 4);
const LIMIT = 120_000 + KILLS * 15_000;
const [STREAM, GROUP] = ['work', 'group'];
const CHECKPOINTS = `$persistentsubscription-${STREAM}::${GROUP}-checkpoint`;
const PARKED = `$persistentsubscription-${STREAM}::${GROUP}-parked`;
const isRotten = (revision: number) => revision % 17 === 0;

/** Appends to a stream again and again, each time until it is answered. Gives how many events there are then. */
const writer = (client: EventStoreDBClient, stream: string) => {
  const ending = new AbortController();
  const write = async (): Promise<number> => {
    let written = 0;
    for (; !ending.signal.aborted; written += 5) {
      const expectedRevision = written === 0 ? 'no_stream' : BigInt(written - 1);
      const events = Array.from({ length: 5 }, () => jsonEvent({ type: 'task', data: {} }));
      const append = () => client.appendToStream(stream, events, { expectedRevision }).then(() => true);
      await until('an append is answered', append, { seconds: 60, every: 20 });
    }
    return written;
  };
  const working = write();
  return { stop: () => (ending.abort(), working) };
};

/** What a stream of texts or links holds, when there is one. */
async function textsIn(client: EventStoreDBClient, stream: string): Promise<string[]> {
  const texts: string[] = [];
  try {
    for await (const { event } of client.readStream(stream))
      texts.push(event!.isJson ? String(event!.data) : Buffer.from(event!.data).toString());
  } catch (error) {
    if ((error as { type?: string }).type !== 'stream-not-found') throw error;
  }
  return texts;
}

test('consumers of a group', { timeout: LIMIT }, async () => {
  const node = await Node.start('eventstore');
  const client = EventStoreDBClient.connectionString(node.url);
  const dealtWith = new Set<number>();
  const tooEarly: string[] = [];

  /** Consumes until it is cut off, or ends by itself. */
  const consume = async (subscription: PersistentSubscriptionToStream, checkpoint: number) => {
    for await (const resolved of subscription) {
      const revision = Number(resolved.event!.revision);
      if (revision <= checkpoint) tooEarly.push(`${revision} after the checkpoint ${checkpoint}`);
      if (isRotten(revision)) await subscription.nack('park', 'rotten', resolved);
      else await subscription.ack(resolved);
      dealtWith.add(revision);
    }
  };
  /** Two consumers, once it is read where the group begins: before they come nothing moves. */
  const twoConsumers = async () => {
    const [last = '-1'] = (await until('checkpoints can be read', () => textsIn(client, CHECKPOINTS), { seconds: 60 })).slice(-1);
    const subscriptions = [1, 2].map(() => client.subscribeToPersistentSubscriptionToStream(STREAM, GROUP));
    const ended = Promise.allSettled(subscriptions.map((subscription) => consume(subscription, Number(last))));
    return { subscriptions, ended };
  };

  try {
    const settings = { startFrom: 'start', checkPointAfter: 1, checkPointLowerBound: 1, checkPointUpperBound: 20 } as const;
    await client.createPersistentSubscriptionToStream(STREAM, GROUP, persistentSubscriptionToStreamSettingsFromDefaults(settings));
    const writing = writer(client, STREAM);
    for (let kill = 0; kill < KILLS; kill++) {
      const { ended } = await twoConsumers();
      const before = dealtWith.size;
      await until('the consumers work', () => dealtWith.size > before + 40, { seconds: 60, every: 10 });
      await sleep(Math.random() * 300);
      await node.kill();
      await ended;
      await node.startAgain();
    }
    const last = await twoConsumers();
    const written = await writing.stop();
    await until('everything is dealt with', () => dealtWith.size >= written, { seconds: 60 });
    for (const subscription of last.subscriptions) await subscription.unsubscribe();
    await last.ended;
    expect(tooEarly).toEqual([]);
    expect([...dealtWith].toSorted((a, b) => a - b)).toEqual(Array.from({ length: written }, (_, revision) => revision));
    const rotten = Array.from({ length: written }, (_, revision) => revision).filter(isRotten);
    await until('everything rotten is parked', async () => {
      const parked = new Set(await textsIn(client, PARKED));
      return rotten.every((revision) => parked.has(`${revision}@${STREAM}`));
    });
    await node.kill();
    await node.startAgain();
    const { stats } = await until('figures can be read', () => client.getPersistentSubscriptionToStreamInfo(STREAM, GROUP), {
      seconds: 60,
    });
    expect(Number(stats.parkedMessageCount)).toBeGreaterThanOrEqual(rotten.length);
  } finally {
    await client.dispose();
    await node.stop();
  }
});

test('links of projections', { timeout: LIMIT }, async () => {
  const node = await Node.start('eventstore', '--run-projections', 'System', '--start-standard-projections');
  const client = EventStoreDBClient.connectionString(node.url);
  try {
    const streams = Array.from({ length: 4 }, (_, index) => `task-${index}`);
    const writers = streams.map((stream) => writer(client, stream));
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(300 + Math.random() * 400);
      await node.kill();
      await node.startAgain();
    }
    await sleep(300);
    const counts = await Promise.all(writers.map(({ stop }) => stop()));
    const total = counts.reduce((sum, count) => sum + count, 0);
    for (const stream of ['$ce-task', '$et-task']) {
      const links = await until(
        `${stream} is complete`,
        async () => (await textsIn(client, stream)).length >= total && textsIn(client, stream),
        {
          seconds: 60,
        },
      );
      const expected = streams.map((name, index) => Array.from({ length: counts[index]! }, (_, revision) => `${revision}@${name}`));
      expect(streams.map((name) => links.filter((link) => link.endsWith(`@${name}`)))).toEqual(expected);
    }
  } finally {
    await client.dispose();
    await node.stop();
  }
});
