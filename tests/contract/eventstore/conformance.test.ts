import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventStore, type EventStoreNode } from 'lyceum-eventstore';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differencesTable, judge, observe, readRecording, reasonToSkip, supportTable } from './conformance.mjs';
import { README, withTables } from './readme.mjs';

// A real server named by EVENTSTORE_URL is asked one scenario after the other, since some read its whole $all. Of the embedded
// node every worker has one of its own, so that most of the waiting is done at once.
const WORKERS = 8;
const real = process.env['EVENTSTORE_URL'];

const recording = await readRecording();
const names = Object.keys(recording);
const reasonFor = (name: string) => reasonToSkip(name, real !== undefined);
const chosen = names.filter((name) => reasonFor(name) === undefined);

let folder: string;
let nodes: EventStoreNode[] = [];
let run: ReturnType<typeof observe>;
const faulty = new Set<string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eventstore-conformance-'));
  if (real === undefined)
    nodes = await Promise.all(
      Array.from({ length: WORKERS }, (_, index) => startEventStore({ data: join(folder, String(index)), port: 0 })),
    );
  run = observe(real === undefined ? nodes.map(({ url }) => url) : [real], chosen);
});

afterAll(async () => {
  await run.done;
  await Promise.all(nodes.map((node) => node.close()));
  await rm(folder, { recursive: true, force: true });
});

describe(`${real === undefined ? 'the embedded node' : real} answers like EventStoreDB 24.6`, () => {
  for (const name of names) {
    const reason = reasonFor(name);
    test.skipIf(reason !== undefined)(`${name}${reason === undefined ? '' : ` (${reason})`}`, { timeout: 300_000 }, async () => {
      const { faults, outdated } = judge(name, await run.of(name), recording);
      if (faults.length > 0) faulty.add(name);
      expect({ faults, outdated: real === undefined ? outdated : [] }).toEqual({ faults: [], outdated: [] });
    });
  }
});

test.skipIf(real !== undefined)('the README says what these scenarios show', async () => {
  const readme = await readFile(README, 'utf8');
  expect(withTables(readme, { support: supportTable(names, faulty), differences: differencesTable() })).toBe(readme);
});
