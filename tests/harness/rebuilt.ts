import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { BSON, MongoClient, type Db } from 'mongodb';
import { signal } from './processes.ts';
import { ROOT } from './product.ts';
import { until } from './until.ts';

/** Where the read models and the log are, and the file of the root secret. */
export interface Stores {
  readonly eventstoreUrl: string;
  readonly mongodbUrl: string;
  readonly secretFile: string;
}

/** The rows of every read model that readers see, as the bytes of their BSON, by model and key. */
async function rowsOf(db: Db): Promise<Map<string, Buffer>> {
  const rows = new Map<string, Buffer>();
  for (const { _id: model, generation } of await db.collection<{ _id: string; generation: number }>('models').find().toArray()) {
    const found = db.collection(`${model}.${generation}`).find({}, { raw: true }) as unknown as AsyncIterable<Buffer>;
    for await (const raw of found) rows.set(`${model} ${String(BSON.deserialize(raw)._id)}`, Buffer.from(raw));
  }
  return rows;
}

/** How far the live read models have got; a position has 20 digits there, so that texts compare as positions do. */
const positionOf = async (db: Db): Promise<string> =>
  (await db.collection<{ _id: string; position: string }>('checkpoints').findOne({ _id: 'live' }))?.position ?? '';

/**
 * Rebuilds all read models from the log, by the projections program itself, into a database of its own, and compares them with the live
 * ones byte for byte once both have seen everything up to `head`. Gives a line for each row that differs, how many rows there are, and the
 * seconds from the start of that program to the last row.
 */
export async function compareWithRebuilt(stores: Stores, head: bigint): Promise<{ rows: number; differences: string[]; seconds: number }> {
  const client = new MongoClient(stores.mongodbUrl);
  const name = `rebuilt_${Date.now()}`;
  const [live, rebuilt] = [client.db(), client.db(name)];
  const began = performance.now();
  const program = spawn(process.execPath, [join(ROOT, 'projections/dist/main.js')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      EVENTSTORE_URL: stores.eventstoreUrl,
      MONGODB_URL: stores.mongodbUrl.replace(/(:\/\/[^/]+\/)[^?]*/, `$1${name}`),
      LYCEUM_SECRET_FILE: stores.secretFile,
    },
  });
  try {
    const wanted = String(head).padStart(20, '0');
    const reached = (db: Db) => async () => (await positionOf(db)) >= wanted;
    await until('the rebuilt read models have seen everything', reached(rebuilt), { seconds: 120 });
    const seconds = (performance.now() - began) / 1000;
    await until('the live read models have seen everything', reached(live), { seconds: 60 });
    const [is, ought] = [await rowsOf(live), await rowsOf(rebuilt)];
    const differences = [...new Set([...is.keys(), ...ought.keys()])].flatMap((key) => {
      const [a, b] = [is.get(key), ought.get(key)];
      return a && b && a.equals(b) ? [] : [`${key}: live ${shown(a)}, rebuilt ${shown(b)}`];
    });
    return { rows: ought.size, differences, seconds };
  } finally {
    signal(program.pid!, 'SIGKILL');
    await rebuilt.dropDatabase().catch(() => undefined);
    await client.close();
  }
}

const shown = (raw: Buffer | undefined): string => (raw ? JSON.stringify(BSON.deserialize(raw)).slice(0, 400) : 'has none');
