import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventStore, type EventStoreNode } from 'lyceum-eventstore';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differencesTable, judge, observe, readRecording, reasonToSkip, supportTable } from './conformance.mjs';
import { README, withTables } from './readme.mjs';

// A real server named by EVENTSTORE_URL is asked one scenario after the other, since some read its whole $all. Of the embedded
// node every worker has one of its own, so that most of the waiting is done at once; some of them run the standard projections.
const WORKERS = { plain: 8, projecting: 2 };
const real = process.env['EVENTSTORE_URL'];

const recording = await readRecording();
const names = Object.keys(recording);
const reasonFor = (name: string) => reasonToSkip(name, real !== undefined);
const chosen = names.filter((name) => reasonFor(name) === undefined);

let folder: string;
const nodes: EventStoreNode[] = [];
let run: ReturnType<typeof observe>;
const faulty = new Set<string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eventstore-conformance-'));
  const start = async (count: number, projections: 'none' | 'running') => {
    const started = await Promise.all(
      Array.from({ length: count }, (_, index) => startEventStore({ data: join(folder, `${projections}-${index}`), port: 0, projections })),
    );
    nodes.push(...started);
    return started.map(({ url }) => url);
  };
  const servers =
    real === undefined
      ? { plain: await start(WORKERS.plain, 'none'), projecting: await start(WORKERS.projecting, 'running') }
      : { plain: [real], projecting: [] };
  run = observe(servers, chosen);
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
