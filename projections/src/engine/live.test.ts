import type { EventLog, FeedMessage } from '@lyceum/stores';
import { expect, test, vi } from 'vitest';
import { enrolments } from '../enrolments/projection.ts';
import { enrolled } from '../testing/facts.ts';
import { history, id } from '../testing/history.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { Group } from './group.ts';
import { Live } from './live.ts';
import { Table } from './table.ts';

/** Gives the messages and then stays silent until the signal aborts. */
async function* silentAfter(messages: readonly FeedMessage[], signal: AbortSignal): AsyncGenerator<readonly FeedMessage[]> {
  yield messages;
  if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
}

const facts = history(enrolled(id(3), id(4)), enrolled(id(3), id(5)));
const messages: readonly FeedMessage[] = facts.map((fact) => ({ kind: 'fact', fact, position: fact.position }));

function followed(store: MemoryStore) {
  const ending = new AbortController();
  const log = { batches: (_: unknown, signal: AbortSignal) => silentAfter(messages, signal) } as unknown as EventLog;
  const tables = [new Table(enrolments, 1, { blocked: [], empty: true })];
  const group = new Group({
    store,
    checkpoints: [{ key: 'live' }],
    position: null,
    tables,
    freshAfter: '0',
    pace: { few: 0, times: 0, least: 0, most: 0 },
  });
  return { live: new Live(group, log, ending.signal, enrolments.from), ending };
}

test('a write that fails is heard of though no fact follows', async () => {
  const store = new MemoryStore();
  store.left = 1;
  await expect(followed(store).live.run()).rejects.toThrow('broken');
});

test('who has the group to himself finds all written, also when nothing comes any more', async () => {
  const store = new MemoryStore();
  const { live, ending } = followed(store);
  const running = live.run();
  await vi.waitUntil(() => live.folded === 2);
  const seen = await live.exclusively(async () => [live.group.written, store.rows('enrolments.1').size]);
  expect(seen).toEqual(['128', 2]);
  ending.abort();
  await running;
  await expect(live.exclusively(async () => {})).rejects.toThrow('The engine stops');
});
