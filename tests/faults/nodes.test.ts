/** kill -9 of each embedded node alone, under writers that repeat what was not acknowledged: what was acknowledged is there, once. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { MongoClient } from 'mongodb';
import { expect, test } from 'vitest';
import { readLedger } from '../harness/ledger.ts';
import { Node } from '../harness/node.ts';
import { until } from '../harness/until.ts';

const WRITERS = 16;
const KILLS = Number(process.env.LYCEUM_FAULT_ROUNDS ?? 4);

/** Writers do `write` again and again, each time until it is acknowledged, while `node` is killed `KILLS` times. */
async function underKills(node: Node, write: (writer: number, number: number) => Promise<unknown>): Promise<number[]> {
  const ending = new AbortController();
  const acknowledged = Array.from({ length: WRITERS }, () => 0);
  const writer = async (_: unknown, index: number) => {
    while (!ending.signal.aborted) {
      await until(`writer ${index} is answered`, () => write(index, acknowledged[index]!).then(() => true), { seconds: 40, every: 20 });
      acknowledged[index]!++;
    }
  };
  const working = Promise.all(acknowledged.map(writer));
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(150 + Math.random() * 250);
    await node.kill();
    await node.startAgain();
  }
  await until('every writer went on between and after the kills', () => Math.min(...acknowledged) > KILLS, { seconds: 60 });
  ending.abort();
  await working;
  return acknowledged;
}

test(
  'the event store',
  async () => {
    const node = await Node.start('eventstore');
    const client = EventStoreDBClient.connectionString(node.url);
    try {
      const ids = new Map<string, string>();
      const acknowledged = await underKills(node, (writer, number) => {
        const name = `${writer} ${number}`;
        const id = ids.get(name) ?? randomUUID();
        ids.set(name, id);
        const expectedRevision = number === 0 ? 'no_stream' : BigInt(number - 1);
        const event = jsonEvent({ id, type: 'kept', data: { number } });
        return client.appendToStream(`writer-${writer}`, event, { expectedRevision });
      });
      const ledger = await readLedger(node.url);
      const numbers = acknowledged.map((_, writer) =>
        ledger.filter(({ stream }) => stream === `writer-${writer}`).map(({ data }) => data.number),
      );
      expect(numbers).toEqual(acknowledged.map((count) => Array.from({ length: count }, (__, number) => number)));
    } finally {
      await client.dispose();
      await node.stop();
    }
  },
  60_000 + KILLS * 10_000,
);

test(
  'the document store',
  async () => {
    const node = await Node.start('mongo');
    const client = new MongoClient(node.url, { serverSelectionTimeoutMS: 2000 });
    try {
      const rows = client.db().collection<{ _id: string; writer: number; number: number }>('rows');
      const counters = client.db().collection<{ _id: string; count: number }>('counters');
      const acknowledged = await underKills(node, async (writer, number) => {
        const _id = `${writer} ${number}`;
        await rows.updateOne({ _id }, { $set: { writer, number } }, { upsert: true });
        await counters.updateOne(
          { _id: String(writer), count: { $lte: number } },
          { $set: { count: number + 1 } },
          { upsert: number === 0 },
        );
      });
      for (const [writer, count] of acknowledged.entries()) {
        expect((await rows.find({ writer }).toArray()).map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, number) => number),
        );
        expect(await counters.findOne({ _id: String(writer) })).toEqual({ _id: String(writer), count });
      }
    } finally {
      await client.close();
      await node.stop();
    }
  },
  60_000 + KILLS * 10_000,
);
