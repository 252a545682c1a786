import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DataFolderError } from './database.ts';
import { contentOf } from './event-frame.ts';
import { keyOf } from './event-id.ts';
import { EventStore } from './event-store.ts';
import type { Append, NewEvent, Outcome } from './writer.ts';

let folder: string;
let store: EventStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-store-'));
  store = new EventStore(folder);
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const event = (type = 'happened', id: string = randomUUID(), data = '{}'): NewEvent => ({
  id,
  key: keyOf(id),
  type,
  isJson: true,
  data: Buffer.from(data),
  custom: new Uint8Array(),
});

const append = (stream: string, events: NewEvent[], expected: Append['expected'] = 'any'): Promise<Outcome> =>
  new Promise((resolve) => store.writer.append({ stream, expected, events }, resolve));

const typesIn = (stream: string): string[] =>
  [...store.stored.forwardIn(store.streams.get(stream).id, 0, 2 ** 53)].map(({ type }) => store.types.nameOf(type));

const reopen = (): void => {
  store.close();
  store = new EventStore(folder);
};

const tombstone = (stream: string): Promise<Outcome> =>
  new Promise((resolve) => store.writer.tombstone({ stream, expected: 'any' }, resolve));

describe('scavenging', () => {
  const SECRET = 'zyxomma-petiolatum';
  const bytesWith = () => readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(SECRET));

  test('takes what was deleted for good out of every file, and nothing else', async () => {
    for (let n = 0; n < 50; n++) await append(`other-${n}`, [event('happened', randomUUID(), JSON.stringify({ n }))]);
    await append('gone', [
      event('happened', randomUUID(), JSON.stringify({ SECRET })),
      event('happened', randomUUID(), `"${'x'.repeat(9000)}${SECRET}"`),
    ]);
    await append('stays', [event('kept')]);
    await tombstone('gone');
    expect(bytesWith()).not.toEqual([]);
    expect(store.scavenge()).toBe(2);
    expect(bytesWith()).toEqual([]);
    expect(store.isTombstoned(store.streams.get('gone'))).toBe(true);
    expect(typesIn('stays')).toEqual(['kept']);
    expect(store.scavenge()).toBe(0);
    reopen();
    expect(store.isTombstoned(store.streams.get('gone'))).toBe(true);
    expect((await append('gone', [event()])).kind).toBe('deleted');
    expect(typesIn('other-7')).toEqual(['happened']);
  });
});

describe('group commit', () => {
  test('what waits together is committed and published together', async () => {
    const groups: number[] = [];
    store.feed.followAll((events) => groups.push(events.length));
    await Promise.all(Array.from({ length: 100 }, (_, index) => append(`stream-${index}`, [event()])));
    expect(groups).toEqual([100]);
  });

  test('a refused append does not disturb the others of its group', async () => {
    const outcomes = await Promise.all([append('a', [event()]), append('a', [event('b'), event('c')], 7), append('a', [event('d')], 0)]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['written', 'wrong', 'written']);
    expect(typesIn('a')).toEqual(['happened', 'd']);
  });

  test('positions rise in the order of appending, and revisions count on', async () => {
    const outcomes = await Promise.all([append('a', [event(), event()]), append('b', [event()]), append('a', [event()])]);
    const positions = outcomes.map((outcome) => (outcome.kind === 'written' ? outcome.position! : 0));
    expect(positions).toEqual(positions.toSorted((one, other) => one - other));
    expect(new Set(positions).size).toBe(3);
    expect(outcomes.map((outcome) => outcome.kind === 'written' && outcome.revision)).toEqual([1, 0, 2]);
  });

  test('an append whose deadline has passed writes nothing', async () => {
    const outcome = await new Promise<Outcome>((resolve) =>
      store.writer.append({ stream: 'late', expected: 'any', events: [event()], deadline: Date.now() - 1 }, resolve),
    );
    expect(outcome).toEqual({ kind: 'expired' });
    expect(store.streams.get('late').last).toBe(-1);
  });
});

