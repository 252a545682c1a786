/**
 * Persistent subscriptions and links as the official client uses them. The server is the embedded node, which runs the standard
 * projections, or the one named by EVENTSTORE_URL.
 */
import { randomUUID } from 'node:crypto';
import {
  EventStoreDBClient,
  eventTypeFilter,
  jsonEvent,
  type PersistentAction,
  type PersistentSubscriptionToStream,
  type PersistentSubscriptionToStreamResolvedEvent,
  type PersistentSubscriptionToStreamSettings,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  streamNameFilter,
} from '@eventstore/db-client';
import { type EventStoreNode, startEventStore } from 'lyceum-eventstore';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../../harness/until.ts';

const real = process.env['EVENTSTORE_URL'];
const GROUP = 'group';

let node: EventStoreNode | undefined;
let client: EventStoreDBClient;
let stream: string;
const consumers: Consumer[] = [];

beforeAll(async () => {
  if (real === undefined) node = await startEventStore({ data: ':memory:', port: 0, projections: 'running' });
  client = EventStoreDBClient.connectionString(real ?? node!.url);
});

beforeEach(() => {
  stream = `stream_${randomUUID().replaceAll('-', '')}`;
});

afterEach(async () => {
  for (const consumer of consumers.splice(0)) await consumer.leave();
});

afterAll(async () => {
  await client.dispose();
  await node?.close();
});

type Decide = (event: PersistentSubscriptionToStreamResolvedEvent) => 'ack' | PersistentAction | undefined;

/** A consumer that answers what it gets, and remembers it as `3@stream`, with the count of tries after the first. */
class Consumer {
  readonly seen: string[] = [];
  failure: unknown;
  private readonly subscription: PersistentSubscriptionToStream;

  constructor(subscription: PersistentSubscriptionToStream, decide: Decide) {
    this.subscription = subscription;
    subscription.on('error', (error) => (this.failure = error));
    subscription.on('data', (resolved) => {
      const { event, retryCount } = resolved;
      this.seen.push(`${event?.revision}@${event?.streamId}${retryCount ? ` again ${retryCount}` : ''}`);
      const decision = decide(resolved);
      if (decision === 'ack') void subscription.ack(resolved);
      else if (decision) void subscription.nack(decision, 'because', resolved);
    });
    consumers.push(this);
  }

  has(count: number): Promise<unknown> {
    return until(`a consumer has ${count} events`, () => this.seen.length >= count, { seconds: 30, every: 10 });
  }

  async leave(): Promise<void> {
    await this.subscription.unsubscribe();
  }
}

const consume = (decide: Decide = () => 'ack', source = stream, bufferSize = 10): Consumer =>
  new Consumer(client.subscribeToPersistentSubscriptionToStream(source, GROUP, { bufferSize }), decide);

const consumeAll = (group: string, decide: Decide = () => 'ack'): Consumer =>
  new Consumer(client.subscribeToPersistentSubscriptionToAll(group) as unknown as PersistentSubscriptionToStream, decide);

const create = (settings: Partial<PersistentSubscriptionToStreamSettings> = {}, source = stream) =>
  client.createPersistentSubscriptionToStream(
    source,
    GROUP,
    persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start', ...settings }),
  );

const write = (count: number, to = stream, type = 'fact') =>
  client.appendToStream(
    to,
    Array.from({ length: count }, () => jsonEvent({ type, data: {} })),
  );

const statistics = async () => (await client.getPersistentSubscriptionToStreamInfo(stream, GROUP)).stats;
const parkedAre = (count: bigint) =>
  until(`${count} are parked`, async () => (await statistics()).parkedMessageCount === count, { seconds: 30 });
const revisions = (from: number, to: number, of = stream) => Array.from({ length: to - from }, (_, index) => `${from + index}@${of}`);
const joined = (count: number) =>
  until(
    `${count} have joined`,
    async () => (await client.getPersistentSubscriptionToStreamInfo(stream, GROUP)).connections.length === count,
  );

