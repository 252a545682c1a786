import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Cursors } from './cursors.ts';
import { openDatabase } from './database.ts';
import { keyOf } from './event-id.ts';
import { EventTypes } from './names.ts';
import { StoredEvents } from './stored-events.ts';
import { Streams } from './streams.ts';
import { type Committed, type Outcome, Writer } from './writer.ts';

const database = openDatabase(':memory:');
const published: Committed[] = [];
const cursors = new Cursors(database);
const writer = new Writer(database, new Streams(database), new EventTypes(database), new StoredEvents(database), cursors, (events) =>
  published.push(...events),
);

const append = (stream: string, size: number): Promise<Outcome> => {
  const id = randomUUID();
  const event = { id, key: keyOf(id), type: `type-of-${stream}`, isJson: false, data: Buffer.alloc(size, 'x'), custom: new Uint8Array() };
  return new Promise((resolve) => writer.append({ stream, expected: 'any', events: [event, { ...event, id: randomUUID() }] }, resolve));
};

const limitPages = (to: number): void => {
  const used = Number(database.prepare('PRAGMA page_count').get()!['page_count']);
  database.exec(`PRAGMA max_page_count = ${used + to}`);
};

let said: string[];

beforeEach(() => {
  said = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});

afterEach(() => {
  vi.restoreAllMocks();
});

test('when the disk is full an append fails as a whole, the small ones of its group do not, and later ones work again', async () => {
  await append('before', 10);
  limitPages(40);
  const outcomes = await Promise.all([append('small', 10), append('large', 200_000), append('small', 10)]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['written', 'failed', 'written']);
  expect(outcomes[1]).toMatchObject({ reason: expect.stringMatching(/full/) as unknown });
  limitPages(10_000);
  expect(await append('large', 200_000)).toMatchObject({ kind: 'written', revision: 1 });
  expect(said).toEqual([
    'lyceum-eventstore: events cannot be written: database or disk is full\n',
    'lyceum-eventstore: writing works again\n',
  ]);

  const positions = published.map(({ position }) => position);
  const kept = database.prepare('SELECT position FROM events ORDER BY position').all();
  expect(kept.map(({ position }) => position)).toEqual(positions);
  expect(published.map(({ streamName, revision }) => `${revision}@${streamName}`)).toEqual([
    '0@before',
    '1@before',
    '0@small',
    '1@small',
    '2@small',
    '3@small',
    '0@large',
    '1@large',
  ]);
});