describe('after reopening', () => {
  test('events, positions and revisions are as they were', async () => {
    await append('kept', [event('one'), event('two')]);
    const before = [...store.stored.forward(0)];
    reopen();
    expect([...store.stored.forward(0)]).toEqual(before);
    const outcome = await append('kept', [event('three')], 1);
    expect(outcome).toMatchObject({ kind: 'written', revision: 2 });
    expect(outcome.kind === 'written' && outcome.position! > before.at(-1)!.position).toBe(true);
  });

  test('a repeated append is recognised by its event ids', async () => {
    const events = [event('one'), event('two')];
    const first = await append('kept', events, 'no_stream');
    reopen();
    expect(await append('kept', events, 'no_stream')).toEqual(first);
    expect(await append('kept', events)).toEqual(first);
    expect(typesIn('kept')).toEqual(['one', 'two']);
  });

  test('tombstones and soft deletes hold', async () => {
    await append('gone', [event()]);
    await append('hidden', [event()]);
    await new Promise((resolve) => store.writer.tombstone({ stream: 'gone', expected: 'any' }, resolve));
    await new Promise((resolve) => store.writer.softDelete({ stream: 'hidden', expected: 'any' }, resolve));
    reopen();
    expect(await append('gone', [event()])).toEqual({ kind: 'deleted' });
    expect(await append('hidden', [event('new')], 'no_stream')).toMatchObject({ kind: 'written', revision: 1 });
    const metadata = store.streams.metadataOf('hidden');
    expect(Buffer.from(metadata!).toString()).toBe('{"$tb":1}');
  });
});

test('a stream that fell out of memory is found again', async () => {
  await append('old', [event(), event()]);
  for (let index = 0; index < 20_001; index += 1) store.streams.get(`other-${index}`);
  expect(await append('old', [event()], 1)).toMatchObject({ kind: 'written', revision: 2 });
});

test('what an event holds comes back byte for byte', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
  const id = randomUUID();
  const written = { id, key: keyOf(id), type: 'käse 🧀', isJson: false, data: bytes, custom: Buffer.from('{"m":1}') };
  await append('käse', [written]);
  const [stored] = store.stored.forwardIn(store.streams.get('käse').id, 0, 1);
  expect(contentOf(stored!.frame)).toEqual({ id, isJson: false, data: bytes, custom: Buffer.from('{"m":1}') });
  expect(store.types.nameOf(stored!.type)).toBe('käse 🧀');
});

test('looking for an id does not look through the stream', async () => {
  await append(
    'long',
    Array.from({ length: 20_000 }, () => event()),
  );
  const { id } = store.streams.get('long');
  const timed = (act: () => void): number => {
    const began = performance.now();
    act();
    return performance.now() - began;
  };
  const oneScan = timed(() => [...store.stored.forwardIn(id, 0, 20_000)]);
  const lookUps = timed(() => {
    for (let round = 0; round < 1000; round += 1) store.stored.revisionOf(id, event());
  });
  // Were each of them a scan of only the index, they would take about fifty times as long.
  expect(lookUps).toBeLessThan(oneScan * 5);
});

test.each(['a\0b', 'a', '', ' a', 'käse 🧀', 'a\nb', `it's`])('a stream called %j is itself and no other', async (name) => {
  await append(name, [event()]);
  reopen();
  expect(store.streams.get(name).last).toBe(0);
  expect(store.streams.get(`${name}b`).last).toBe(-1);
  expect(store.streams.nameOf(store.streams.get(name).id)).toBe(name);
});

test('ids that share a key are told apart', async () => {
  const known = event('known');
  await append('a', [known]);
  const stranger = { ...event('stranger'), key: known.key };
  expect(await append('a', [stranger])).toMatchObject({ kind: 'written', revision: 1 });
  expect(typesIn('a')).toEqual(['known', 'stranger']);
});

describe('a data folder that cannot be used', () => {
  test('is refused while another node uses it, and free again afterwards', () => {
    expect(() => new EventStore(folder)).toThrow(/another process is using/);
    reopen();
    expect(store.stored.lastPosition()).toBeGreaterThan(0);
  });

  test('is refused when it is a file', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => new EventStore(file)).toThrow(DataFolderError);
    expect(() => new EventStore(join(file, 'below'))).toThrow(/cannot be used/);
  });

  test('is refused when its file is something else', () => {
    const other = mkdtempSync(join(tmpdir(), 'event-store-other-'));
    writeFileSync(
      join(other, 'events.sqlite'),
      'this is no database at all, but long enough to be mistaken for the head of one'.repeat(20),
    );
    expect(() => new EventStore(other)).toThrow(/not a file of this node/);
    rmSync(other, { recursive: true });
  });
});