describe('consumers that compete', () => {
  test('share everything, nothing twice', async () => {
    await create();
    const both = [consume(), consume()];
    await joined(2);
    await write(300);
    await until('all has come', () => both.flatMap(({ seen }) => seen).length >= 300, { seconds: 30 });
    expect(both.flatMap(({ seen }) => seen).toSorted()).toEqual(revisions(0, 300).toSorted());
    for (const { seen } of both) expect(seen.length).toBeGreaterThan(100);
  });

  test('get what one left that took it along, as tried before', async () => {
    await write(4);
    await create();
    const one = consume(() => undefined);
    await one.has(4);
    const other = consume();
    await one.leave();
    await other.has(4);
    expect(other.seen).toEqual(revisions(0, 4).map((name) => `${name} again 1`));
  });

  test('one that is stuck keeps no more than it asked for', async () => {
    await create();
    const stuck = consume(() => undefined, stream, 3);
    const other = consume();
    await joined(2);
    await write(100);
    await other.has(97);
    expect(stuck.seen).toHaveLength(3);
  });

  test('Pinned: those of one stream stay with one consumer, in their order', async () => {
    const prefix = `${stream}-`;
    const settings = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: 'end', consumerStrategyName: 'Pinned' });
    await client.createPersistentSubscriptionToAll(stream, settings, { filter: streamNameFilter({ prefixes: [prefix] }) });
    const both = [consumeAll(stream), consumeAll(stream)];
    await until('both have joined', async () => (await client.getPersistentSubscriptionToAllInfo(stream)).connections.length === 2);
    for (let round = 0; round < 5; round += 1) for (let number = 0; number < 12; number += 1) await write(1, `${prefix}${number}`);
    await until('all has come', () => both.flatMap(({ seen }) => seen).length >= 60, { seconds: 30 });
    for (let number = 0; number < 12; number += 1) {
      const of = both.map(({ seen }) => seen.filter((name) => name.endsWith(`@${prefix}${number}`)));
      expect(of.toSorted((a, b) => a.length - b.length)).toEqual([[], revisions(0, 5, `${prefix}${number}`)]);
    }
    await client.deletePersistentSubscriptionToAll(stream);
  });

  test('DispatchToSingle: the second gets what the first cannot take any more', async () => {
    await create({ consumerStrategyName: 'DispatchToSingle' });
    const first = consume(() => undefined, stream, 5);
    await joined(1);
    const second = consume(() => undefined, stream, 5);
    await joined(2);
    await write(8);
    await second.has(3);
    expect([first.seen, second.seen]).toEqual([revisions(0, 5), revisions(5, 8)]);
  });
});

describe('an event that nobody can take', () => {
  test('is tried again, then parked, and sent again when that is asked for', async () => {
    await write(2);
    await create({ maxRetryCount: 2 });
    let broken = true;
    const consumer = consume(({ event }) => (broken && event?.revision === 0n ? 'retry' : 'ack'));
    await parkedAre(1n);
    expect(consumer.seen.filter((name) => name.startsWith('0@'))).toEqual([`0@${stream}`, `0@${stream} again 1`, `0@${stream} again 2`]);
    broken = false;
    await client.replayParkedMessagesToStream(stream, GROUP);
    await consumer.has(5);
    expect(consumer.seen.at(-1)).toBe(`0@${stream}`);
    await parkedAre(0n);
  });

  test('goes to another when it takes too long', async () => {
    await write(1);
    await create({ messageTimeout: 200 });
    const slow = consume(() => undefined);
    await slow.has(1);
    const other = consume();
    await joined(2);
    await until('it was sent again', () => slow.seen.length + other.seen.length > 1, { seconds: 30 });
    expect([...slow.seen, ...other.seen].at(-1)).toBe(`0@${stream} again 1`);
  });

  test('does not hold up a checkpoint of everything behind it for ever: it is parked first', async () => {
    await write(6);
    await create({ maxRetryCount: 0, checkPointAfter: 1, checkPointLowerBound: 1 });
    consume(({ event }) => (event?.revision === 2n ? 'retry' : 'ack'));
    await until('the checkpoint is behind all', async () => (await statistics()).lastCheckpointedEventRevision === 5n, { seconds: 30 });
    expect((await statistics()).parkedMessageCount).toBe(1n);
  });
});

describe('a group', () => {
  test('that is deleted lets go of its consumers', async () => {
    await create();
    const consumer = consume();
    await joined(1);
    await client.deletePersistentSubscriptionToStream(stream, GROUP);
    await until('the consumer is told', () => consumer.failure);
    expect(consumer.failure).toMatchObject({ type: 'persistent-subscription-dropped', streamName: stream, groupName: GROUP });
  });

  test('of $all goes by event types, from a position on', async () => {
    const type = `type_${stream}`;
    await write(1, stream, type);
    const { position } = await write(1, `${stream}-2`, type);
    const settings = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: position! });
    await client.createPersistentSubscriptionToAll(stream, settings, { filter: eventTypeFilter({ prefixes: [type] }) });
    await write(1, `${stream}-3`, 'other');
    await write(1, `${stream}-3`, type);
    const consumer = consumeAll(stream);
    await consumer.has(2);
    expect(consumer.seen).toEqual([`0@${stream}-2`, `1@${stream}-3`]);
    await client.deletePersistentSubscriptionToAll(stream);
  });

  test('measures how long consumers take, if it is told to', async () => {
    await write(5);
    await create({ extraStatistics: true });
    await consume().has(5);
    const measured = await until('it has measured', async () => {
      const { connections } = await client.getPersistentSubscriptionToStreamInfo(stream, GROUP);
      return connections[0]?.extraStatistics;
    });
    expect([...measured.keys()]).toEqual(expect.arrayContaining(['mean', 'median', 'fastest', 'quintile 1', '99.9%', 'highest']));
  });
});

describe.skipIf(real !== undefined)('links of the standard projections', () => {
  test('to a category are followed by a group', async () => {
    await write(2, `${stream}-1`);
    await create({ resolveLinkTos: true }, `$ce-${stream}`);
    const consumer = consume(() => 'ack', `$ce-${stream}`);
    await consumer.has(2);
    await write(1, `${stream}-2`);
    await consumer.has(3);
    expect(consumer.seen).toEqual([`0@${stream}-1`, `1@${stream}-1`, `0@${stream}-2`]);
  });
});
