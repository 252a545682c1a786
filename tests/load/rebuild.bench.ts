/**
 * All read models rebuilt at once beside the live ones, on the history of the Open University, on five times as much of it, and on one that is
 * made up: events a second until all are read and until all are compared, beside what the same machine does bare in the same run: the official
 * client's `readAll`, and the driver's `bulkWrite` of the same rows into empty collections, without indexes and with those of the live ones.
 * And how much memory the program takes at most. `--times 1,5` says how often the university's history is taken.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { EventStoreDBClient } from '@eventstore/db-client';
import { instant, newId } from '@lyceum/contracts';
import { openEventLog, RootSecret, type EventLog } from '@lyceum/stores';
import { MongoClient, type Db, type Document, type IndexDescription } from 'mongodb';
import { Node } from '../harness/node.ts';
import { family, signal } from '../harness/processes.ts';
import { ROOT } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { writeHistory } from './academy-facts.ts';
import { less, more, SHORT, timed } from './figures.ts';
import { bringIn, haveOulad } from './open-university.ts';

const { values } = parseArgs({ options: { times: { type: 'string' }, short: { type: 'boolean' } } });

/** Rows of one call of the driver. */
const AT_ONCE = 5000;

interface Rebuild {
  readonly _id: string;
  readonly phase: string;
  readonly step: string | null;
  readonly difference: { readonly added: number; readonly removed: number; readonly changed: number } | null;
}

const pointersOf = (db: Db) => db.collection<{ _id: string; generation: number }>('models').find().toArray();

/** Reads all there is, and says how many facts of the academy were among it, and where the last of them is. */
async function bareReadAll(url: string): Promise<{ facts: number; head: bigint; seconds: number }> {
  const client = EventStoreDBClient.connectionString(url);
  let [facts, head] = [0, 0n];
  const milliseconds = await timed(async () => {
    for await (const { event } of client.readAll()) {
      if (!event || event.type.startsWith('$')) continue;
      facts++;
      head = event.position!.commit;
    }
  });
  await client.dispose();
  return { facts, head, seconds: milliseconds / 1000 };
}

