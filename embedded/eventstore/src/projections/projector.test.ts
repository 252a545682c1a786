import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EventStoreNode, type EventStoreOptions, startEventStore } from '../index.ts';

let folder: string;
let node: EventStoreNode | undefined;
let client: EventStoreDBClient;

const start = async (projections: EventStoreOptions['projections']): Promise<void> => {
  node = await startEventStore({ data: folder, port: 0, projections: projections ?? 'none' });
  client = EventStoreDBClient.connectionString(node.url);
};

const stop = async (): Promise<void> => {
  await client.dispose();
  await node?.close();
  node = undefined;
};

const restart = async (projections: EventStoreOptions['projections']): Promise<void> => {
  await stop();
  await start(projections);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lyceum-eventstore-'));
});

afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

const write = (stream: string, count = 1) =>
  client.appendToStream(
    stream,
    Array.from({ length: count }, () => jsonEvent({ type: 'fact', data: {} })),
  );

const links = async (stream: string): Promise<string[]> => {
  const seen: string[] = [];
  for await (const { event } of client.readStream(stream)) seen.push(Buffer.from(event!.data as Uint8Array).toString());
  return seen;
};

/** The links of a stream, once there are so many. */
const linked = async (stream: string, count: number): Promise<string[]> => {
  for (let tries = 0; tries < 400; tries += 1) {
    const seen = await links(stream).catch(() => []);
    if (seen.length >= count) return seen;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return links(stream);
};

describe('links', { timeout: 30_000 }, () => {
  test('are made of what was written before there were projections, each once, whatever restarts', async () => {
    await start('none');
    await write('course-1', 700);
    await restart('running');
    await write('course-2', 2);
    await restart('running');
    await write('course-3');
    const expected = [...Array.from({ length: 700 }, (_, index) => `${index}@course-1`), '0@course-2', '1@course-2', '0@course-3'];
    expect(await linked('$ce-course', 703)).toEqual(expected);
    expect(await linked('$et-fact', 703)).toEqual(expected);
    expect(await linked('$streams', 4)).toEqual(['0@$$$scavenges', '0@course-1', '0@course-2', '0@course-3']);
  });

  test('are not made for a stream of links that was deleted for good, and go on for the others', async () => {
    await start('running');
    await write('course-1');
    await linked('$ce-course', 1);
    await client.tombstoneStream('$ce-course');
    await write('course-1');
    expect(await linked('$et-fact', 2)).toEqual(['0@course-1', '1@course-1']);
  });

  test('begin again in a stream of links that was deleted', async () => {
    await start('running');
    await write('course-1');
    await linked('$ce-course', 1);
    await client.deleteStream('$ce-course');
    await write('course-1', 2);
    expect(await linked('$ce-course', 2)).toEqual(['1@course-1', '2@course-1']);
  });

  test('of deletions are where their kind is', async () => {
    await start('running');
    await write('course-1');
    await client.deleteStream('course-1');
    expect(await linked('$et-$deleted', 1)).toEqual(['0@course-1']);
  });
});

describe('a projection', { timeout: 30_000 }, () => {
  const states = async () => (await client.listProjections()).map(({ name, projectionStatus }) => `${name} ${projectionStatus}`);

  test('runs if it was enabled, after a restart too, and goes on from where it was disabled', async () => {
    await start('there');
    await write('course-1');
    expect(await states()).toContain('$by_category Stopped');
    await client.enableProjection('$by_category');
    await linked('$ce-course', 1);
    await restart('there');
    expect(await states()).toContain('$by_category Running');
    expect(await states()).toContain('$streams Stopped');
    await client.disableProjection('$by_category');
    await write('course-2');
    await restart('there');
    expect(await links('$ce-course')).toEqual(['0@course-1']);
    await client.enableProjection('$by_category');
    expect(await linked('$ce-course', 2)).toEqual(['0@course-1', '0@course-2']);
  });

  test('says how far it is', async () => {
    await start('running');
    await write('course-1', 3);
    await linked('$ce-course', 3);
    const { status, progress, eventsProcessedAfterRestart } = await client.getProjectionStatus('$by_category');
    expect(status).toBe('Running');
    expect(progress).toBeGreaterThan(0);
    expect(eventsProcessedAfterRestart).toBeGreaterThan(3n);
  });

  test('that there is not, is not known; projections of users are refused', async () => {
    await start('running');
    await expect(client.getProjectionStatus('mine')).rejects.toThrow("Projection 'mine' not found");
    await expect(client.enableProjection('mine')).rejects.toThrow("Projection 'mine' not found");
    await expect(client.createProjection('mine', 'fromAll().when({})')).rejects.toThrow('are not supported by this node');
    await restart('none');
    await expect(client.listProjections()).rejects.toThrow('are not supported by this node');
  });
});
