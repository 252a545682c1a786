/**
 * 10,000 events through a persistent subscription of the embedded event store, each acknowledged, beside the same events through a
 * catch-up subscription in the same run; and what the standard projections cost those who append.
 */
import { EventStoreDBClient, jsonEvent, persistentSubscriptionToStreamSettingsFromDefaults, START } from '@eventstore/db-client';
import { forSeconds, less, more, percentile, timed } from './figures.ts';
import { Node } from '../harness/node.ts';

const EVENTS = 10_000;
const WRITERS = 8;
const REAL = 'EventStoreDB 24.6.0 with its projections on 2 cores, on disk';
/** Appends a second by eight writers. */
const REAL_PROJECTING = 958;

const event = () => jsonEvent({ type: 'bench.Happened.v1', data: { text: 'x'.repeat(386) } });

const consumers = async () => {
  const node = await Node.start('eventstore');
  const client = EventStoreDBClient.connectionString(node.url);
  try {
    for (let written = 0; written < EVENTS; written += 500) await client.appendToStream('events', Array.from({ length: 500 }, event));
    const caughtUp = async () => {
      let seen = 0;
      const subscription = client.subscribeToStream('events', { fromRevision: START });
      for await (const { event: found } of subscription) if (found && ++seen === EVENTS) break;
      await subscription.unsubscribe();
    };
    const shared = async (group: string, bufferSize: number) => {
      const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START });
      await client.createPersistentSubscriptionToStream('events', group, settings);
      const subscription = client.subscribeToPersistentSubscriptionToStream('events', group, { bufferSize });
      let seen = 0;
      for await (const resolved of subscription) {
        await subscription.ack(resolved);
        if (++seen === EVENTS) break;
      }
      await subscription.unsubscribe();
    };
    await caughtUp();
    const catchUp = EVENTS / ((await timed(caughtUp)) / 1000);
    for (const bufferSize of [10, 200]) {
      const rate = EVENTS / ((await timed(() => shared(`group-${bufferSize}`, bufferSize))) / 1000);
      const name = `persistent subscription: ${EVENTS} events, each acknowledged, ${bufferSize} in flight`;
      more(name, rate, 'events/s', { name: 'a catch-up subscription', figure: catchUp });
    }
    less('persistent subscription: resident afterwards', node.usage().residentMiB, 'MiB');
  } finally {
    await client.dispose();
    await node.stop();
  }
};

const appends = async (...options: string[]) => {
  const node = await Node.start('eventstore', ...options);
  const client = EventStoreDBClient.connectionString(node.url);
  try {
    await forSeconds(1, WRITERS, (writer) => client.appendToStream(`warm-${writer}`, event()));
    return await forSeconds(4, WRITERS, (writer) => client.appendToStream(`writers-${writer}`, event()));
  } finally {
    await client.dispose();
    await node.stop();
  }
};

await consumers();
const plain = await appends();
const projecting = await appends('--run-projections', 'System', '--start-standard-projections');
const name = `standard projections: appends, ${WRITERS} writers`;
more(name, projecting.perSecond, 'appends/s', { name: 'without projections', figure: plain.perSecond });
more(`${name}, beside the real one`, projecting.perSecond, 'appends/s', { name: REAL, figure: REAL_PROJECTING });
less(`${name}, p99`, percentile(projecting.times, 0.99), 'ms');
