import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EventStore } from './storage/event-store.ts';

const PROGRAM = new URL('../bin/lyceum-eventstore.mjs', import.meta.url).pathname;

let folder: string;
const running = new Set<ChildProcess>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lyceum-eventstore-'));
});

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]): ChildProcess => {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  return child;
};

const start = async (data = folder): Promise<{ child: ChildProcess; url: string; port: number }> => {
  const child = run('--data', data, '--port', '0');
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  const [, url = '', port] = /^lyceum-eventstore is ready at (esdb:\/\/127\.0\.0\.1:(\d+)\?tls=false)\n$/.exec(line.toString()) ?? [];
  expect(url).not.toBe('');
  return { child, url, port: Number(port) };
};

/** What a program that could not start says, and its exit code. */
const failure = async (...args: string[]): Promise<{ code: number; said: string }> => {
  const child = run(...args);
  let said = '';
  child.stderr!.on('data', (text) => (said += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
};

describe('a start that fails says why in one line', { timeout: 30_000 }, () => {
  test('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    expect(await failure('--data', folder, '--port', String(port))).toEqual({
      code: 1,
      said: `lyceum-eventstore: port ${port} of 127.0.0.1 is taken by another program\n`,
    });
    other.close();
  });

  test('a folder that another node uses', async () => {
    await start();
    expect(await failure('--data', folder, '--port', '0')).toEqual({
      code: 1,
      said: `lyceum-eventstore: another process is using the data folder ${folder}\n`,
    });
  });

  test('a folder that cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { code, said } = await failure('--data', join(folder, 'file', 'below'), '--port', '0');
    expect(code).toBe(1);
    expect(said).toMatch(/^lyceum-eventstore: the data folder .* cannot be used: .*\n$/);
  });

  test('a command line that makes no sense', async () => {
    const { code, said } = await failure('--data', folder, '--port', 'none');
    expect(code).toBe(1);
    expect(said).toMatch(/^lyceum-eventstore: none is no port\nusage: /);
  });

  test('projections that there are not', async () => {
    const { code, said } = await failure('--data', folder, '--port', '0', '--run-projections', 'All');
    expect(code).toBe(1);
    expect(said).toMatch(/^lyceum-eventstore: --run-projections All is not supported: only None and System, /);
  });

  test('projections that are started and not run', async () => {
    const { code, said } = await failure('--data', folder, '--port', '0', '--start-standard-projections');
    expect(code).toBe(1);
    expect(said).toMatch(/^lyceum-eventstore: --start-standard-projections needs --run-projections System\nusage: /);
  });
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it soon and well, whoever is subscribed', { timeout: 30_000 }, async (signal) => {
  const { child, url } = await start();
  const client = EventStoreDBClient.connectionString(url);
  const subscription = client.subscribeToAll();
  const dropped = once(subscription, 'error');
  await once(subscription, 'caughtUp');
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
  await dropped;
  await client.dispose();
});

test('kill -9 in the middle of appends loses nothing acknowledged and leaves nothing half-written', { timeout: 30_000 }, async () => {
  const { child, url } = await start();
  const client = EventStoreDBClient.connectionString(url);
  const acknowledged = new Map<string, number>();
  const write = async (writer: number): Promise<void> => {
    const stream = `writer-${writer}`;
    for (;;) {
      const pair = [jsonEvent({ type: 'first', data: {} }), jsonEvent({ type: 'second', data: {} })];
      const { nextExpectedRevision } = await client.appendToStream(stream, pair);
      acknowledged.set(stream, Number(nextExpectedRevision));
    }
  };
  const writers = Array.from({ length: 8 }, (_, index) => write(index).catch(() => {}));
  await new Promise((resolve) => setTimeout(resolve, 400));
  child.kill('SIGKILL');
  await Promise.all(writers);
  await client.dispose();

  const store = new EventStore(folder);
  expect(acknowledged.size).toBe(8);
  for (const [stream, last] of acknowledged) {
    const { id, last: found } = store.streams.get(stream);
    const types = [...store.stored.forwardIn(id, 0, found + 1)].map(({ type }) => store.types.nameOf(type));
    expect(found).toBeGreaterThanOrEqual(last);
    expect(types).toEqual(Array.from({ length: found + 1 }, (_, revision) => (revision % 2 ? 'second' : 'first')));
  }
  store.close();
});
