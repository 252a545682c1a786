import { expect, test } from 'vitest';
import type { Consumer } from './consumer.ts';
import type { Message } from './message.ts';
import { Pinned } from './pinned.ts';

/** Events of which the place says what belongs together. */
const strategy = () => new Pinned(({ place }) => place);
const message = (place: number) => ({ id: String(place), place }) as Message;

class Fake {
  ready = true;
  unconfirmed = new Map<string, Message>();
}

const consumers = (count: number): Consumer[] => Array.from({ length: count }, () => new Fake() as unknown as Consumer);

const whoGets = (pinned: Pinned, among: readonly Consumer[], places: readonly number[]): number[] =>
  places.map((place) => among.indexOf(pinned.choose(message(place)) as Consumer));

const ALL = Array.from({ length: 40 }, (_, place) => place);

test('what belongs together goes to the same one, and everybody has a share', () => {
  const pinned = strategy();
  const both = consumers(2);
  for (const one of both) pinned.joined(one);
  const first = whoGets(pinned, both, ALL);
  expect(whoGets(pinned, both, ALL)).toEqual(first);
  expect(first.filter((index) => index === 0)).toHaveLength(20);
});

test('one that comes takes its share, first of what nobody is at; the rest stays where it was', () => {
  const pinned = strategy();
  const both = consumers(2);
  pinned.joined(both[0]!);
  whoGets(pinned, both, ALL);
  for (const place of ALL.slice(0, 20)) both[0]!.unconfirmed.set(String(place), message(place));
  pinned.joined(both[1]!);
  expect(whoGets(pinned, both, ALL)).toEqual(ALL.map((place) => (place < 20 ? 0 : 1)));
});

test('what was one consumer’s goes to those that stay', () => {
  const pinned = strategy();
  const three = consumers(3);
  for (const one of three) pinned.joined(one);
  const before = whoGets(pinned, three, ALL);
  pinned.left(three[0]!);
  const after = whoGets(pinned, three, ALL);
  expect(after).not.toContain(0);
  expect(after.filter((index, place) => before[place] !== 0 && index !== before[place])).toEqual([]);
});

test('an event waits for a busy one while others get theirs, and all wait when all are busy', () => {
  const pinned = strategy();
  const both = consumers(2);
  for (const one of both) pinned.joined(one);
  whoGets(pinned, both, [0, 1]);
  (both[0] as unknown as Fake).ready = false;
  expect(pinned.choose(message(0))).toBe('skipped');
  expect(pinned.choose(message(1))).toBe(both[1]);
  (both[1] as unknown as Fake).ready = false;
  expect(pinned.choose(message(1))).toBe('full');
});
