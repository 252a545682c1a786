/**
 * The embedded event store against bare node:sqlite with the same rows and the same durability (WAL, synchronous=FULL), and against
 * the real server: EventStoreDB 24.6.0 beside the same client on 2 cores, on disk, measured once; its figures are constants here.
 * Bare SQLite commits as many rows at once as there are writers: what a perfect group commit could do.
 */
import { EventStoreDBClient, jsonEvent, START, type JSONEventData } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { bareLog } from './bare-sqlite.ts';
import { forSeconds, less, more, percentile, timed } from './figures.ts';
import { Node } from '../harness/node.ts';

const REAL = 'EventStoreDB 24.6.0 on 2 cores, on disk';
const REAL_APPENDS: Readonly<Record<number, { perSecond: number; p99: number }>> = {
  1: { perSecond: 647, p99: 6.7 },
  8: { perSecond: 1563, p99: 13 },
  64: { perSecond: 3290, p99: 50 },
};
const REAL_BATCHES = 15_079;
/** It read between 17,100 and 26,100 events a second: the better one counts. */
const REAL_READ = 26_100;
const EVENTS = 100_000;
const SECONDS = 4;

const event = (): JSONEventData =>
  jsonEvent({ id: randomUUID(), type: 'bench.Happened.v1', data: { text: 'x'.repeat(386) }, metadata: { at: 0 } });

const node = await Node.start('eventstore');
const client = EventStoreDBClient.connectionString(node.url);
let written = 0;
try {
  const bare = bareLog(node.folder);
  await forSeconds(1, 8, (writer) => client.appendToStream(`warm-${writer}`, event()));
  for (const writers of [1, 8, 64]) {
    const ours = await forSeconds(SECONDS, writers, (writer) => client.appendToStream(`writers-${writers}-${writer}`, event()));
    written += ours.times.length;
    const bareRate = await bare.appendsPerSecond(writers, SECONDS / 2);
    const name = `event store: appends, ${writers} writer${writers > 1 ? 's' : ''}`;
    more(name, ours.perSecond, 'appends/s', { name: `bare node:sqlite, ${writers} rows a commit`, figure: bareRate });
    more(`${name}, beside the real one`, ours.perSecond, 'appends/s', { name: REAL, figure: REAL_APPENDS[writers]!.perSecond });
    less(`${name}, p50`, percentile(ours.times, 0.5), 'ms');
    less(`${name}, p99`, percentile(ours.times, 0.99), 'ms', { name: REAL, figure: REAL_APPENDS[writers]!.p99 });
  }

  const batch = () => Array.from({ length: 500 }, event);
  const hundred = await timed(async () => {
    for (let i = 0; i < 100; i++) await client.appendToStream(`batches-${i % 10}`, batch());
  });
  written += 50_000;
  const batchRate = 50_000 / (hundred / 1000);
  more('event store: 100 appends of 500', batchRate, 'events/s', {
    name: 'bare node:sqlite, 500 rows a commit',
    figure: bare.batchesPerSecond(100, 500),
  });
  more('event store: 100 appends of 500, beside the real one', batchRate, 'events/s', { name: REAL, figure: REAL_BATCHES });

  for (; written < EVENTS; written += 500) await client.appendToStream('more', batch());
  const read = async (maxCount: number) => {
    let count = 0;
    for await (const { event: found } of client.readAll({ fromPosition: START, maxCount })) if (found) count++;
    if (count !== maxCount) throw new Error(`readAll gave ${count} of ${maxCount} events`);
  };
  await read(1000);
  const readRate = EVENTS / ((await timed(() => read(EVENTS))) / 1000);
  more(`event store: readAll of ${EVENTS}`, readRate, 'events/s', { name: 'bare node:sqlite', figure: bare.readPerSecond(EVENTS) });
  more(`event store: readAll of ${EVENTS}, beside the real one`, readRate, 'events/s', { name: REAL, figure: REAL_READ });
  less('event store: resident afterwards', node.usage().residentMiB, 'MiB', { name: REAL, figure: 180 });
} finally {
  await client.dispose();
  await node.stop();
}
