import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import type { FilterRequest } from '../protocol/read-request.ts';
import { keyOf } from '../storage/event-id.ts';
import { EventStore } from '../storage/event-store.ts';
import { Filter } from './filter.ts';

const store = new EventStore(':memory:');
afterAll(() => store.close());

const types = ['orders.Placed.v1', 'orders.Paid.v1', 'stock.Counted.v1', '$metadata'];
for (const type of types) {
  const id = randomUUID();
  const event = { id, key: keyOf(id), type, isJson: true, data: Buffer.from('{}'), custom: new Uint8Array() };
  store.writer.append({ stream: `of-${type}`, expected: 'any', events: [event] }, () => {});
}
store.writer.drain();
// Without the first event of every node.
const events = [...store.stored.forward(0)].slice(1);

const passing = (request: Partial<FilterRequest>): string[] => {
  const filter = new Filter({ on: 'type', regex: '', prefixes: [], window: undefined, interval: 1, ...request }, store);
  // Twice: the second time by what the filter remembers.
  expect(events.filter((event) => filter.wants(event))).toEqual(events.filter((event) => filter.wants(event)));
  return events.filter((event) => filter.wants(event)).map(({ type }) => store.types.nameOf(type));
};

test('prefixes of types and of streams', () => {
  expect(passing({ prefixes: ['orders.', 'nothing'] })).toEqual(['orders.Placed.v1', 'orders.Paid.v1']);
  expect(passing({ on: 'stream', prefixes: ['of-stock'] })).toEqual(['stock.Counted.v1']);
  expect(passing({ prefixes: [] })).toEqual([]);
  expect(passing({ prefixes: [''] })).toEqual(types);
});

test('regular expressions as clients of .NET write them', () => {
  expect(passing({ regex: '^[^$].*' })).toEqual(types.slice(0, 3));
  expect(passing({ regex: '(?i)^ORDERS\\.p' })).toEqual(['orders.Placed.v1', 'orders.Paid.v1']);
  expect(passing({ regex: '\\Aorders\\.Paid\\.v1\\z' })).toEqual(['orders.Paid.v1']);
  expect(passing({ regex: '(?<context>stock)\\.' })).toEqual(['stock.Counted.v1']);
  expect(() => passing({ regex: '(' })).toThrow(/Exception was thrown by handler/);
});
