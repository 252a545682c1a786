import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventStore } from '../storage/event-store.ts';
import { ownEvent } from '../storage/own-event.ts';
import type { NewEvent } from '../storage/writer.ts';
import { correlationOf, type Message, streamOf, toMessage } from './message.ts';

let store: EventStore;

beforeEach(() => {
  store = new EventStore(':memory:');
});

afterEach(() => store.close());

const messageOf = (event: NewEvent, stream: string, resolve = false): Message => {
  store.writer.append({ stream, expected: 'any', events: [event] }, () => {});
  store.writer.drain();
  const { id, last } = store.streams.get(stream);
  return toMessage(store, store.stored.at(id, last)!, last, resolve);
};

const caused = (by: unknown) => ownEvent('fact', '{}', { custom: JSON.stringify({ $correlationId: by }) });

test('what an event belongs to is its stream, behind a link that of what it leads to, resolved or not', () => {
  const link = () => ownEvent('$>', '0@course-1', { isJson: false });
  expect(streamOf(store, messageOf(caused('x'), 'course-1'))).toBe('course-1');
  for (const resolve of [true, false]) expect(streamOf(store, messageOf(link(), '$ce-course', resolve))).toBe('course-1');
  expect(streamOf(store, messageOf(ownEvent('$>', 'nonsense', { isJson: false }), '$ce-course', true))).toBe('$ce-course');
});

test('what caused it is what its writer says, behind a link the writer of what it leads to', () => {
  expect(correlationOf(messageOf(caused('x'), 'course-1'))).toBe('x');
  const link = ownEvent('$>', '0@course-1', { isJson: false, custom: '{"$correlationId":"of the link"}' });
  expect(correlationOf(messageOf(link, '$ce-course', true))).toBe('x');
  expect(correlationOf(messageOf(caused(7), 'course-1'))).toBeUndefined();
  expect(correlationOf(messageOf(ownEvent('fact', '{}', { custom: 'no json' }), 'course-1'))).toBeUndefined();
  expect(correlationOf(messageOf(ownEvent('fact', '{}'), 'course-1'))).toBeUndefined();
});
