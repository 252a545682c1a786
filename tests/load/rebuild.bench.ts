/**
 * All read models rebuilt at once beside the live ones, on a history of about 100,000 facts and on one of five times as many: events a second
 * until all are read and until all are compared, beside what the same machine does bare in the same run: the official client's `readAll`, and
 * the driver's `bulkWrite` of the same rows into empty collections. And how much memory the program takes at most.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { instant, newId } from '@lyceum/contracts';
import { openEventLog, RootSecret, type EventLog } from '@lyceum/stores';
import { MongoClient, type Db, type Document } from 'mongodb';
import { Node } from '../harness/node.ts';
import { family, signal } from '../harness/processes.ts';
import { ROOT } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { writeHistory } from './academy-facts.ts';
import { less, more, SHORT, timed } from './figures.ts';

/** The history, and five times as much. */
const SIZES = SHORT ? [20_000] : [100_000, 500_000];
/** Rows of one call of the driver. */
const AT_ONCE = 5000;

interface Rebuild {
  readonly _id: string;
  readonly phase: string;
  readonly step: string | null;
  readonly difference: { readonly added: number; readonly removed: number; readonly changed: number } | null;
}

const pointersOf = (db: Db) => db.collection<{ _id: string; generation: number }>('models').find().toArray();

async function bareReadAll(url: string): Promise<number> {
  const client = EventStoreDBClient.connectionString(url);
  const seconds =
    (await timed(async () => {
      for await (const _ of client.readAll());
    })) / 1000;
  await client.dispose();
  return seconds;
}

/** Writes the live rows, which are in memory already, into a database of its own. */
async function bareBulkWrite(client: MongoClient): Promise<{ rows: number; seconds: number }> {
  const [live, bare] = [client.db(), client.db('bare')];
  let [rows, milliseconds] = [0, 0];
  for (const { _id, generation } of await pointersOf(live)) {
    const cursor = live.collection<Document>(`${_id}.${generation}`).find({}, { batchSize: AT_ONCE });
    for (let some: Document[] = []; ; some = []) {
      while (some.length < AT_ONCE && (await cursor.hasNext())) some.push((await cursor.next())!);
      if (some.length === 0) break;
      milliseconds += await timed(() => bare.collection(_id).bulkWrite(some.map((document) => ({ insertOne: { document } }))));
      rows += some.length;
    }
  }
  await bare.dropDatabase();
  return { rows, seconds: milliseconds / 1000 };
}

/** Orders a rebuild of every model, as an operator would one after the other, and gives the seconds until all are read and compared. */
async function rebuildAll(log: EventLog, db: Db): Promise<{ read: number; compared: number }> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const names = (await pointersOf(db)).map(({ _id }) => _id);
  const ids = names.map(() => newId());
  await Promise.all(
    names.map((name, i) => {
      const commandId = newId();
      const context = { commandId, correlationId: commandId, causationId: commandId, by: null, at: instant(Date.now()) };
      const data = { name, rebuildId: ids[i]!, from: null, key: null, swap: 'manual' } as const;
      return log.append(`projection-${name}`, [{ type: 'operations.RebuildOrdered.v1', data }], 'any', context);
    }),
  );
  const state = (done: (rebuild: Rebuild) => boolean) => async () => {
    const found = await db
      .collection<Rebuild>('rebuilds')
      .find({ _id: { $in: ids } })
      .toArray();
    return found.length === ids.length && found.every(done) && found;
  };
  const limits = { seconds: 900, every: 200 };
  await until(
    'all are read',
    state(({ phase, step }) => phase !== 'filling' || step === 'comparing'),
    limits,
  );
  const read = seconds();
  const all = await until(
    'all are compared',
    state(({ phase }) => phase !== 'filling'),
    limits,
  );
  const compared = seconds();
  for (const { phase, difference } of all)
    if (phase !== 'compared' || difference === null || difference.added + difference.removed + difference.changed > 0)
      throw new Error(`A rebuild ended as ${phase} with ${JSON.stringify(difference)}`);
  return { read, compared };
}

/** The most memory that the process takes from now on. */
function peakOf(pid: number): () => number {
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, family(pid)[0]?.residentMiB ?? 0)), 200);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

for (const events of SIZES) {
  const [eventstore, mongo] = await Promise.all([Node.start('eventstore'), Node.start('mongo')]);
  const secret = randomBytes(32).toString('base64');
  const secretFile = join(eventstore.folder, 'secret');
  writeFileSync(secretFile, secret, { mode: 0o600 });
  const log = openEventLog({ url: eventstore.url, secret: new RootSecret(secret) });
  const client = new MongoClient(mongo.url);
  const env = { PATH: process.env.PATH, EVENTSTORE_URL: eventstore.url, MONGODB_URL: mongo.url, LYCEUM_SECRET_FILE: secretFile };
  const program = { pid: 0 };
  try {
    const { count, head } = await writeHistory(log, events);
    const wanted = String(head).padStart(20, '0');
    const first = await timed(async () => {
      const child = spawn(process.execPath, [join(ROOT, 'projections/dist/main.js')], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env,
      });
      program.pid = child.pid!;
      const position = async () =>
        (await client.db().collection<{ _id: string; position: string }>('checkpoints').findOne({ _id: 'live' }))?.position;
      await until('all is folded', async () => ((await position()) ?? '') >= wanted, { seconds: 900, every: 50 });
    });
    const firstPeak = family(program.pid)[0]?.residentMiB ?? 0;
    const readAll = await bareReadAll(eventstore.url);
    const { rows, seconds: bulkWrite } = await bareBulkWrite(client);
    await sleep(1000);
    const peak = peakOf(program.pid);
    const rebuilt = await rebuildAll(log, client.db());
    const memory = peak();
    const of = `${count} events into all read models (${rows} rows)`;
    const slower = Math.max(readAll, bulkWrite);
    const bare = { name: readAll > bulkWrite ? 'bare readAll' : `bare bulkWrite of the rows`, figure: count / slower };
    more(`rebuild: bare readAll of ${count} events`, count / readAll, 'events/s');
    more(`rebuild: bare bulkWrite of ${rows} rows (as events)`, count / bulkWrite, 'events/s');
    more(`rebuild: ${of}, all at once beside the live ones`, count / rebuilt.read, 'events/s', bare);
    more(`rebuild: ${of}, read and compared`, count / rebuilt.compared, 'events/s', bare);
    more(`rebuild: ${of}, caught up from an empty database`, (count * 1000) / first, 'events/s', bare);
    less(`rebuild: memory at most, ${count} events`, memory, 'MiB');
    less(`rebuild: memory after catching up, ${count} events`, firstPeak, 'MiB');
  } finally {
    signal(program.pid, 'SIGKILL');
    await client.close();
    await log.close();
    await Promise.all([eventstore.stop(), mongo.stop()]);
  }
}