/** Writes the live rows, which are in memory already, into a database of its own, whose collections have their indexes or none. */
async function bareBulkWrite(client: MongoClient, indexed: boolean): Promise<{ rows: number; seconds: number }> {
  const [live, bare] = [client.db(), client.db('bare')];
  let [rows, milliseconds] = [0, 0];
  for (const { _id, generation } of await pointersOf(live)) {
    const collection = live.collection<Document>(`${_id}.${generation}`);
    const indexes = indexed ? (await collection.indexes()).filter(({ name }) => name !== '_id_') : [];
    if (indexes.length > 0) await bare.collection(_id).createIndexes(indexes.map(({ v: _, ...index }) => index as IndexDescription));
    const cursor = collection.find({}, { batchSize: AT_ONCE });
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

/** A history in an event store. */
interface History {
  readonly name: string;
  readonly facts: number;
  readonly head: bigint;
  readonly secretFile: string;
}

/** Made up, or that of the Open University so many times over. */
type Wanted = { readonly events: number } | { readonly times: number };

async function historyIn(eventstore: Node, wanted: Wanted): Promise<History> {
  const secretFile = join(eventstore.folder, 'secret');
  if ('times' in wanted) {
    const mongo = await Node.start('mongo');
    try {
      await (await bringIn({ eventstore, mongo }, eventstore.folder, wanted.times)).stop();
    } finally {
      await mongo.stop();
    }
    const { facts, head } = await bareReadAll(eventstore.url);
    return { name: wanted.times === 1 ? 'Open University' : `Open University ${wanted.times} times`, facts, head, secretFile };
  }
  const secret = randomBytes(32).toString('base64');
  writeFileSync(secretFile, secret, { mode: 0o600 });
  const log = openEventLog({ url: eventstore.url, secret: new RootSecret(secret) });
  try {
    const { count, head } = await writeHistory(log, wanted.events);
    return { name: 'made up', facts: count, head, secretFile };
  } finally {
    await log.close();
  }
}

async function measure(eventstore: Node, mongo: Node, { name, facts, head, secretFile }: History): Promise<void> {
  const log = openEventLog({ url: eventstore.url, secret: new RootSecret(readFileSync(secretFile, 'utf8')) });
  const client = new MongoClient(mongo.url);
  const env = { PATH: process.env.PATH, EVENTSTORE_URL: eventstore.url, MONGODB_URL: mongo.url, LYCEUM_SECRET_FILE: secretFile };
  const program = { pid: 0 };
  try {
    const wanted = String(head).padStart(20, '0');
    const first = await timed(async () => {
      const child = spawn(process.execPath, [join(ROOT, 'projections/dist/main.js')], { stdio: ['ignore', 'ignore', 'inherit'], env });
      program.pid = child.pid!;
      const position = async () =>
        (await client.db().collection<{ _id: string; position: string }>('checkpoints').findOne({ _id: 'live' }))?.position;
      await until('all is folded', async () => ((await position()) ?? '') >= wanted, { seconds: 1800, every: 50 });
    });
    const firstPeak = family(program.pid)[0]?.residentMiB ?? 0;
    // Before and after, for a machine may be slower at one time than at another.
    const bareOnce = async () => ({
      read: await bareReadAll(eventstore.url),
      write: await bareBulkWrite(client, false),
      indexed: await bareBulkWrite(client, true),
    });
    const before = await bareOnce();
    await sleep(1000);
    const peak = peakOf(program.pid);
    const rebuilt = await rebuildAll(log, client.db());
    const memory = peak();
    const after = await bareOnce();
    const mean = (of: 'read' | 'write' | 'indexed') => (before[of].seconds + after[of].seconds) / 2;
    const [readAll, bulkWrite, withIndexes] = [mean('read'), mean('write'), mean('indexed')];
    const { rows } = before.write;
    const of = `${name}, ${facts} events into all read models (${rows} rows)`;
    const bare =
      readAll > bulkWrite
        ? { name: 'bare readAll', figure: facts / readAll }
        : { name: 'bare bulkWrite of the rows', figure: facts / bulkWrite };
    more(`rebuild: ${name}, bare readAll of ${facts} events`, facts / readAll, 'events/s');
    more(`rebuild: ${name}, bare bulkWrite of ${rows} rows (as events)`, facts / bulkWrite, 'events/s');
    const indexed = { name: 'bare bulkWrite of the rows into collections with their indexes', figure: facts / withIndexes };
    more(`rebuild: ${name}, ${indexed.name} (as events)`, indexed.figure, 'events/s');
    more(`rebuild: ${of}, all at once beside the live ones`, facts / rebuilt.read, 'events/s', bare);
    more(`rebuild: ${of}, all at once, against what has the indexes too`, facts / rebuilt.read, 'events/s', indexed);
    more(`rebuild: ${of}, read and compared`, facts / rebuilt.compared, 'events/s', bare);
    more(`rebuild: ${of}, caught up from an empty database`, (facts * 1000) / first, 'events/s', bare);
    less(`rebuild: ${name}, memory at most, ${facts} events`, memory, 'MiB');
    less(`rebuild: ${name}, memory after catching up, ${facts} events`, firstPeak, 'MiB');
  } finally {
    signal(program.pid, 'SIGKILL');
    await client.close();
    await log.close();
  }
}

for (const wanted of wantedHistories()) {
  const eventstore = await Node.start('eventstore');
  try {
    const history = await historyIn(eventstore, wanted);
    const mongo = await Node.start('mongo');
    await measure(eventstore, mongo, history).finally(() => mongo.stop());
  } finally {
    await eventstore.stop();
  }
}

/** The history of the Open University and five times as much of it, and one that is made up; of that two, where the files are not there. */
function wantedHistories(): readonly Wanted[] {
  if (values.times) return values.times.split(',').map((times) => ({ times: Number(times) }));
  if (!haveOulad()) return (SHORT ? [20_000] : [100_000, 500_000]).map((events) => ({ events }));
  return SHORT ? [{ events: 20_000 }] : [{ times: 1 }, { times: 5 }, { events: 100_000 }];
}
